"""The commands that need the whole site: set up, migrate, look after, measure."""

import sys

import click
from flask import Flask
from sqlalchemy import text

from northforum import doctor
from northforum.access.actor import SYSTEM
from northforum.access.roles import Role
from northforum.app import create_app
from northforum.articles import operations as articles
from northforum.bench.cli import bench_command
from northforum.core import migrations, passwords, progress, schema, standing
from northforum.core.db import be_patient, db, transaction
from northforum.demonstration import building
from northforum.demonstration.accounts import welcome
from northforum.members import cli as members_cli, operations as members
from northforum.reactions import CHECKS, RECOUNTS
from northforum.search import cli as search_cli


@click.group()
def commands() -> None:
    """Hold the commands that ``northforum.cli`` offers beside its own."""


def site() -> Flask:
    """Return the application of the environment's settings, in which a statement may take its time."""
    app = create_app()
    with app.app_context():
        be_patient(db.engine)
    return app


@commands.command()
@click.option("--email", prompt="Your e-mail address")
@click.option("--name", prompt="Your name")
@click.password_option("--password", prompt="A password of 10 characters or more")
def init(email: str, name: str, password: str) -> None:
    """Set up a real site: database, first sections, and you as its administrator."""
    app = site()
    migrate_site(app)
    if weakness := passwords.weakness(password, name=name, email=email):
        raise click.ClickException(weakness)
    hashed = passwords.hash_password(password)
    with transaction(app):
        articles.add_default_sections(SYSTEM)
        details = members.MemberDetails(name=name, email=email, password_hash=hashed)
        members.add_member(SYSTEM, details, roles=[Role.ADMINISTRATOR])
    click.echo(f"Ready. Start it with “northforum serve --with-worker”, and log in as {email}.")


@commands.command()
@click.option("--if-missing", is_flag=True, help="Do nothing where a site stands already.")
def demo(*, if_missing: bool) -> None:
    """Make the demonstration site in an empty database."""
    app = site()
    migrate_site(app)
    if _is_empty(app):
        building.build(app, progress.bar("Making the demonstration site"))
    elif not if_missing:
        raise click.ClickException("A site stands here already. “make reset” makes a fresh demonstration.")
    if not if_missing:
        click.echo(welcome())


@commands.command()
@click.option("--to", "revision", default="head", show_default=True, help="A revision, or “base”.")
@click.option("--draft", help="For developers: draft a migration of this name from the models.")
def migrate(revision: str, draft: str | None) -> None:
    """Bring the database to this version's shape, or to another revision."""
    app = site()
    with app.app_context():
        if draft:
            migrations.draft(db.engine, draft)
        elif revision in {"head", standing.head()}:
            migrate_site(app)
        elif revision in {"base", *standing.revisions()}:
            migrations.downgrade(db.engine, revision)
        else:
            raise click.ClickException(f"There is no revision “{revision}”.")
        click.echo(f"The database stands at {schema.current(db.engine) or 'nothing'}.")


@commands.command(name="doctor")
def doctor_command() -> None:
    """Look at settings, database, folders, mail and clock, and say what is wrong."""
    findings = doctor.examine(site())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'FAIL'}  {finding.what}: {finding.detail}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


@commands.command()
def check() -> None:
    """Say whether every counter agrees with the rows that it counts."""
    app = site()
    with app.app_context():
        disagreements = [sentence for ask in CHECKS for sentence in ask()]
    for sentence in disagreements:
        click.echo(sentence)
    summary = f"{len(disagreements)} disagreements; “northforum recount” sets them right."
    click.echo(summary if disagreements else "Everything agrees.")
    sys.exit(1 if disagreements else 0)


@commands.command()
def recount() -> None:
    """Count everything afresh and set the counters right."""
    app = site()
    for count in RECOUNTS:
        with transaction(app):
            count()
    click.echo("Counted.")


commands.add_command(bench_command)
commands.add_command(members_cli.member)
commands.add_command(search_cli.reindex)


def migrate_site(app: Flask) -> None:
    """Bring the site's database to this version's shape; refuse one that a newer version has made."""
    with app.app_context():
        if not schema.is_known(db.engine):
            raise click.ClickException("The database was made by a newer version of NorthForum. Install that version.")
        if not schema.is_current(db.engine):
            migrations.upgrade(db.engine)


def _is_empty(app: Flask) -> bool:
    with app.app_context():
        return not db.session.scalar(text("SELECT count(*) FROM member"))

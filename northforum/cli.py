"""The ``northforum`` command: set up, serve, work, migrate, look after a site."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import text

from northforum import __version__, bench, doctor, serving
from northforum.access.actor import SYSTEM
from northforum.access.roles import Role
from northforum.app import LOOPBACK, create_app
from northforum.articles import operations as articles
from northforum.core import migrations, passwords, settings, site_mark
from northforum.core.db import db, transaction
from northforum.core.errors import DomainError
from northforum.demonstration import building
from northforum.members import cli as members_cli, operations as members
from northforum.reactions import CHECKS, RECOUNTS


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="northforum")
@click.pass_context
def cli(context: click.Context) -> None:
    """Run a NorthForum site. Settings come from NORTHFORUM_* variables (docs/configuration.md)."""
    # The features' commands, which stand on lower floors, make the site with it.
    context.obj = site


def main() -> None:
    """Run the command; a refusal is one sentence and status 1, a wrong call status 2."""
    try:
        cli()
    except (DomainError, settings.SettingError, bench.BenchError) as refusal:
        click.echo(f"northforum: {refusal}", err=True)
        sys.exit(1)


def site() -> Flask:
    """Return the application of the environment's settings."""
    return create_app(_settings())


@cli.command()
@click.option("--email", prompt="Your e-mail address")
@click.option("--name", prompt="Your name")
@click.password_option("--password", prompt="A password of 10 characters or more")
def init(email: str, name: str, password: str) -> None:
    """Set up a real site: database, first sections, and you as its administrator."""
    app = site()
    _migrate(app)
    if weakness := passwords.weakness(password, name=name, email=email):
        raise click.ClickException(weakness)
    hashed = passwords.hash_password(password)
    with transaction(app):
        articles.add_default_sections(SYSTEM)
        details = members.MemberDetails(name=name, email=email, password_hash=hashed)
        members.add_member(SYSTEM, details, roles=[Role.ADMINISTRATOR])
    click.echo(f"Ready. Start it with “northforum serve --with-worker”, and log in as {email}.")


@cli.command()
@click.option("--if-missing", is_flag=True, help="Do nothing where a site stands already.")
def demo(*, if_missing: bool) -> None:
    """Make the demonstration site in an empty database."""
    app = site()
    with app.app_context():
        stands = migrations.current(db.engine) is not None
    if stands and if_missing:
        _migrate(app)
    elif stands and not _is_empty(app):
        raise click.ClickException("A site stands here already. “make reset” makes a fresh demonstration.")
    else:
        _migrate(app)
        building.build(app, _progress("Making the demonstration site"))
    click.echo(building.welcome())


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=os.cpu_count() or 1, show_default="cores", type=click.IntRange(1, 64))
@click.option("--with-worker", is_flag=True, help="Run the background worker beside the server.")
@click.option("--development", is_flag=True, help="Show the style guide at /styleguide.")
@click.option("--allow-demo", is_flag=True, help="Serve a demonstration database beyond this machine.")
def serve(*, host: str, port: int, workers: int, with_worker: bool, development: bool, allow_demo: bool) -> None:
    """Serve the site with production workers; SIGTERM stops it cleanly."""
    os.environ.setdefault("NORTHFORUM_SITE_URL", f"http://{host}:{port}")
    if development:
        os.environ["NORTHFORUM_DEVELOPMENT"] = "on"
    app = site()
    _migrate(app)
    with app.app_context():
        is_demo = site_mark.marked(site_mark.DEMONSTRATION) is not None
        db.session.remove()
        db.engine.dispose()
    if is_demo and host not in LOOPBACK and not allow_demo:
        raise click.ClickException(
            "This is the demonstration database: its passwords are public. Serve it on 127.0.0.1, or say --allow-demo."
        )
    click.echo(f"NorthForum is at {app.config['SITE_URL']} (Ctrl-C stops it).")
    serving.serve(
        host=host, port=port, workers=workers, threads=app.config["SETTINGS"].threads, with_worker=with_worker
    )


@cli.command()
def worker() -> None:
    """Carry out jobs (mail, re-rendering) and the schedule until stopped."""
    serving.work(site())


@cli.command()
@click.option("--to", "revision", default="head", show_default=True, help="A revision, or “base”.")
@click.option("--draft", help="For developers: draft a migration of this name from the models.")
def migrate(revision: str, draft: str | None) -> None:
    """Bring the database to this version's shape, or to another revision."""
    app = site()
    with app.app_context():
        if draft:
            migrations.draft(db.engine, draft)
        elif revision in {"head", migrations.head()}:
            migrations.upgrade(db.engine)
        else:
            migrations.downgrade(db.engine, revision)
        click.echo(f"The database stands at {migrations.current(db.engine) or 'nothing'}.")


@cli.command(name="doctor")
def doctor_command() -> None:
    """Look at settings, database, folders, mail and clock, and say what is wrong."""
    findings = doctor.examine(site())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'FAIL'}  {finding.what}: {finding.detail}")
    sys.exit(0 if all(finding.good for finding in findings) else 1)


@cli.command()
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


@cli.command()
def recount() -> None:
    """Count everything afresh and set the counters right."""
    app = site()
    for count in RECOUNTS:
        with transaction(app):
            count()
    click.echo("Counted.")


@cli.command(name="bench")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option("--seconds", default=5, show_default=True, type=click.IntRange(1, 600), help="Length of one measurement.")
@click.option("--comments", default=200, show_default=True, type=click.IntRange(0, 2000))
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too."
)
def bench_command(*, rounds: int, seconds: int, comments: int, json_path: Path | None) -> None:
    """Measure the article page against a bare WSGI application with the same bytes."""
    figures = bench.run(rounds=rounds, seconds=seconds, comments=comments)
    click.echo(bench.table(figures))
    if json_path:
        bench.write_json(figures, json_path)


cli.add_command(members_cli.member)


def _settings() -> settings.Settings:
    return settings.from_environment()


def _migrate(app: Flask) -> None:
    with app.app_context():
        if not migrations.is_known(db.engine):
            raise click.ClickException("The database was made by a newer version of NorthForum. Install that version.")
        if not migrations.is_current(db.engine):
            migrations.upgrade(db.engine)


def _is_empty(app: Flask) -> bool:
    with app.app_context():
        return migrations.is_current(db.engine) and not db.session.scalar(text("SELECT count(*) FROM member"))


def _progress(label: str) -> Callable[[int, int], None]:
    """Return a callback that draws a bar on a terminal and prints a plain line elsewhere."""
    if not sys.stderr.isatty():
        click.echo(f"{label} …", err=True)
        return lambda _done, _total: None

    def draw(done: int, total: int) -> None:
        filled = 30 * done // total
        click.echo(f"\r{label} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", nl=done == total, err=True)

    return draw

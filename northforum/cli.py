"""The ``northforum`` command. What serves is here and light, so that a site is up quickly; the rest loads on demand."""

import os
import sys
from typing import TYPE_CHECKING

import click

from northforum import __version__, serving
from northforum.core import settings, standing
from northforum.core.errors import DomainError
from northforum.demonstration.accounts import welcome

if TYPE_CHECKING:
    from flask import Flask

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ALL_INTERFACES = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


class Commands(click.Group):
    """The light commands, and those of ``northforum.commands`` once one of them is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(context), *_heavy().list_commands(context)])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command ``name``."""
        return super().get_command(context, name) or _heavy().get_command(context, name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="northforum")
@click.pass_context
def cli(context: click.Context) -> None:
    """Run a NorthForum site. Settings come from NORTHFORUM_* variables (docs/configuration.md)."""
    # The features' commands, which stand on lower floors, make the site with it.
    context.obj = _site


def main() -> None:
    """Run the command; a refusal is one sentence and status 1, a wrong call status 2."""
    try:
        cli()
    except DomainError as refusal:
        click.echo(f"northforum: {' '.join(refusal.fields.values()) or refusal}", err=True)
        sys.exit(1)
    except settings.SettingError as refusal:
        click.echo(f"northforum: {refusal}", err=True)
        sys.exit(1)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=os.cpu_count() or 1, show_default="cores", type=click.IntRange(1, 64))
@click.option("--with-worker", is_flag=True, help="Run the background worker beside the server.")
@click.option("--development", is_flag=True, help="Show the style guide at /styleguide.")
@click.option("--demo", is_flag=True, help="Make the demonstration site first where no site stands.")
@click.option("--allow-demo", is_flag=True, help="Serve a demonstration database beyond this machine.")
def serve(  # noqa: PLR0913 - one argument for each option
    *, host: str, port: int, workers: int, with_worker: bool, development: bool, demo: bool, allow_demo: bool
) -> None:
    """Serve the site with production workers; SIGTERM stops it cleanly."""
    os.environ.setdefault("NORTHFORUM_SITE_URL", reached_at(host, port))
    if development:
        os.environ["NORTHFORUM_DEVELOPMENT"] = "on"
    found = settings.from_environment()
    site = _ready(found, demo=demo)
    if site.is_demonstration and host not in LOOPBACK and not allow_demo:
        raise click.ClickException(
            "This is the demonstration database: its passwords are public. Serve it on 127.0.0.1, or say --allow-demo."
        )
    if demo and site.is_demonstration:
        click.echo(welcome())
    click.echo(f"NorthForum is at {found.site_url} (Ctrl-C stops it).")
    serving.serve(host=host, port=port, workers=workers, threads=found.threads, with_worker=with_worker)


def reached_at(host: str, port: int) -> str:
    """Return the site's address where no setting names it; “all interfaces” is no name, so it is this machine's."""
    name = "127.0.0.1" if host in ALL_INTERFACES else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


@cli.command()
def worker() -> None:
    """Carry out jobs (mail, re-rendering) and the schedule until stopped."""
    from northforum import process  # noqa: PLC0415 - the whole site, which "serve" must not wait for

    process.work()


def _ready(found: settings.Settings, *, demo: bool) -> standing.Standing:
    """Return how the database stands after it was brought to this version's shape, made where there was none."""
    site = standing.look(found)
    if site.is_current and (site.is_demonstration or not demo):
        return site
    commands = ["demo", "--if-missing"] if demo else ["migrate"]
    # In a process of its own, so that this one stays light and has no database open when it starts others.
    if serving.run(*commands):
        raise click.ClickException("The database could not be made ready; nothing was started.")
    return standing.look(found)


def _site() -> "Flask":
    from northforum.app import create_app  # noqa: PLC0415 - as above

    return create_app()


def _heavy() -> click.Group:
    from northforum.commands import commands  # noqa: PLC0415 - as above

    return commands

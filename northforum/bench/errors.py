"""What ends a measurement."""

import click


class BenchError(click.ClickException):
    """The measurement could not be made; the text says why."""

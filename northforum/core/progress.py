"""How far a long command is, told to whoever started it."""

import sys
from collections.abc import Callable

import click

WIDTH = 30

Progress = Callable[[int, int], None]


def bar(label: str) -> Progress:
    """Return a callback ``(done, total)`` that draws a bar on a terminal and prints a plain line elsewhere."""
    if not sys.stderr.isatty():
        click.echo(f"{label} …", err=True)
        return lambda _done, _total: None

    def draw(done: int, total: int) -> None:
        filled = WIDTH * done // total
        click.echo(f"\r{label} [{'█' * filled}{'·' * (WIDTH - filled)}] {done}/{total}", nl=done == total, err=True)

    return draw

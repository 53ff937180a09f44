"""The command ``northforum reindex``."""

from collections.abc import Callable

import click
from flask import Flask

from northforum.core import progress
from northforum.core.db import be_patient, db, transaction
from northforum.search import operations, queries


@click.command()
@click.option("--anew", is_flag=True, help="Begin again also where a build was interrupted.")
@click.pass_obj
def reindex(make_site: Callable[[], Flask], *, anew: bool) -> None:
    """Build the search index anew; a build that was interrupted goes on where it stood.

    Readers find less until it is done. The running worker helps, and new comments are found meanwhile.
    """
    app = make_site()
    with app.app_context():
        be_patient(db.engine)
    with transaction(app):
        is_begun = operations.begin_rebuild(anew=anew)
    click.echo("The index is empty and is filled anew." if is_begun else "An interrupted build goes on.")
    tell = progress.bar("Building the search index")
    while True:
        with transaction(app):
            is_done = not operations.rebuild_more()
            done, total = queries.progress()
        tell(done, max(total, 1))
        if is_done:
            break
    click.echo(f"The search index is complete: {total} things.")

"""Reader figures: how often articles are opened, day by day; all for editors, their own for contributors."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor, requires
from northforum.access.roles import Role
from northforum.articles import queries
from northforum.articles.views.blueprint import bp
from northforum.core import clock, local_time

SHOWN = 10
at_desk = requires(Role.CONTRIBUTOR, Role.EDITOR)


@bp.get("/desk/figures")
@at_desk
def figures() -> ResponseReturnValue:
    """Show how often articles are opened, and which are opened most."""
    today, actor = local_time.day_of(clock.now()), current_actor()
    if not actor.is_editor:
        return _own_figures(actor, today)
    return render_template(
        "articles/figures.html",
        days=queries.reads_by_day(today),
        total=queries.total_reads(),
        of_today=queries.read_most_of_day(today, SHOWN),
        of_week=queries.read_most_of_week(SHOWN),
    )


@bp.get("/desk/figures/<public_id>")
@at_desk
def article_figures(public_id: str) -> ResponseReturnValue:
    """Show how often one article is opened."""
    article = queries.article_with_figures(current_actor(), public_id)
    days = queries.reads_by_day(local_time.day_of(clock.now()), article.id)
    total = queries.total_reads(article.id)
    return render_template("articles/article_figures.html", article=article, days=days, total=total)


def _own_figures(actor: Actor, today: date) -> str:
    return render_template(
        "articles/own_figures.html",
        days=queries.own_reads_by_day(actor, today),
        total=queries.total_own_reads(actor),
        pieces=queries.own_pieces_read(actor, today, SHOWN),
    )

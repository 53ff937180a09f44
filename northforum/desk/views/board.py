"""The board of all pieces."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor
from northforum.articles import queries
from northforum.articles.models import ArticleState
from northforum.desk import forms, links
from northforum.desk.views.blueprint import at_desk, bp


@bp.get("/desk")
@at_desk
def board() -> ResponseReturnValue:
    """Show every piece, last changed first, or those that somebody looks for."""
    actor, form, after = current_actor(), forms.BoardForm(), request.args.get("after")
    page = queries.desk_pieces(actor, form.wanted, after)
    return render_template(
        "desk/board.html",
        pieces=page.items,
        tabs=_tabs(actor, form.given),
        wanted=form.wanted,
        sections=queries.navigation(),
        older_url=links.board_url(**form.given, after=page.next_cursor) if page.next_cursor else "",
        first_url=links.board_url(**form.given) if after else "",
    )


def _tabs(actor: Actor, given: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return what is looked at most, as tabs; the form beneath them narrows further."""
    tabs: list[tuple[str, dict[str, str]]] = [("All", {}), ("My turn", {"turn": queries.MINE})]
    if actor.is_editor:
        tabs += [("Mine", {"mine": "yes"}), ("In review", {"state": ArticleState.IN_REVIEW.value})]
    tabs += [("Drafts", {"state": ArticleState.DRAFT.value}), ("Scheduled", {"state": ArticleState.SCHEDULED.value})]
    tabs.append(("Published", {"state": ArticleState.PUBLISHED.value}))
    return [(name, links.board_url(**one), one == given) for name, one in tabs]

"""Comments as stored HTML: drawn once when they are written, the same for every reader."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it
from sqlalchemy import Row

from northforum.core import templating
from northforum.discussion import queries
from northforum.discussion.models import DRAWN_DEPTH, Comment, CommentState
from northforum.members import queries as members
from northforum.members.models import AuthorCard

# Raised with every change of discussion/_comment.html or of what it draws with; older elements are then drawn anew.
ELEMENT_VERSION = 2


class Answered(NamedTuple):
    """What a reply says of the comment that it answers; it has a name while its words can be read."""

    public_id: str
    author_id: int
    is_named: bool


def draw(comment: Comment, above: Comment | None) -> None:
    """Store the element of ``comment``, which answers ``above``."""
    answered = Answered(above.public_id, above.author_id, above.is_published) if above else None
    _store(comment, _html(comment, answered, _cards([(comment, answered)])))


def redraw(rows: Sequence[Row[Any]]) -> None:
    """Store the elements of comments as ``queries.to_draw`` gives them."""
    for comment, html in _drawn(rows):
        _store(comment, html)


def elements(rows: Sequence[Row[Any] | Comment]) -> Markup:
    """Return the elements of ``rows`` as one piece of HTML."""
    return templating.stored_html(each(rows))


def each(rows: Sequence[Row[Any] | Comment]) -> list[str]:
    """Return the stored element of each of ``rows``, a fresh one where the stored is out of date."""
    outdated = [row.id for row in rows if row.element_version < ELEMENT_VERSION]
    if not outdated:
        return [row.element for row in rows]
    fresh = {comment.id: html for comment, html in _drawn(queries.to_draw(outdated))}
    return [fresh.get(row.id, row.element) for row in rows]


def _drawn(rows: Iterable[Row[Any]]) -> Iterator[tuple[Comment, str]]:
    pairs = [(row.Comment, _answered(row)) for row in rows]
    cards = _cards(pairs)
    return ((comment, _html(comment, answered, cards)) for comment, answered in pairs)


def _answered(row: Row[Any]) -> Answered | None:
    if row.answered_id is None:
        return None
    return Answered(row.answered_id, row.answered_author_id, row.answered_state is CommentState.PUBLISHED)


def _cards(pairs: Iterable[tuple[Comment, Answered | None]]) -> dict[int, AuthorCard]:
    ids: set[int] = set()
    for comment, answered in pairs:
        ids |= {comment.author_id, answered.author_id} if answered else {comment.author_id}
    return members.author_cards(ids)


def _html(comment: Comment, answered: Answered | None, cards: dict[int, AuthorCard]) -> str:
    html = templating.render(
        "discussion/_comment.html",
        comment=comment,
        author=cards[comment.author_id],
        body=templating.stored_html([comment.html]),
        drawn_depth=DRAWN_DEPTH,
        parent_public_id=answered.public_id if answered else None,
        parent_name=cards[answered.author_id].name if answered and answered.is_named else None,
    )
    return f"{html.strip()}\n"


def _store(comment: Comment, html: str) -> None:
    comment.element, comment.element_version = html, ELEMENT_VERSION

"""What a member was told, in a sentence each, with what may be read of it now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.core import templating
from northforum.core.pagination import Page
from northforum.discussion import links as discussion_links
from northforum.notifications import queries
from northforum.notifications.models import NotificationKind
from northforum.notifications.queries.told import MOST_COUNTED

GONE = "Something that you were told of can no longer be read here."
# One and several, with the name of the member who acted last and the number; several of whom no name can be given.
_SENTENCES = {
    NotificationKind.REPLY: (
        "{name} answered your comment",
        "{count} replies to your comment, the latest by {name}",
        "{count} replies to your comment",
    ),
    NotificationKind.MENTION: (
        "{name} mentioned you",
        "You were mentioned {count} times, the last time by {name}",
        "You were mentioned {count} times",
    ),
    NotificationKind.BRANCH: (
        "{name} answered below a comment that you follow",
        "{count} replies below a comment that you follow, the latest by {name}",
        "{count} replies below a comment that you follow",
    ),
    NotificationKind.THREAD: (
        "{name} commented in a discussion that you follow",
        "{count} comments in a discussion that you follow, the latest by {name}",
        "{count} comments in a discussion that you follow",
    ),
    NotificationKind.MEMBER: (
        "{name} wrote a comment",
        "{name} wrote {count} comments",
        "{count} comments by a member that you follow",
    ),
    NotificationKind.TOPIC: ("A new article on a topic that you follow",) * 3,
    NotificationKind.PICK: ("Your comment is an editors’ pick",) * 3,
    NotificationKind.DECISION: ("A moderator decided about your comment",) * 3,
    NotificationKind.REPORT: ("A moderator decided about a comment that you reported",) * 3,
    NotificationKind.PITCHED: ("{name} offers a pitch",) * 3,
    NotificationKind.ACCEPTED: ("{name} accepted your pitch: go on with it",) * 3,
    NotificationKind.SUBMITTED: ("{name} sent a piece for review",) * 3,
    NotificationKind.CHANGES: ("{name} asks for changes to your piece",) * 3,
    NotificationKind.APPROVED: ("{name} approved your piece",) * 3,
    NotificationKind.SCHEDULED: ("{name} scheduled your piece",) * 3,
    NotificationKind.NOT_READY: ("A scheduled piece was not published, since something is missing",) * 3,
    NotificationKind.PUT_AWAY: ("{name} put your piece away",) * 3,
    NotificationKind.LIVE: ("Your piece is published",) * 3,
    NotificationKind.NOTED: ("{name} left a note on a piece",) * 3,
}
_NOT_ABOUT_COMMENTS = frozenset({NotificationKind.TOPIC, NotificationKind.REPORT})


class Line(NamedTuple):
    """One thing that a member was told; without ``url`` it cannot be read any more, and nothing is said of it."""

    id: int
    sentence: str
    title: str
    url: str
    moment: datetime
    is_unread: bool


def inbox(actor: Actor, after: str | None) -> Page[Line]:
    """Return a page of what the actor was told, newest first."""
    page = queries.inbox(actor, after)
    return Page([line(row) for row in page.items], page.next_cursor)


def line(row: Row[Any], named: Callable[[str], str] = str) -> Line:
    """Return a row of ``told_rows`` as a line; ``named`` gives a member's name the shape of the place."""
    url = _url(row)
    return Line(
        row.id,
        _sentence(row, named) if url else GONE,
        (row.title or row.piece_title) if url else "",
        url,
        row.updated_at,
        row.read_at is None,
    )


def unread_mark(rows: Sequence[Sequence[Any]]) -> str:
    """Return how much is unread, for a row of ``unread_count``, as it stands beside the bell; nothing for nothing."""
    [(count,)] = rows
    if not count:
        return ""
    shown = count if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"
    return templating.markup('<span class="unread">{}<span class="vh"> unread</span></span>', shown)


def _sentence(row: Row[Any], named: Callable[[str], str]) -> str:
    one, several, nameless = _SENTENCES[row.kind]
    of_several = several if row.name else nameless
    shape = one if row.times == 1 else of_several
    return shape.format(name=named(row.name or "Somebody"), count=row.times)


def _url(row: Row[Any]) -> str:
    """Return where the thing is read: the first new comment, else the thread where there is more than that; or none."""
    if row.piece_id is not None:
        return f"/desk/articles/{row.piece_id}/read"
    if row.title is None:
        return ""
    if row.public_id is not None:
        return f"{discussion_links.comment_url(row.public_id)}#comment-{row.public_id}"
    if row.kind in _NOT_ABOUT_COMMENTS:
        return str(row.path)
    return f"{row.path}#discussion" if row.times > 1 else ""

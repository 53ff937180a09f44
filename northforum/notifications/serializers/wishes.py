"""What readers follow, as buttons beside each thing and as lists."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import links as articles_links, queries as articles_queries
from northforum.core import templating
from northforum.core.pagination import Page
from northforum.discussion import links as discussion_links, queries as discussion_queries
from northforum.members import links as members_links
from northforum.notifications import queries

_GROUP = '<div class="toggles" data-toggles="{}">{}</div>'
_TOGGLE = (
    '<form class="action" method="post" action="{}" data-toggle>'
    '<input type="hidden" name="csrf_token" value="{}">'
    '<button class="button quiet small" type="submit"><span>{}</span></button></form>'
)


class Wish(NamedTuple):
    """Something that a reader follows or mutes, in a list; ``unread`` counts what is new in it."""

    title: str
    url: str
    note: str
    stop_url: str
    stop: str
    unread: int = 0


def thread_toggles(rows: Sequence[Sequence[Any]], token: str) -> str:
    """Return the buttons of a thread, for a row of ``thread_wishes``."""
    [(public_id, follows, mutes)] = rows
    stem, words = f"/threads/{public_id}", "Stop following" if follows else "Follow this discussion"
    follow = _toggle(f"{stem}/{'unfollow' if follows else 'follow'}", words, token)
    mute = _toggle(f"{stem}/{'unmute' if mutes else 'mute'}", "Unmute" if mutes else "Mute", token)
    return _group(stem, follow, mute)


def branch_toggles(rows: Sequence[Sequence[Any]], token: str) -> str:
    """Return the buttons of a comment and its writer, for a row of ``branch_wishes``."""
    [(public_id, follows, handle, name, _follows_writer, mutes, is_own)] = rows
    stem, words = f"/comments/{public_id}", "Stop following the replies" if follows else "Follow the replies"
    follow = _toggle(f"{stem}/{'unfollow' if follows else 'follow'}", words, token)
    return _group(stem, follow, "" if is_own else _mute_toggle(handle, name, mutes, token))


def member_toggles(rows: Sequence[Sequence[Any]], token: str) -> str:
    """Return the buttons of a member's page, for a row of ``member_wishes``; none on one's own."""
    [(handle, name, follows, mutes, is_own)] = rows
    if is_own:
        return ""
    return _group(
        f"/members/{handle}",
        _follow_toggle(f"/members/{handle}", name, follows, token),
        _mute_toggle(handle, name, mutes, token),
    )


def topic_toggles(rows: Sequence[Sequence[Any]], token: str) -> str:
    """Return the button of a topic, for a row of ``topic_wishes``."""
    [(slug, name, follows)] = rows
    return _group(f"/topics/{slug}", _follow_toggle(f"/topics/{slug}", name, follows, token))


def wishes(actor: Actor, kind: str, after: str | None) -> Page[Wish]:
    """Return a page of one of the lists of what the actor follows and mutes."""
    return _LISTS[kind](actor, after)


def _threads(actor: Actor, after: str | None) -> Page[Wish]:
    page = discussion_queries.followed_threads(actor, after)
    unread = queries.unread_by_thread(actor, [row.id for row in page.items])
    return _listed(page, lambda row: _thread(row, "unfollow", unread.get(row.id, 0)))


def _muted_threads(actor: Actor, after: str | None) -> Page[Wish]:
    return _listed(discussion_queries.muted_threads(actor, after), lambda row: _thread(row, "unmute", 0))


def _branches(actor: Actor, after: str | None) -> Page[Wish]:
    return _listed(discussion_queries.followed_branches(actor, after), _branch)


def _members(actor: Actor, after: str | None) -> Page[Wish]:
    return _listed(discussion_queries.followed_members(actor, after), lambda row: _member(row, "unfollow"))


def _muted_members(actor: Actor, after: str | None) -> Page[Wish]:
    return _listed(discussion_queries.muted_members(actor, after), lambda row: _member(row, "unmute"))


def _topics(actor: Actor, after: str | None) -> Page[Wish]:
    return _listed(articles_queries.followed_topics(actor, after), _topic)


_LISTS: dict[str, Callable[[Actor, str | None], Page[Wish]]] = {
    "threads": _threads,
    "branches": _branches,
    "members": _members,
    "topics": _topics,
    "muted-members": _muted_members,
    "muted-threads": _muted_threads,
}
_STOP = {"unfollow": "Stop following", "unmute": "Unmute"}


def _listed(page: Page[Row[Any]], made: Callable[[Row[Any]], Wish]) -> Page[Wish]:
    return Page([made(row) for row in page.items], page.next_cursor)


def _thread(row: Row[Any], verb: str, unread: int) -> Wish:
    kind = "threads" if verb == "unfollow" else "muted-threads"
    stop_url = f"/threads/{row.public_id}/{verb}?from={kind}"
    return Wish(row.title, f"{row.path}#discussion", "", stop_url, _STOP[verb], unread)


def _branch(row: Row[Any]) -> Wish:
    url = discussion_links.comment_url(row.public_id)
    return Wish(f"Replies to {row.name}", url, row.title, f"{url}/unfollow?from=branches", _STOP["unfollow"])


def _member(row: Row[Any], verb: str) -> Wish:
    url, kind = members_links.member_url(row), "members" if verb == "unfollow" else "muted-members"
    return Wish(row.name, url, row.headline, f"{url}/{verb}?from={kind}", _STOP[verb])


def _topic(row: Row[Any]) -> Wish:
    url = articles_links.topic_url(row)
    return Wish(row.name, url, "", f"{url}/unfollow?from=topics", _STOP["unfollow"])


def _follow_toggle(stem: str, name: str, follows: bool, token: str) -> str:
    words = f"Stop following {name}" if follows else f"Follow {name}"
    return _toggle(f"{stem}/{'unfollow' if follows else 'follow'}", words, token)


def _mute_toggle(handle: str, name: str, mutes: bool, token: str) -> str:
    words = f"Unmute {name}" if mutes else f"Mute {name}"
    return _toggle(f"/members/{handle}/{'unmute' if mutes else 'mute'}", words, token)


def _toggle(url: str, words: str, token: str) -> str:
    return templating.markup(_TOGGLE, url, token, words)


def _group(name: str, *toggles: str) -> str:
    return templating.markup(_GROUP, name, templating.stored_html(toggles))

"""What the pages of discussions are given, and what open pages ask for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it
from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.core import clock, templating
from northforum.discussion import links, policy, queries, rendering
from northforum.discussion.models import Comment, CommentState, HoldReason, Sort, Thread
from northforum.discussion.serializers.writing import Composer, new_composer, reply_composer
from northforum.members import queries as members

ORDERS: Mapping[Sort, str] = {
    Sort.NEWEST: "Newest",
    Sort.OLDEST: "Oldest",
    Sort.RESPECTED: "Most respected",
    Sort.REPLIES: "Most replies",
}


class KeptBack(NamedTuple):
    """A member's own comment that moderators keep back; without a reason to be held it is removed."""

    public_id: str
    reasons: Sequence[HoldReason]


class Marks(NamedTuple):
    """What a member respects in a thread, and what others said there since their last visit, as public ids.

    ``new`` begins with the oldest; ``has_more`` when there is more than is marked. Nothing is new before a first visit.
    ``kept_back`` is what they said there last that others cannot read.
    """

    respected: Sequence[str]
    new: Sequence[str]
    has_more: bool
    is_first_visit: bool
    kept_back: Sequence[KeptBack] = ()


class Pinned(NamedTuple):
    """The comment that stands first: its writer's name, its words, and where it stands in the conversation."""

    name: str
    body: Markup
    url: str


class ThreadView(NamedTuple):
    """A page of a thread: the variables of ``discussion/_thread.html``, by their names there."""

    thread: Thread
    elements: Markup
    sort: Sort | None
    more_url: str | None
    composer: Composer | None
    refusal: str
    is_first: bool = True
    home: Sort = Sort.NEWEST
    tabs: Sequence[tuple[str, str, bool]] = ()
    pinned: Pinned | None = None
    authors: Sequence[str] = ()
    answered: int = 0
    guidelines: Markup = Markup()


class CommentView(NamedTuple):
    """A comment in its context: the variables of ``discussion/show.html``, by their names there."""

    comment: Comment
    thread: Thread
    writer: str
    above: Markup
    element: Markup
    below: Markup
    is_cut: bool
    composer: Composer | None
    refusal: str
    can_restore: bool
    is_respected: bool
    words: str | None


class About(NamedTuple):
    """What a reader may do with a comment: the variables of ``discussion/_more.html``, by their names there."""

    comment: Comment
    thread: Thread
    is_respected: bool


def thread_view(
    actor: Actor, thread: Thread, sort: Sort | None = Sort.NEWEST, after: str | None = None, home: Sort | None = None
) -> ThreadView:
    """Return a page of ``thread`` for ``actor``, as ``shared_view`` does: two queries, however many comments."""
    view = shared_view(thread, sort, after, home)
    # The authors are named for what members find there: strangers' pages do without the question.
    return seen_by(actor, with_authors(view) if actor.is_member else view)


def shared_view(
    thread: Thread, sort: Sort | None = Sort.NEWEST, after: str | None = None, home: Sort | None = None
) -> ThreadView:
    """Return a page of ``thread`` as it is the same for everyone; ``seen_by`` adds what is one reader's.

    Without ``sort`` it is a page of the editors' picks. ``home`` is the order of the page that the thread stands on,
    if that is another page.

    Raises
    ------
    BadRequest
        When ``after`` is not a comment of the thread.
    """
    at_home = home is None
    home = thread.home_order(home or sort or Sort.NEWEST)
    sort = home if at_home else sort
    page = queries.conversation_page(thread.id, sort, after) if sort else queries.picks_page(thread.id, after)
    return ThreadView(
        thread,
        rendering.elements(page.items),
        sort,
        links.more_url(thread, sort, page.next_cursor) if page.next_cursor else None,
        composer=None,
        refusal="",
        is_first=after is None,
        home=home,
        tabs=_tabs(thread, sort, home),
        pinned=_pinned(thread, {row.id: row.public_id for row in page.items}) if sort and after is None else None,
        answered=queries.answered_count(thread.id) if thread.takes_questions else 0,
        guidelines=templating.stored_html([thread.guidelines_html]),
    )


def with_authors(view: ThreadView) -> ThreadView:
    """Return ``view`` with the handles of who wrote what its thread is about."""
    return view._replace(authors=queries.author_handles(view.thread.id))


def drawn(rows: Sequence[Row[Any]]) -> Markup:
    """Return the elements of comments for another page than their thread's."""
    return rendering.elements(rows)


def seen_by(actor: Actor, view: ThreadView) -> ThreadView:
    """Return ``view`` with the form for a comment, or the reason why ``actor`` may not write one."""
    verdict = policy.may_comment(actor, view.thread)
    return view._replace(
        composer=new_composer(view.thread)._replace(is_fresh=True) if verdict else None, refusal=verdict.reason
    )


def comment_view(actor: Actor, comment: Comment) -> CommentView:
    """Return ``comment`` with what it answers and what answers it, for ``actor``."""
    context = queries.context_of(comment)
    writer = members.author_cards([comment.author_id])[comment.author_id].name if comment.is_published else ""
    is_author = comment.thread.takes_questions and queries.is_author(actor, comment.thread)
    verdict = policy.may_reply(actor, comment, is_author=is_author)
    return CommentView(
        comment=comment,
        thread=comment.thread,
        writer=writer,
        above=rendering.elements(context.above),
        element=rendering.elements([comment]),
        below=rendering.elements(context.below),
        is_cut=context.is_cut,
        composer=reply_composer(actor, comment, writer) if verdict else None,
        refusal=verdict.reason,
        can_restore=bool(policy.may_restore(actor, comment, clock.now())),
        is_respected=about(actor, comment).is_respected,
        words=kept_words(actor, comment),
    )


def _tabs(thread: Thread, sort: Sort | None, home: Sort) -> list[tuple[str, str, bool]]:
    orders = [(name, links.order_url(thread, order, home), order is sort) for order, name in ORDERS.items()]
    if not thread.pick_count:
        return orders
    return [*orders, (f"Editors’ picks ({thread.pick_count})", links.picks_url(thread), sort is None)]


def _pinned(thread: Thread, shown: Mapping[int, str]) -> Pinned | None:
    pinned = queries.pinned_comment(thread)
    if pinned is None:
        return None
    is_here = thread.pinned_id in shown
    url = f"#comment-{pinned.public_id}" if is_here else links.comment_url(pinned.public_id)
    name = members.author_cards([pinned.author_id])[pinned.author_id].name
    return Pinned(name, templating.stored_html([pinned.html]), url)


def kept_words(actor: Actor, comment: Comment) -> str | None:
    """Return the HTML of a comment that others cannot read for those who may, else none."""
    if comment.is_published or not policy.may_see_kept_back(actor, comment):
        return None
    return templating.stored_html([comment.html])


def about(actor: Actor, comment: Comment) -> About:
    """Return what ``discussion/_more.html`` needs to show ``actor`` what they may do with ``comment``."""
    return About(comment, comment.thread, actor.is_member and queries.respects(actor, comment))


def marks(rows: Iterable[Sequence[Any]]) -> Marks:
    """Return the rows of ``queries.marks_statement``, sorted by what they are."""
    kinds = (queries.RESPECTED, queries.NEW, queries.VISITED, queries.KEPT_BACK)
    found: dict[str, list[tuple[int, str]]] = {kind: [] for kind in kinds}
    for kind, number, public_id in rows:
        found[kind].append((number, public_id))
    new = sorted(found[queries.NEW])
    marked = [public_id for _, public_id in new[-queries.MOST_NEW :]]
    respected = [public_id for _, public_id in found[queries.RESPECTED]]
    kept_back = tuple(_kept_back(words) for _, words in sorted(found[queries.KEPT_BACK], reverse=True))
    return Marks(respected, marked, len(new) > queries.MOST_NEW, not found[queries.VISITED], kept_back)


def _kept_back(words: str) -> KeptBack:
    public_id, _, reasons = words.partition(" ")
    return KeptBack(public_id, [HoldReason(code) for code in reasons.split(",") if code])


def pulse(thread: Row[Any]) -> dict[str, Any]:
    """Return how a thread stands, for an open page that asks whether it is still up to date."""
    return {"version": thread.version, "count": thread.comment_count, "newest": thread.newest}


def changes(thread: Row[Any], since: int) -> dict[str, Any]:
    """Return what changed in a thread since a version of it, each comment with its element and where it stands."""
    found = queries.changes(thread, since)
    return {
        "version": found.version,
        "count": thread.comment_count,
        "more": found.has_more,
        "stale": found.is_stale,
        "comments": [
            {
                "id": row.public_id,
                "parent": row.parent,
                "after": row.after,
                "newer": row.newer,
                "older": row.older,
                "gone": row.state is not CommentState.PUBLISHED,
                "html": html,
            }
            for row, html in zip(found.rows, rendering.each(found.rows), strict=True)
        ],
    }

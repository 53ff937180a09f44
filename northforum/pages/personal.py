"""What is one reader's own on a page that all share: THE list of its parts, and the rules of their style.

A part is a function from a ``Reading`` to text, which is escaped, or to clean HTML (``core.templating.markup``). It
stands in a template as ``{{ personal('name') }}``, or ``{{ personal('name', thread) }}`` where it belongs to a thread.
On pages that are never kept for members it may be about something else: ``{{ personal('name', about=member) }}``.
Strangers have no parts: nothing is drawn for them. The same function fills a kept page before Flask, a kept page
within Flask, and a page that is drawn for its reader alone.

A part reads its data by ``reading.ask``, with a Core statement that is made once (``functools.cache`` in a feature's
queries, with ``bindparam`` for what differs); rows come as tuples, in the order of the columns. It runs for each
answer to a member, so it should ask for few rows by an index, and for nothing where it can see that there is nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape  # noqa: TID251 - named as a type; core makes it

from northforum.access.actor import Actor
from northforum.access.current import current_actor
from northforum.articles import queries as articles_queries
from northforum.core import templating
from northforum.core.db import db
from northforum.core.front.reads import Question
from northforum.core.front.shell import Slots
from northforum.core.prepared import Rows
from northforum.discussion import queries as discussion_queries, serializers as discussion_serializers
from northforum.members import queries as members_queries
from northforum.notifications import queries as notifications_queries, serializers as notifications_serializers

Found = TypeVar("Found")


class Ask(Protocol):
    """A way to ask the database something small."""

    def __call__(self, statement: Question, /, **values: Any) -> Rows:
        """Return the rows of ``statement`` with ``values`` for its parameters."""


class HasId(Protocol):
    """A thread, or anything else that a part may be about."""

    @property
    def id(self) -> int:
        """Its number in the database."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to one member: who reads, in which thread or about what, and the token of their forms."""

    actor: Actor
    ask: Ask
    token: Callable[[], str]
    thread_id: int | None = None
    about_id: int | None = None
    known: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """Return what ``find`` gives, asked once for each answer: for parts that draw from the same rows."""
        if name not in self.known:
            self.known[name] = find()
        found: Found = self.known[name]
        return found


Part = Callable[[Reading], str]


def _rules(reading: Reading) -> str:
    """Return the rules of style for this reader alone."""
    return templating.stored_html([rule(reading) for rule in RULES])


def _own_comments(reading: Reading) -> str:
    """Show a member the actions on their own comments."""
    return f'.own[data-author="{reading.actor.handle}"]{{display:contents}}'


def _muted_members(reading: Reading) -> str:
    """Leave of a muted member's comment a line that leads to it, but on the comment's own page; replies stay."""
    rows = reading.ask(members_queries.muted_handles(), member_id=reading.actor.member_id)
    if not rows:
        return ""
    theirs = ",".join(f'[data-author="{handle}"]' for (handle,) in rows)
    return f".comment:is({theirs}):not(.in-context>.above+*,.in-focus>*){{--said:none;--muted-note:{_MUTED_NOTE}}}"


def _unread(reading: Reading) -> str:
    """Return how much the reader was told and has not read."""
    rows = reading.ask(notifications_queries.unread_count(), member_id=reading.actor.member_id)
    return notifications_serializers.unread_mark(rows)


def _wishes(statement: Callable[[], Question], toggles: Callable[[Rows, str], str]) -> Part:
    """Return the part that shows whether the reader follows or mutes something, as buttons."""

    def part(reading: Reading) -> str:
        subject_id = reading.thread_id if reading.about_id is None else reading.about_id
        rows = reading.ask(statement(), member_id=reading.actor.member_id, subject_id=subject_id)
        return toggles(rows, reading.token())

    return part


def _marked_comments(reading: Reading) -> str:
    """Mark what a member respects, also for our own script, and what is new to them."""
    marks = _marks(reading)
    rules = []
    if marks.respected:
        rules.append(f'#acts{{--respected:"{" ".join(marks.respected)}"}}')
        rules.append(f"{_any_of(marks.respected)} .respect:not([aria-pressed=false]){{color:var(--brick)}}")
    if marks.new:
        rules.append(f'{_any_of(marks.new)} .comment-head::after{{content:"New"}}')
    return "".join(rules)


def _visit(reading: Reading) -> str:
    """Say how much is new since a member's last visit; it stands in the form that notes a visit."""
    marks = _marks(reading)
    if marks.is_first_visit:
        return templating.markup(
            '<noscript><button class="button quiet small">Mark what is new from now on</button></noscript>'
        )
    if not marks.new:
        return ""
    count = f"More than {len(marks.new)}" if marks.has_more else str(len(marks.new))
    return templating.markup(
        '<p class="notice">{} new since your last visit. <a href="/comments/{}" data-first-new>Go to the first</a>'
        '<input type="hidden" name="newest" value="{}">'
        '<button class="button quiet small"><span>Mark all as read</span></button></p>',
        count,
        marks.new[0],
        marks.new[-1],
    )


def _marks(reading: Reading) -> discussion_serializers.Marks:
    def asked() -> discussion_serializers.Marks:
        values = {"member_id": reading.actor.member_id, "thread_id": reading.thread_id}
        return discussion_serializers.marks(reading.ask(discussion_queries.marks_statement(), **values))

    return reading.once("marks", asked)


def _any_of(public_ids: Sequence[str]) -> str:
    return f":is({','.join([f'#comment-{public_id}' for public_id in public_ids])})"


_MUTED_NOTE = '"A comment by a member you muted · "'


def _draft(reading: Reading) -> str:
    """Return what the member has written in the thread's own composer and not sent."""
    own = {"member_id": reading.actor.member_id, "thread_id": reading.thread_id, "parent_id": 0}
    return "".join(body for body, _ in reading.ask(discussion_queries.draft_statement(), **own))


def _kept_back(reading: Reading) -> str:
    """List a member's last comments in this thread that others cannot read, each with its page; nothing without any."""
    found = _marks(reading).kept_back
    if not found:
        return ""
    items = [
        templating.markup(
            '<li>{} <a href="/comments/{}">See how it stands</a></li>',
            f"One waits for a moderator. {one.reasons[0].sentence}" if one.reasons else "A moderator removed one.",
            one.public_id,
        )
        for one in found
    ]
    return templating.markup(
        '<aside class="standing" aria-label="{0}"><p><strong>{0}</strong></p><ul>{1}</ul></aside>',
        "Comments of yours that others cannot read",
        templating.stored_html(items),
    )


# Rules of CSS, made of handles, public ids and numbers only: what people write has no place in a style element.
RULES: Sequence[Part] = (_own_comments, _muted_members, _marked_comments)

PARTS: Mapping[str, Part] = {
    "handle": lambda reading: reading.actor.handle,
    "name": lambda reading: reading.actor.name,
    "initials": lambda reading: reading.actor.initials,
    "tone": lambda reading: str(reading.actor.tone),
    "token": lambda reading: reading.token(),
    "rules": _rules,
    "unread": _unread,
    "follow_thread": _wishes(discussion_queries.thread_wishes, notifications_serializers.thread_toggles),
    "follow_branch": _wishes(discussion_queries.branch_wishes, notifications_serializers.branch_toggles),
    "follow_member": _wishes(discussion_queries.member_wishes, notifications_serializers.member_toggles),
    "follow_topic": _wishes(articles_queries.topic_wishes, notifications_serializers.topic_toggles),
    "visit": _visit,
    "draft": _draft,
    "kept_back": _kept_back,
}

# What all readers of a page share, yet is kept apart from it, has a slot as well.
SLOTS = Slots([*PARTS, "nonce", "form_key", "comments"])


def personal(name: str, thread: HasId | None = None, *, about: HasId | None = None) -> Markup:
    """Return the part ``name`` for the reader of this request, for templates; nothing for a stranger."""
    if not current_actor().is_member:
        return Markup()
    return escape(PARTS[name](reading_here(thread.id if thread else None, about.id if about else None)))


def reading_here(thread_id: int | None = None, about_id: int | None = None) -> Reading:
    """Return the reading of this request."""
    return Reading(current_actor(), _ask_session, generate_csrf, thread_id, about_id)


def filling(names: frozenset[str], reading: Reading) -> dict[str, bytes]:
    """Return the parts of these names for a reader, as they stand in HTML, without what ``fresh`` gives."""
    return {name: str(escape(PARTS[name](reading))).encode() for name in names & PARTS.keys()}


def fresh(nonce: str) -> dict[str, bytes]:
    """Return what is new in each answer, whoever reads: its nonce, and the key of its form."""
    return {"nonce": nonce.encode(), "form_key": discussion_serializers.new_form_key().encode()}


def _ask_session(statement: Question, /, **values: Any) -> Rows:
    return db.session.execute(statement, values).all()

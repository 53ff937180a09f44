"""Posting a comment or a reply."""

from northforum.access.actor import Actor
from northforum.access.verdict import Verdict, authorize
from northforum.core import clock, db as core_db, direct, ratelimit
from northforum.core.errors import Invalid, NeedsSignIn, TooFast
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.discussion import policy, queries, rendering, screening
from northforum.discussion.events import CommentHeld
from northforum.discussion.models import Comment, HoldReason, Mark, Thread, ThreadState
from northforum.discussion.operations.drafting import forget_draft
from northforum.discussion.operations.mentioning import note_mentions
from northforum.discussion.operations.placing import give_place, insert_comment
from northforum.members import queries as members

ABSENT = "The comment you answered is not in this discussion. Send your words again to post them as a new comment."
GONE = (
    "The comment you answered can no longer be read here. "
    "Your words are kept: send them again to post them as a new comment."
)
SENT_BEFORE = (
    "This form has posted other words already, and they are in the discussion. "
    "These are kept: send them again to post them as well."
)
STAFF = frozenset({Mark.AUTHOR, Mark.EDITOR, Mark.MODERATOR})
TOO_DEEP = "This line of replies has become very long. Start a new comment instead."


class RefusedForNow(TooFast, Invalid):
    """Screening lets a comment pass ``retry_after`` seconds from now; until then it stays in its form."""

    def __init__(self, retry_after: int, sentence: str) -> None:
        wait = f"{retry_after} seconds" if retry_after < 120 else f"{-(-retry_after // 60)} minutes"
        super().__init__(retry_after, f"{sentence} Your words are kept: send them again in {wait}.")


def post_comment(
    actor: Actor, thread: Thread, *, body: Rendered, parent: str | None = None, form_key: str | None = None
) -> Comment:
    """Add a comment to ``thread``, below the comment with the public id ``parent`` if there is one.

    One that screening holds has no place yet: nobody but its writer and moderators knows of it until it is released.

    The same form sent again gives the comment that it made the first time; what is not a form has no key. Sent again
    with other words, as after going back in the browser, it is refused: nobody's words are dropped.

    Raises
    ------
    Invalid
        Under ``parent``, when that comment cannot be answered; under ``form_key``, when the form has posted other
        words; without a field, when screening refuses.
    TooFast
        When the member posts faster than people write.
    """
    # Whoever sends the same form at the same moment waits here and then finds the comment.
    author_id = _author(actor)
    queries.lock(thread)
    authorize(_may_post(actor, thread, parent))
    if form_key and (first := queries.comment_by_key(thread, author_id, form_key)):
        if not _is_the_same(first, thread, body, parent):
            raise Invalid(form_key=SENT_BEFORE)
        return first
    above = _answered(thread, parent) if parent else None
    mark = queries.mark_of(actor, thread)
    reasons = reasons_to_hold(thread, author_id, body, mark=mark)
    comment = _new(actor, thread, above, body, form_key)
    comment.mark = mark
    forget_draft(actor, thread, above.id if above else 0)
    if reasons:
        comment.hold(reasons)
        _keep(comment, above, body)
        emit(CommentHeld(comment.id, thread.id, author_id))
        return comment
    comment.publish(comment.created_at)
    comment.thread_version = thread.next_version
    _keep(comment, above, body)
    give_place(comment)
    return comment


def reasons_to_hold(
    thread: Thread, author_id: int, body: Rendered, *, mark: Mark | None, edits: Comment | None = None
) -> tuple[HoldReason, ...]:
    """Return why a moderator has to read the words first, or nothing; ``edits`` is the comment that they are for.

    Raises
    ------
    Invalid
        When screening refuses the words.
    TooFast
        When they may be sent again later.
    """
    draft = _draft(thread, author_id, body, mark, edits)
    decision = screening.screen(draft)
    if decision.outcome is not screening.Outcome.REFUSE:
        return decision.reasons
    if decision.retry_after:
        raise RefusedForNow(decision.retry_after, decision.sentence)
    raise Invalid(decision.sentence)


def _author(actor: Actor) -> int:
    if actor.member_id is None:
        raise NeedsSignIn(policy.LOGGED_OUT.reason)
    return actor.member_id


def _may_post(actor: Actor, thread: Thread, parent: str | None) -> Verdict:
    if not parent:
        return policy.may_comment(actor, thread, clock.now())
    is_author = thread.takes_questions and queries.is_author(actor, thread)
    return policy.may_answer(actor, thread, is_author=is_author)


def _is_the_same(first: Comment, thread: Thread, body: Rendered, parent: str | None) -> bool:
    above = queries.comment_in(thread, parent) if parent else None
    return first.source == body.source and first.parent_id == (above.id if above else None)


def _answered(thread: Thread, parent: str) -> Comment:
    above = queries.comment_in(thread, parent)
    if above is None or not above.has_place:
        raise Invalid(parent=ABSENT)
    if not above.is_published:
        raise Invalid(parent=GONE)
    if not above.can_be_answered:
        raise Invalid(parent=TOO_DEEP)
    return above


def _draft(thread: Thread, author_id: int, body: Rendered, mark: Mark | None, edits: Comment | None) -> screening.Draft:
    at, is_staff = clock.now(), mark in STAFF
    has_new_links = bool(screening.links_in(body.html) - screening.links_in(edits.html if edits else ""))
    is_slow = thread.state is ThreadState.SLOW and not is_staff and edits is None
    return screening.Draft(
        at=at,
        recent=queries.own_recent(thread, author_id, body.source, edits),
        state=thread.state,
        is_over=thread.is_over(at),
        closing_message=thread.closing_message,
        slow_minutes=thread.slow_minutes,
        last_here=queries.last_spoke(thread, author_id) if is_slow else None,
        edits=edits.state if edits else None,
        edited=queries.last_edits(edits) if edits else (),
        is_staff=is_staff,
        has_new_links=has_new_links,
        spoken=members.comment_count_of(author_id) if has_new_links and not is_staff else 0,
        is_rate_limited=ratelimit.is_on(),
    )


def _new(actor: Actor, thread: Thread, above: Comment | None, body: Rendered, form_key: str | None) -> Comment:
    comment = Comment(
        public_id=core_db.public_id(),
        thread=thread,
        thread_id=thread.id,
        author_id=actor.member_id,
        form_key=form_key,
        created_at=clock.now(),
        thread_version=0,
        score=0,
    )
    comment.take_place(direct.next_id(Comment), above)
    comment.say(body)
    return comment


def _keep(comment: Comment, above: Comment | None, body: Rendered) -> None:
    rendering.draw(comment, above)
    insert_comment(comment)
    note_mentions(comment, body.named, is_new=True)

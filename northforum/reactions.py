"""What follows what, on one page: event → now (same transaction) and later (by the worker); and the schedule."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from northforum.articles import events as articles_events
from northforum.core import page_cache, ratelimit
from northforum.core.events import Event, Reaction
from northforum.core.outbox import Recurring
from northforum.discussion import (
    events as discussion_events,
    jobs as discussion_jobs,
    operations as discussion,
    queries as discussion_queries,
)
from northforum.hubs import events as hubs_events, jobs as hubs_jobs, operations as hubs, queries as hubs_queries
from northforum.members import events as members_events, jobs as members_jobs, operations as members

# What stands on pages besides the thing itself and has no version of its own there.
_ON_MANY_PAGES = Reaction(now=[page_cache.bump_site])

REACTIONS: Mapping[type[Event], Reaction] = {
    members_events.JoinAsked: Reaction(later=[members_jobs.send_confirmation]),
    members_events.ResetAsked: Reaction(later=[members_jobs.send_reset]),
    members_events.PasswordChanged: Reaction(later=[members_jobs.tell_password_changed]),
    members_events.ProfileChanged: Reaction(now=[page_cache.bump_site], later=[discussion_jobs.rerender_comments_of]),
    articles_events.SectionChanged: _ON_MANY_PAGES,
    articles_events.TopicChanged: _ON_MANY_PAGES,
    articles_events.AuthorDescribed: _ON_MANY_PAGES,
    discussion_events.CommentPosted: Reaction(now=[members.count_comment]),
    discussion_events.CommentWithdrawn: Reaction(now=[members.uncount_comment]),
    discussion_events.CommentRestored: Reaction(now=[members.count_comment]),
    discussion_events.CommentsOutdated: Reaction(later=[discussion_jobs.rerender_comments]),
    discussion_events.ThreadAuthorsChanged: Reaction(later=[discussion_jobs.remark_comments]),
    hubs_events.HubJoined: _ON_MANY_PAGES,
    hubs_events.HubLeft: _ON_MANY_PAGES,
    hubs_events.HubDescribed: _ON_MANY_PAGES,
    hubs_events.HubsNamed: _ON_MANY_PAGES,
    hubs_events.HubJoinAsked: Reaction(later=[hubs_jobs.tell_hosts]),
    hubs_events.HubRequestAccepted: Reaction(now=[page_cache.bump_site], later=[hubs_jobs.tell_accepted]),
    hubs_events.HubRequestDeclined: Reaction(later=[hubs_jobs.tell_declined]),
}

_READ_AT_ONCE = "every page reads the row itself, so nothing has to follow"
WITHOUT_REACTION: Mapping[type[Event], str] = {
    members_events.MemberJoined: "a new member is welcomed on the page that confirms the address",
    members_events.RoleGranted: "roles are read on each request",
    members_events.RoleRevoked: "roles are read on each request",
    members_events.MemberSuspended: "suspension is read on each request",
    members_events.MemberRestored: "suspension is read on each request",
    articles_events.ArticlePublished: _READ_AT_ONCE,
    articles_events.ArticleEdited: _READ_AT_ONCE,
    articles_events.ArticleUnpublished: _READ_AT_ONCE,
    discussion_events.CommentEdited: _READ_AT_ONCE,
}

SCHEDULE: Sequence[Recurring] = (
    Recurring("members.forget_expired", timedelta(hours=1), members.forget_expired),
    Recurring("ratelimit.forget_expired", timedelta(minutes=10), ratelimit.forget_expired),
    Recurring("discussion.rerender_after_upgrade", timedelta(minutes=10), discussion_jobs.rerender_after_upgrade),
)

# For the commands “check” and “recount”: counters against the rows that they count.
CHECKS: Sequence[Callable[[], list[str]]] = (
    discussion_queries.count_disagreements,
    hubs_queries.count_disagreements,
)
RECOUNTS: Sequence[Callable[[], object]] = (discussion.recount, hubs.recount)

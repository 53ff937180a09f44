"""What follows what, on one page: event → now (same transaction) and later (by the worker); and the schedule."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from northforum.articles import (
    events as articles_events,
    jobs as articles_jobs,
    operations as articles,
    queries as articles_queries,
)
from northforum.core import ratelimit, versions
from northforum.core.events import Event, Reaction
from northforum.core.outbox import Recurring
from northforum.desk import operations as desk
from northforum.discussion import (
    events as discussion_events,
    jobs as discussion_jobs,
    operations as discussion,
    queries as discussion_queries,
)
from northforum.frontpage import events as frontpage_events, operations as frontpage
from northforum.hubs import events as hubs_events, jobs as hubs_jobs, operations as hubs, queries as hubs_queries
from northforum.machines import events as machines_events, jobs as machines_jobs
from northforum.media import events as media_events, jobs as media_jobs
from northforum.members import events as members_events, jobs as members_jobs, operations as members
from northforum.moderation import events as moderation_events
from northforum.notifications import (
    events as notifications_events,
    jobs as notifications_jobs,
    operations as notifications,
)
from northforum.search import jobs as search_jobs, operations as search, queries as search_queries

# What stands on pages besides the thing itself and has no version of its own there.
_ON_MANY_PAGES = Reaction(now=[versions.bump_site])
# What lists and counts show: front page, sections, hubs, members.
_IN_LISTS = Reaction(now=[versions.bump_lists])

REACTIONS: Mapping[type[Event], Reaction] = {
    media_events.PictureAdded: Reaction(later=[media_jobs.make_sizes]),
    media_events.PictureReplaced: Reaction(
        now=[versions.bump_site],
        later=[media_jobs.make_sizes_again, articles_jobs.redraw_pictures, machines_jobs.draw_cards_again],
    ),
    media_events.PictureFocused: Reaction(
        now=[versions.bump_site], later=[media_jobs.make_share, machines_jobs.draw_cards_around]
    ),
    media_events.PictureRemoved: Reaction(later=[media_jobs.forget_files]),
    members_events.JoinAsked: Reaction(later=[members_jobs.send_confirmation]),
    members_events.MemberJoined: _IN_LISTS,
    members_events.ResetAsked: Reaction(later=[members_jobs.send_reset]),
    members_events.PasswordChanged: Reaction(later=[members_jobs.tell_password_changed]),
    members_events.ProfileChanged: Reaction(
        now=[versions.bump_site], later=[discussion_jobs.rerender_comments_of, search_jobs.index_member]
    ),
    members_events.RoleGranted: _IN_LISTS,
    members_events.RoleRevoked: _IN_LISTS,
    members_events.MemberSuspended: _IN_LISTS,
    members_events.MemberRestored: _IN_LISTS,
    articles_events.ArticlePublished: Reaction(
        now=[hubs.follow_article, articles.recount_month_of, versions.bump_lists],
        later=[
            notifications_jobs.tell_of_article,
            notifications_jobs.tell_writer,
            search_jobs.index_article,
            machines_jobs.draw_card,
            machines_jobs.tell_hubs,
        ],
    ),
    articles_events.ArticleEdited: Reaction(
        now=[hubs.follow_article, articles.recount_month_of, versions.bump_lists],
        later=[search_jobs.index_article, machines_jobs.draw_card, machines_jobs.tell_hubs_of_edit],
    ),
    articles_events.ArticleUnpublished: Reaction(
        now=[articles.recount_month_of, versions.bump_lists],
        later=[search_jobs.index_article, machines_jobs.draw_card, machines_jobs.tell_hubs],
    ),
    articles_events.ArticleMoved: Reaction(later=[notifications_jobs.tell_of_step]),
    articles_events.NoteLeft: Reaction(later=[notifications_jobs.tell_of_note]),
    articles_events.SectionChanged: _ON_MANY_PAGES,
    articles_events.TopicChanged: _ON_MANY_PAGES,
    articles_events.AuthorDescribed: _ON_MANY_PAGES,
    articles_events.Relabelled: Reaction(later=[articles_jobs.tell_articles]),
    articles_events.ArticleRelabelled: Reaction(later=[search_jobs.index_article, machines_jobs.draw_card]),
    machines_events.CardOutdated: Reaction(later=[machines_jobs.draw_card]),
    machines_events.FeedsChanged: Reaction(later=[machines_jobs.tell_hub]),
    frontpage_events.FrontArranged: _IN_LISTS,
    discussion_events.CommentPosted: Reaction(
        now=[members.count_comment, versions.bump_lists], later=[notifications_jobs.tell_of_comment]
    ),
    discussion_events.CommentPicked: Reaction(later=[notifications_jobs.tell_of_pick]),
    discussion_events.ThreadVisited: Reaction(now=[notifications.read_visited]),
    moderation_events.CommentDecided: Reaction(later=[notifications_jobs.tell_of_decision, search_jobs.index_decided]),
    moderation_events.ReportDecided: Reaction(later=[notifications_jobs.tell_of_outcome]),
    notifications_events.MailPrepared: Reaction(later=[notifications_jobs.send_mail]),
    notifications_events.MailWaits: Reaction(later=[notifications_jobs.prepare_more_mail]),
    notifications_events.CommentToldInPart: Reaction(later=[notifications_jobs.tell_more_of_comment]),
    notifications_events.ArticleToldInPart: Reaction(later=[notifications_jobs.tell_more_of_article]),
    discussion_events.CommentEdited: Reaction(now=[versions.bump_lists], later=[search_jobs.index_comment]),
    discussion_events.CommentWithdrawn: Reaction(
        now=[members.uncount_comment, versions.bump_lists], later=[search_jobs.index_comment]
    ),
    discussion_events.CommentTakenDown: Reaction(
        now=[members.uncount_comment, versions.bump_lists], later=[search_jobs.index_comment]
    ),
    discussion_events.CommentRestored: Reaction(
        now=[members.count_comment, versions.bump_lists],
        later=[notifications_jobs.tell_of_comment_again, search_jobs.index_comment],
    ),
    discussion_events.CommentsOutdated: Reaction(later=[discussion_jobs.rerender_comments]),
    discussion_events.ThreadSteered: _IN_LISTS,
    discussion_events.ThreadAuthorsChanged: Reaction(later=[hubs_jobs.remark_authors]),
    hubs_events.HubJoined: Reaction(now=[versions.bump_site], later=[hubs_jobs.remark_host]),
    hubs_events.HubLeft: Reaction(now=[hubs.drop_badge, versions.bump_site], later=[hubs_jobs.remark_host]),
    hubs_events.HubRoleGiven: Reaction(now=[versions.bump_site], later=[hubs_jobs.remark_host]),
    hubs_events.HubDescribed: Reaction(
        now=[hubs.follow_description, versions.bump_site], later=[hubs_jobs.follow_name, search_jobs.index_hub]
    ),
    hubs_events.HubsNamed: Reaction(now=[hubs.follow_article, versions.bump_site], later=[hubs_jobs.remark_thread]),
    hubs_events.HubJoinAsked: Reaction(later=[hubs_jobs.tell_hosts]),
    hubs_events.HubRequestAccepted: Reaction(
        now=[versions.bump_site], later=[hubs_jobs.tell_accepted, hubs_jobs.remark_host]
    ),
    hubs_events.HubRequestDeclined: Reaction(later=[hubs_jobs.tell_declined]),
}

WITHOUT_REACTION: Mapping[type[Event], str] = {
    discussion_events.CommentUnpicked: "the comment's page and its thread's have their own version",
    discussion_events.CommentPinned: "the thread's pages have their own version",
    discussion_events.CommentRespected: "the comment's page and its thread's have their own version",
    discussion_events.CommentHeld: "moderators find it in their queue, its writer on the thread's page",
    moderation_events.CommentReported: "moderators find it in their queue",
}

# Events after which no page that strangers see reads differently; every other one bumps a version of many pages.
SEEN_ON_NO_LIST: Mapping[type[Event], str] = {
    media_events.PictureAdded: "nothing shows a picture before a piece takes it",
    media_events.PictureRemoved: "only a picture that nothing shows is removed",
    members_events.JoinAsked: "nobody is a member before the address is confirmed",
    members_events.ResetAsked: "a forgotten password is nobody else's matter",
    members_events.PasswordChanged: "a password is nobody else's matter",
    machines_events.CardOutdated: "no list shows a card, and its article’s page has the card’s name in its version",
    machines_events.FeedsChanged: "what changed in the feeds has an event of its own",
    articles_events.Relabelled: "what is called otherwise has an event of its own, after which the whole site changes",
    articles_events.ArticleRelabelled: "the same, for the index and for other sites",
    articles_events.NoteLeft: "readers never see a note",
    articles_events.ArticleMoved: "only the desk shows what is not published",
    discussion_events.CommentsOutdated: "pages show fresh elements before the stored ones are fresh",
    discussion_events.ThreadAuthorsChanged: "marks stand on the thread's own page, which has its version",
    discussion_events.CommentPicked: "picks stand on the thread's own pages, which have its version",
    discussion_events.CommentUnpicked: "picks stand on the thread's own pages, which have its version",
    discussion_events.CommentPinned: "what is pinned stands on the thread's own pages, which have its version",
    moderation_events.CommentReported: "only moderators see reports",
    moderation_events.CommentDecided: "what it does to the comment has an event of its own",
    moderation_events.ReportDecided: "only the reporter sees the outcome",
    discussion_events.CommentHeld: "nobody but its writer and moderators knows of it",
    discussion_events.CommentRespected: "scores stand on the thread's own pages, which have its version",
    discussion_events.ThreadVisited: "how far somebody has read is their own matter",
    notifications_events.MailPrepared: "mail is between the site and one member",
    notifications_events.MailWaits: "mail is between the site and one member",
    notifications_events.CommentToldInPart: "what members are told is each one's own",
    notifications_events.ArticleToldInPart: "what members are told is each one's own",
    hubs_events.HubJoinAsked: "only the hosts see who asks",
    hubs_events.HubRequestDeclined: "only the hosts see who asked",
}

SCHEDULE: Sequence[Recurring] = (
    Recurring("members.forget_expired", timedelta(hours=1), members.forget_expired),
    Recurring("ratelimit.forget_expired", timedelta(minutes=10), ratelimit.forget_expired),
    Recurring("discussion.forget_old_drafts", timedelta(hours=6), discussion.forget_old_drafts),
    Recurring("articles.forget_old_drafts", timedelta(hours=6), articles.forget_old_drafts),
    Recurring("desk.publish_due", timedelta(minutes=1), desk.publish_due),
    Recurring("discussion.lock_overdue_threads", timedelta(minutes=1), discussion.lock_overdue_threads),
    Recurring("discussion.turn_questions", timedelta(minutes=1), discussion.turn_questions),
    Recurring("frontpage.turn_slots", timedelta(minutes=1), frontpage.turn_slots),
    Recurring("articles.rank_reads", timedelta(minutes=30), articles.rank_reads),
    Recurring("notifications.prepare_mail", timedelta(minutes=1), notifications.prepare_mail),
    Recurring("notifications.forget_read", timedelta(hours=1), notifications.forget_read),
    Recurring("discussion.rerender_after_upgrade", timedelta(minutes=10), discussion_jobs.rerender_after_upgrade),
    # What is new is found by looking, so that a post writes nothing for it.
    Recurring("search.index_new", timedelta(seconds=2), search.index_new, search_queries.is_behind),
    Recurring("search.sweep", timedelta(hours=1), search.sweep),
)

# For the commands “check” and “recount”: counters against the rows that they count.
CHECKS: Sequence[Callable[[], list[str]]] = (
    discussion_queries.count_disagreements,
    hubs_queries.count_disagreements,
    search_queries.count_disagreements,
    articles_queries.archive_disagreements,
)
RECOUNTS: Sequence[Callable[[], object]] = (
    discussion.recount,
    hubs.recount,
    articles.recount_archive,
    articles.cut_teasers,
    search.set_right,
    versions.bump_site,
)

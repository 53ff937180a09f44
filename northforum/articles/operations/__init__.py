"""Everything that anyone may ask to be done to articles."""

from northforum.articles.operations.authors import (
    AuthorWords,
    Portrait,
    close_author,
    make_author,
    merge_authors,
    rewrite_author,
)
from northforum.articles.operations.body import rendered_body
from northforum.articles.operations.drafts import KEPT, Taken, end_draft, forget_old_drafts, keep_draft
from northforum.articles.operations.edit import edit_article, restore_revision
from northforum.articles.operations.figures import rank_reads, recount_archive, recount_month_of, write_reads
from northforum.articles.operations.following import follow_topic, unfollow_topic
from northforum.articles.operations.history import Notice
from northforum.articles.operations.moving import move_article
from northforum.articles.operations.notes import (
    DAYS,
    leave_note,
    make_preview_link,
    reopen_note,
    resolve_note,
    revoke_preview_link,
)
from northforum.articles.operations.picturing import redraw_pictures
from northforum.articles.operations.piece import BylineEntry, Hero, Piece, Social
from northforum.articles.operations.places import (
    PlaceWords,
    close_place,
    describe_place,
    make_place,
    merge_topics,
    move_section,
    tell_articles,
)
from northforum.articles.operations.publish import (
    publish_article,
    publish_due,
    schedule_article,
    unpublish_article,
)
from northforum.articles.operations.readiness import missing
from northforum.articles.operations.sharing import keep_card
from northforum.articles.operations.teasing import cut_teasers
from northforum.articles.operations.vocabulary import add_default_sections, add_section, add_topic, describe_author
from northforum.articles.operations.write import write_article

__all__ = [
    "DAYS",
    "KEPT",
    "AuthorWords",
    "BylineEntry",
    "Hero",
    "Notice",
    "Piece",
    "PlaceWords",
    "Portrait",
    "Social",
    "Taken",
    "add_default_sections",
    "add_section",
    "add_topic",
    "close_author",
    "close_place",
    "cut_teasers",
    "describe_author",
    "describe_place",
    "edit_article",
    "end_draft",
    "follow_topic",
    "forget_old_drafts",
    "keep_card",
    "keep_draft",
    "leave_note",
    "make_author",
    "make_place",
    "make_preview_link",
    "merge_authors",
    "merge_topics",
    "missing",
    "move_article",
    "move_section",
    "publish_article",
    "publish_due",
    "rank_reads",
    "recount_archive",
    "recount_month_of",
    "redraw_pictures",
    "rendered_body",
    "reopen_note",
    "resolve_note",
    "restore_revision",
    "revoke_preview_link",
    "rewrite_author",
    "schedule_article",
    "tell_articles",
    "unfollow_topic",
    "unpublish_article",
    "write_article",
    "write_reads",
]

"""Everything that anyone may ask to be done to articles."""

from northforum.articles.operations.edit import edit_article
from northforum.articles.operations.figures import rank_reads, recount_archive, recount_month_of, write_reads
from northforum.articles.operations.following import follow_topic, unfollow_topic
from northforum.articles.operations.moving import move_article
from northforum.articles.operations.piece import BylineEntry, Hero, Piece, Social
from northforum.articles.operations.publish import (
    publish_article,
    publish_due,
    schedule_article,
    send_back,
    unpublish_article,
)
from northforum.articles.operations.readiness import missing
from northforum.articles.operations.vocabulary import add_default_sections, add_section, add_topic, describe_author
from northforum.articles.operations.write import write_article

__all__ = [
    "BylineEntry",
    "Hero",
    "Piece",
    "Social",
    "add_default_sections",
    "add_section",
    "add_topic",
    "describe_author",
    "edit_article",
    "follow_topic",
    "missing",
    "move_article",
    "publish_article",
    "publish_due",
    "rank_reads",
    "recount_archive",
    "recount_month_of",
    "schedule_article",
    "send_back",
    "unfollow_topic",
    "unpublish_article",
    "write_article",
    "write_reads",
]

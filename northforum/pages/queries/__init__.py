"""What each page shows, gathered from the features; every part applies its feature's own rule of who may see it."""

from northforum.pages.queries.article import (
    ARTICLE,
    ArticlePage,
    CommentsPage,
    SharedPage,
    Version,
    article_page,
    comment_version_statement,
    comments_page,
    open_version,
    open_version_statement,
    shared_page,
)
from northforum.pages.queries.comment import CommentPage, comment_page
from northforum.pages.queries.front import FrontPage, front_page
from northforum.pages.queries.hub import HubPage, hub_page
from northforum.pages.queries.hub_voices import HubVoices, hub_voices
from northforum.pages.queries.machines import Embedded, ThreadFeed, embedded, thread_feed
from northforum.pages.queries.member import MemberPage, member_page
from northforum.pages.queries.reader import ArticleReader, article_reader, article_reader_statement

__all__ = [
    "ARTICLE",
    "ArticlePage",
    "ArticleReader",
    "CommentPage",
    "CommentsPage",
    "Embedded",
    "FrontPage",
    "HubPage",
    "HubVoices",
    "MemberPage",
    "SharedPage",
    "ThreadFeed",
    "Version",
    "article_page",
    "article_reader",
    "article_reader_statement",
    "comment_page",
    "comment_version_statement",
    "comments_page",
    "embedded",
    "front_page",
    "hub_page",
    "hub_voices",
    "member_page",
    "open_version",
    "open_version_statement",
    "shared_page",
    "thread_feed",
]

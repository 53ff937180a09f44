"""What each page shows, gathered from the features; every part applies its feature's own rule of who may see it."""

from northforum.pages.queries.article import (
    ARTICLE,
    ArticlePage,
    CommentsPage,
    SharedPage,
    Version,
    article_page,
    comments_page,
    open_version,
    shared_page,
)
from northforum.pages.queries.front import FrontPage, front_page
from northforum.pages.queries.hub import HubPage, hub_page
from northforum.pages.queries.member import MemberPage, member_page

__all__ = [
    "ARTICLE",
    "ArticlePage",
    "CommentsPage",
    "FrontPage",
    "HubPage",
    "MemberPage",
    "SharedPage",
    "Version",
    "article_page",
    "comments_page",
    "front_page",
    "hub_page",
    "member_page",
    "open_version",
    "shared_page",
]

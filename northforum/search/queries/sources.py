"""What there is to be found, read from the features' own tables."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, func, or_, select, true

from northforum.articles.models import Article, ArticleState, ArticleTopic, Author, Byline, Topic
from northforum.core.db import db
from northforum.core.plain import plain_text
from northforum.discussion.models import Comment, CommentState
from northforum.hubs import serializers as hubs
from northforum.hubs.models import Hub, HubVisibility
from northforum.members.models import Member
from northforum.search.models import Entry, Kind, Reached, author_mark, kind_mark, thread_mark


class Document(NamedTuple):
    """A thing as the index is to hold it; one that nobody may read yet has no words."""

    kind: Kind
    subject_id: int
    version: int
    at: datetime
    is_found: bool
    title: str = ""
    body: str = ""
    marks: str = ""


SUBJECTS: Mapping[Kind, Any] = {Kind.ARTICLE: Article, Kind.COMMENT: Comment, Kind.MEMBER: Member, Kind.HUB: Hub}
# What has words in the index. Who may read them is asked with each search.
HAS_WORDS: Mapping[Kind, ColumnElement[bool]] = {
    Kind.ARTICLE: Article.state == ArticleState.PUBLISHED,
    Kind.COMMENT: Comment.state == CommentState.PUBLISHED,
    Kind.MEMBER: true(),
    Kind.HUB: true(),
}


def documents(kind: Kind, ids: Sequence[int]) -> list[Document]:
    """Return the things of ``kind`` with these numbers."""
    return _READERS[kind](ids)


def new_ids(kind: Kind, after: int, limit: int) -> Sequence[int]:
    """Return the numbers above ``after`` of things of ``kind`` without an entry, in order."""
    model = SUBJECTS[kind]
    without = select(model.id).outerjoin(Entry, (Entry.kind == kind) & (Entry.subject_id == model.id))
    return db.session.scalars(without.where(model.id > after, Entry.id.is_(None)).order_by(model.id).limit(limit)).all()


def wrong_ids(kind: Kind, after: int, limit: int) -> Sequence[int]:
    """Return the numbers above ``after``, of those reached, of things of ``kind`` whose entry does not say the same."""
    model = SUBJECTS[kind]
    joined = select(model.id).outerjoin(Entry, (Entry.kind == kind) & (Entry.subject_id == model.id))
    reached = select(func.coalesce(func.max(Reached.reached_id), 0)).where(Reached.kind == kind).scalar_subquery()
    differs = or_(Entry.id.is_(None), Entry.version != model.version, Entry.is_found.is_distinct_from(HAS_WORDS[kind]))
    found = joined.where(model.id > after, model.id <= reached, differs).order_by(model.id).limit(limit)
    return db.session.scalars(found).all()


def last_id(kind: Kind) -> int:
    """Return the greatest number of a thing of ``kind``."""
    return db.session.scalar(select(func.max(SUBJECTS[kind].id))) or 0


def _articles(ids: Sequence[int]) -> list[Document]:
    columns: tuple[Any, ...] = (
        Article.id,
        Article.version,
        Article.state,
        Article.published_at,
        Article.created_at,
        Article.headline,
        Article.standfirst,
        Article.body_html,
        Article.thread_id,
    )
    rows = db.session.execute(select(*columns).where(Article.id.in_(ids))).all()
    shown = [row.id for row in rows if row.state is ArticleState.PUBLISHED]
    writers, topics = _writers(shown), _topics(shown)
    return [_article(row, writers.get(row.id, ()), topics.get(row.id, ())) for row in rows]


def _article(row: Row[Any], writers: Sequence[tuple[str, int | None]], topics: Sequence[str]) -> Document:
    at = row.published_at or row.created_at
    if row.state is not ArticleState.PUBLISHED:
        return Document(Kind.ARTICLE, row.id, row.version, at, is_found=False)
    names = [name for name, _ in writers]
    parts = [row.standfirst, plain_text(hubs.unnamed(row.body_html)), ", ".join([*names, *topics])]
    marks = [kind_mark(Kind.ARTICLE), *(author_mark(member_id) for _, member_id in writers if member_id)]
    if row.thread_id:
        marks.append(thread_mark(row.thread_id))
    body = "\n".join(part for part in parts if part)
    return Document(Kind.ARTICLE, row.id, row.version, at, True, row.headline, body, " ".join(marks))


def _writers(article_ids: Sequence[int]) -> dict[int, list[tuple[str, int | None]]]:
    found: dict[int, list[tuple[str, int | None]]] = {}
    named = select(Byline.article_id, Author.name, Author.member_id).join(Author, Author.id == Byline.author_id)
    for row in db.session.execute(named.where(Byline.article_id.in_(article_ids)).order_by(Byline.position)):
        found.setdefault(row.article_id, []).append((row.name, row.member_id))
    return found


def _topics(article_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    named = select(ArticleTopic.article_id, Topic.name).join(Topic, Topic.id == ArticleTopic.topic_id)
    for row in db.session.execute(named.where(ArticleTopic.article_id.in_(article_ids)).order_by(Topic.name)):
        found.setdefault(row.article_id, []).append(row.name)
    return found


def _comments(ids: Sequence[int]) -> list[Document]:
    columns: tuple[Any, ...] = (
        Comment.id,
        Comment.version,
        Comment.state,
        Comment.created_at,
        Comment.html,
        Comment.author_id,
        Comment.thread_id,
    )
    return [_comment(row) for row in db.session.execute(select(*columns).where(Comment.id.in_(ids)))]


def _comment(row: Row[Any]) -> Document:
    if row.state is not CommentState.PUBLISHED:
        return Document(Kind.COMMENT, row.id, row.version, row.created_at, is_found=False)
    marks = f"{kind_mark(Kind.COMMENT)} {thread_mark(row.thread_id)} {author_mark(row.author_id)}"
    return Document(Kind.COMMENT, row.id, row.version, row.created_at, True, "", plain_text(row.html), marks)


def _members(ids: Sequence[int]) -> list[Document]:
    rows = db.session.scalars(select(Member).where(Member.id.in_(ids)))
    return [_member(member) for member in rows]


def _member(member: Member) -> Document:
    parts = (member.headline, member.organisation, member.place, plain_text(member.bio_html))
    body = "\n".join(part for part in parts if part)
    title = f"{member.name} {member.handle}"
    marks = kind_mark(Kind.MEMBER)
    return Document(Kind.MEMBER, member.id, member.version, member.created_at, True, title, body, marks)


def _hubs(ids: Sequence[int]) -> list[Document]:
    return [_hub(hub) for hub in db.session.scalars(select(Hub).where(Hub.id.in_(ids)))]


def _hub(hub: Hub) -> Document:
    parts = [hub.summary, hub.place, hub.district]
    if hub.visibility is HubVisibility.PUBLIC:
        # Of other hubs only members see what is inside.
        parts += [hub.offers, plain_text(hub.about_html)]
    body = "\n".join(part for part in parts if part)
    return Document(Kind.HUB, hub.id, hub.version, hub.created_at, True, hub.name, body, kind_mark(Kind.HUB))


_READERS: Mapping[Kind, Callable[[Sequence[int]], list[Document]]] = {
    Kind.ARTICLE: _articles,
    Kind.COMMENT: _comments,
    Kind.MEMBER: _members,
    Kind.HUB: _hubs,
}

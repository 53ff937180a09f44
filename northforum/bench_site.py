"""The site that is measured: one article with a long discussion, made with the product's own operations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from northforum.access.actor import SYSTEM, Actor
from northforum.app import create_app
from northforum.articles import links as article_links, operations as articles
from northforum.articles.models import Article
from northforum.core import clock, migrations, passwords, richtext, settings
from northforum.core.db import db, transaction
from northforum.demonstration import reading
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.members import operations as members

EMAIL = "bench@demo.example"
PASSWORD = "red-brick-dockside"  # noqa: S105 - a site that lives for a minute on loopback
VOICES = 40
REPLIES_A_ROOT = 3
OPENED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def build(data: Path, *, comments: int) -> str:
    """Make the site in the folder ``data`` and return its article's path."""
    app = create_app(settings.complete(replace(settings.Settings(), data=data, rate_limits=False)))
    with app.app_context():
        migrations.upgrade(db.engine)
    moments = _moments()
    clock.set_source(lambda: next(moments))
    try:
        with transaction(app):
            article = _article()
            _talk(article, _voices(), comments)
            path = article_links.article_url(article)
    finally:
        clock.set_source(None)
    with app.app_context():
        db.engine.dispose()
    return path


def _moments() -> Iterator[datetime]:
    """Give each look at the clock a moment of its own, so that the conversation runs over some hours."""
    return (OPENED + timedelta(seconds=20 * step) for step in count())


def _voices() -> list[Actor]:
    hashed = passwords.hash_password(PASSWORD)
    numbered = [(f"Voice Number {number}", f"voice{number}@demo.example") for number in range(VOICES)]
    rows = [
        members.add_member(SYSTEM, members.MemberDetails(name=name, email=email, password_hash=hashed))
        for name, email in [("Bench Marker", EMAIL), *numbered]
    ]
    return [Actor(member_id=row.id, handle=row.handle, name=row.name, tone=row.tone) for row in rows]


def _article() -> Article:
    entry = next(piece for piece in reading.articles() if piece["slug"] == "pan-northern-collaboration")
    articles.add_default_sections(SYSTEM)
    piece = articles.Piece(
        headline=entry.text("headline"),
        standfirst=entry.text("standfirst"),
        body=richtext.article(entry["body"]),
        section="opinion",
        bylines=(articles.BylineEntry(name="Bench Marker", role="writer"),),
        slug=entry.text("slug"),
    )
    return articles.publish_article(SYSTEM, articles.write_article(SYSTEM, piece))


def _talk(article: Article, voices: list[Actor], comments: int) -> None:
    """Post conversations of one comment and three replies each, in the words of the demonstration."""
    said = [comment.text("text") for piece in reading.articles() for comment in reading.comments(piece["slug"])]
    thread = discussion_queries.owned_thread(article.thread_id or 0)
    root = ""
    for number in range(comments):
        is_root = number % (REPLIES_A_ROOT + 1) == 0
        comment = discussion.post_comment(
            voices[number % len(voices)],
            thread,
            body=richtext.comment(f"{said[number % len(said)]}\n\n({number + 1})"),
            parent=None if is_root else root,
            form_key=str(number),
        )
        root = comment.public_id if is_root else root

"""Addresses of articles and their lists."""

from typing import Protocol

from flask import url_for


class HasSlug(Protocol):
    """Anything that knows its slug: a row, or a Core row of a list."""

    @property
    def slug(self) -> str:
        """Its part of the address."""


class HasMonth(Protocol):
    """A month of a year."""

    @property
    def year(self) -> int:
        """Its year."""

    @property
    def number(self) -> int:
        """Its place in the year, from 1."""


class HasPublicId(Protocol):
    """Anything that knows an article's public id."""

    @property
    def public_id(self) -> str:
        """Its part of the desk's addresses."""


def article_url(article: HasSlug, *, external: bool = False) -> str:
    """Return the address of the article's page; ``external`` with the site's own address, for mail and machines."""
    return url_for("pages.article", slug=article.slug, _external=external)


def section_url(section: HasSlug, after: str | None = None) -> str:
    """Return the address of the section, or of a further page of it."""
    return url_for("articles.section", slug=section.slug, after=after)


def topic_url(topic: HasSlug, after: str | None = None) -> str:
    """Return the address of the topic, or of a further page of it."""
    return url_for("articles.topic", slug=topic.slug, after=after)


def author_url(author: HasSlug, after: str | None = None) -> str:
    """Return the address of the author's page, or of a further page of it."""
    return url_for("articles.author", slug=author.slug, after=after)


def archive_url(after: str | None = None) -> str:
    """Return the address of the list of everything, or of a further page of it."""
    return url_for("articles.archive", after=after)


def month_url(month: HasMonth, after: str | None = None) -> str:
    """Return the address of a month of the archive, or of a further page of it."""
    return url_for("articles.archive_month", year=month.year, month=month.number, after=after)


def discussions_url(view: str, after: str | None = None) -> str:
    """Return the address of a list of discussions by the name of its view, or of a further page of it."""
    return url_for(f"articles.{view}", after=after)


def corrections_url(after: str | None = None) -> str:
    """Return the address of the list of corrections, or of a further page of it."""
    return url_for("articles.corrections", after=after)


def desk_url(article: HasPublicId) -> str:
    """Return where the article is edited."""
    return url_for("desk.edit_article", public_id=article.public_id)

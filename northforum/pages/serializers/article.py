"""What machines read of an article: schema.org's NewsArticle as JSON-LD."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from northforum.access.audience import Audience
from northforum.articles import links as articles_links, queries as articles_queries
from northforum.core import templating
from northforum.core.settings import Settings
from northforum.machines.serializers import sharing
from northforum.pages.serializers.machines import plain


def news_article(
    article: articles_queries.FullArticle, settings: Settings, samples: Sequence[Row[Any]] = ()
) -> dict[str, Any]:
    """Return the article as structured data (schema.org/NewsArticle), from what its page shows and nothing else.

    ``samples`` are some of the comments that it shows. Addresses are built from the site's own, never from the
    request's.
    """
    site = settings.site_url
    address = f"{site}{articles_links.article_url(article)}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": article.canonical_url or address,
        "url": address,
        "headline": article.headline,
        "description": article.social_description or article.standfirst,
        "articleSection": article.section.name,
        "keywords": [topic.name for topic in article.topics],
        "wordCount": article.word_count,
        "inLanguage": "en-GB",
        "datePublished": templating.iso(article.published_at),
        "dateModified": templating.iso(max(article.updated_at, article.published_at)),
        "author": [_author(credit, site) for credit in article.bylines],
        "publisher": {
            "@type": "Organization",
            "@id": f"{site}/#publisher",
            "name": settings.site_name,
            "url": site,
        },
        "isAccessibleForFree": article.audience is Audience.EVERYONE,
    }
    if article.admitted:
        data |= {"commentCount": article.comment_count, "discussionUrl": f"{address}#discussion"}
    if article.audience is not Audience.EVERYONE:
        beyond = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".beyond-teaser"}
        data["hasPart"] = beyond
    if samples:
        data["comment"] = [_comment(row, site) for row in samples]
    data["image"] = [f"{site}{path}" for path in _pictures(article, settings)]
    return {name: value for name, value in data.items() if value not in ("", [])}


def _pictures(article: articles_queries.FullArticle, settings: Settings) -> list[str]:
    """Return the pictures of an article: its own, and what other sites show of it."""
    named = {"name": settings.site_name, "tagline": settings.site_tagline}
    own = [article.hero.share_url] if article.hero else []
    return list(dict.fromkeys([*own, sharing.of_article(article, named).path]))


def _comment(row: Row[Any], site: str) -> dict[str, Any]:
    """Return a comment of those that the page shows; ``row`` is one of ``discussion.queries.newest_comments``."""
    return {
        "@type": "Comment",
        "url": f"{site}/comments/{row.public_id}",
        "text": plain(row.html),
        "dateCreated": templating.iso(row.created_at),
        "upvoteCount": row.score,
        # Without an address: the head of a kept page names no handle, so that tests can prove it holds no reader.
        "author": {"@type": "Person", "name": row.name},
    }


def _author(credit: articles_queries.Credit, site: str) -> dict[str, Any]:
    author: dict[str, Any] = {
        "@type": "Person",
        "name": credit.author.name,
        "url": f"{site}{articles_links.author_url(credit.author)}",
        "jobTitle": credit.role,
    }
    if credit.organisation:
        author["worksFor"] = {"@type": "Organization", "name": credit.organisation}
    return {name: value for name, value in author.items() if value}

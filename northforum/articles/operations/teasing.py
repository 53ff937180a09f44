"""What everybody reads of a piece that is not for everyone: its first paragraphs, never all of it."""

from sqlalchemy import select

from northforum.access.audience import Audience
from northforum.articles.models import Article
from northforum.core import paragraphs
from northforum.core.db import db


def cut_teaser(article: Article) -> None:
    """Keep the teaser of ``article`` in step with its text and its audience."""
    is_open = article.audience is Audience.EVERYONE
    article.teaser_html = "" if is_open else _first_of(article.body_html, article.teaser_paragraphs)


def cut_teasers() -> None:
    """Cut the teasers of all pieces afresh that are not for everyone."""
    for article in db.session.scalars(select(Article).where(Article.audience != Audience.EVERYONE)):
        cut_teaser(article)


def _first_of(html: str, count: int) -> str:
    """Return the first ``count`` paragraphs, without pictures and headings; the last one is never among them."""
    found = [block for block in paragraphs.blocks(html) if block.startswith(("<p>", "<p "))]
    return "\n".join(found[: max(min(count, len(found) - 1), 0)])

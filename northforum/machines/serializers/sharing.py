"""The picture that other sites show of a page: the article's card, its hero picture, or the site's card."""

from collections.abc import Mapping
from typing import NamedTuple

from northforum.articles import queries as articles
from northforum.core.images import SHARE_SIZE
from northforum.machines import links


class Shown(NamedTuple):
    """A picture of a page: its path, its kind, and what it shows in words."""

    path: str
    kind: str
    alt: str
    width: int = SHARE_SIZE[0]
    height: int = SHARE_SIZE[1]


def of_site(site: Mapping[str, str]) -> Shown:
    """Return the picture of a page that has none of its own; ``site`` is what every template knows of the site."""
    alt = f"{site['name']}: {site['tagline']}"
    return Shown(links.site_card_url(site["name"], site["tagline"]), "image/png", alt)


def of_article(article: articles.FullArticle, site: Mapping[str, str]) -> Shown:
    """Return the picture of an article: until its card is drawn the hero picture, without one the site's card."""
    if article.share_card:
        words = f"{article.social_title or article.headline} · {site['name']}"
        return Shown(links.card_url(article.public_id, article.share_card), "image/png", words)
    if article.hero:
        return Shown(article.hero.share_url, "image/jpeg", article.hero_alt)
    return of_site(site)

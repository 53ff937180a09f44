"""Structured data: every field that search engines require of each type, on the page where it stands.

The table is Google's documentation of structured data for articles, breadcrumbs, profile pages, discussion forums and
organisations: required fields first, then those that are recommended and that we always know.
"""

import json
from typing import Any

import pytest

from tests import browser
from tests.cast import Cast
from tests.machines import reading
from tests.machines.conftest import HOSTILE, Pieces

FIELDS: dict[str, set[str]] = {
    # An article has no required fields; these are all that are recommended.
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author"},
    "Comment": {"author", "text", "dateCreated", "url"},
    "DiscussionForumPosting": {"author", "text", "dateCreated", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "Organization": {"name", "url"},
    "WebSite": {"name", "url"},
    "CollectionPage": {"name", "url", "mainEntity"},
    "ItemList": {"itemListElement"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
}
# Named within something else, where only what it is called is known.
IN_PASSING = {"worksFor"}


def structured(cast: Cast, path: str) -> list[dict[str, Any]]:
    root = browser.parse(cast.client().get(path).text)
    return [json.loads(node.raw) for node in root.all("script") if node.attributes.get("type") == "application/ld+json"]


def missing(data: Any, within: str = "") -> list[str]:
    if isinstance(data, list):
        return [name for item in data for name in missing(item, within)]
    if not isinstance(data, dict):
        return []
    kind = data.get("@type", "")
    wanted = set() if within in IN_PASSING or set(data) == {"@id"} else FIELDS.get(kind, set())
    found = [f"{kind}.{name}" for name in sorted(wanted) if data.get(name) in (None, "", [])]
    return found + [name for key, value in data.items() for name in missing(value, key)]


def kinds(data: Any) -> set[str]:
    if isinstance(data, list):
        return {kind for item in data for kind in kinds(item)}
    if not isinstance(data, dict):
        return set()
    return {data.get("@type", "")} | {kind for value in data.values() for kind in kinds(value)}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("{whole}", {"NewsArticle", "BreadcrumbList", "Organization", "Person"}),
        ("{article}", {"Comment"}),
        ("/", {"WebSite", "Organization"}),
        ("/sections/opinion", {"CollectionPage", "ItemList", "BreadcrumbList"}),
        ("/topics/space", {"CollectionPage", "ItemList", "BreadcrumbList"}),
        ("/archive", {"CollectionPage", "ItemList", "BreadcrumbList"}),
        ("/authors/nora-bell", {"ProfilePage", "Person", "BreadcrumbList"}),
        ("/members/maud-eckersley", {"ProfilePage", "Person"}),
        ("/hubs/weir-yard", {"Organization", "BreadcrumbList"}),
    ],
)
def test_pages_have_every_field_that_search_engines_ask_for(
    cast: Cast, pieces: Pieces, path: str, expected: set[str]
) -> None:
    data = structured(cast, path.format(whole=pieces.whole, article=cast.world.article))
    assert expected <= kinds(data)
    if path != "{article}":  # That one has no picture of its own.
        assert missing(data) == []
    for address in addresses(data):
        assert address.startswith(("https://schema.org", reading.site(cast))), address


def addresses(data: Any) -> list[str]:
    if isinstance(data, list):
        return [found for item in data for found in addresses(item)]
    if not isinstance(data, dict):
        return []
    own = [value for key, value in data.items() if key in {"url", "item", "@id", "@context", "mainEntityOfPage"}]
    return own + [found for value in data.values() if isinstance(value, (dict, list)) for found in addresses(value)]


def test_an_article_for_members_says_that_it_is_not_free(cast: Cast, pieces: Pieces) -> None:
    article = structured(cast, pieces.closed)[0]
    assert article["isAccessibleForFree"] is False
    assert "articleBody" not in article
    assert structured(cast, pieces.whole)[0]["headline"] == HOSTILE


@pytest.mark.parametrize("path", ["/", "/sections/opinion", "/authors/nora-bell", "/members/maud-eckersley", "{whole}"])
def test_pages_say_their_own_address_and_how_they_are_shared(cast: Cast, pieces: Pieces, path: str) -> None:
    path = path.format(whole=pieces.whole)
    head = browser.parse(cast.client().get(path).text).first("head")
    assert head.first("link", rel="canonical").attributes["href"] == f"{reading.site(cast)}{path}"
    shared = {node.attributes.get("property", ""): node.attributes.get("content", "") for node in head.all("meta")}
    assert shared["og:url"] == f"{reading.site(cast)}{path}"
    assert shared["og:title"]
    assert shared["og:type"] in {"website", "article", "profile"}

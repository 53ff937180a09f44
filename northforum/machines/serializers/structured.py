"""Pages as structured data (schema.org, as JSON-LD): what a page is, where it stands, and what it lists.

``site`` is what every template knows of the site: its name, address and tagline.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

Data = dict[str, Any]
Site = Mapping[str, str]
Trail = Sequence[tuple[str, str]]
_CONTEXT = "https://schema.org"


class Listed(Protocol):
    """An article in a list."""

    @property
    def slug(self) -> str:
        """Its part of the address."""

    @property
    def headline(self) -> str:
        """What it is called."""


def organization(site: Site) -> Data:
    """Return who publishes."""
    return {"@type": "Organization", "@id": f"{site['url']}/#publisher", "name": site["name"], "url": site["url"]}


def website(site: Site) -> Data:
    """Return the site itself, its publisher, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{site['url']}/search?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    page = {
        "@type": "WebSite",
        "@id": f"{site['url']}/#website",
        "url": f"{site['url']}/",
        "name": site["name"],
        "description": site["tagline"],
        "inLanguage": "en-GB",
        "publisher": {"@id": f"{site['url']}/#publisher"},
        "potentialAction": search,
    }
    return {"@context": _CONTEXT, "@graph": [page, organization(site)]}


def breadcrumbs(site: Site, trail: Trail) -> Data:
    """Return where a page stands: names and paths from below the front page down to the page itself."""
    steps = [(site["name"], "/"), *trail]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": f"{site['url']}{path}"}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def collection(site: Site, path: str, name: str, description: str, articles: Iterable[Listed]) -> Data:
    """Return a page that lists articles."""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "url": f"{site['url']}/articles/{article.slug}",
            "name": article.headline,
        }
        for number, article in enumerate(articles, 1)
    ]
    page = {"@context": _CONTEXT, "@type": "CollectionPage", "url": f"{site['url']}{path}", "name": name}
    about = {"description": description} if description else {}
    return {**page, **about, "inLanguage": "en-GB", "mainEntity": {"@type": "ItemList", "itemListElement": items}}


def profile(site: Site, path: str, name: str, **facts: Any) -> Data:
    """Return the page of a person; ``facts`` that are empty are left out."""
    address = f"{site['url']}{path}"
    person = {"@type": "Person", "@id": f"{address}#person", "name": name, "url": address}
    known = {key: value for key, value in facts.items() if value and key != "dateCreated"}
    page: Data = {"@context": _CONTEXT, "@type": "ProfilePage", "url": address, "mainEntity": {**person, **known}}
    return page | {key: value for key, value in facts.items() if value and key == "dateCreated"}


def place(site: Site, path: str, name: str, **facts: Any) -> Data:
    """Return a hub, an organisation at a place; ``facts`` that are empty are left out."""
    hub = {"@context": _CONTEXT, "@type": "Organization", "url": f"{site['url']}{path}", "name": name}
    return hub | {key: value for key, value in facts.items() if value}

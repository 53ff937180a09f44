"""Every address that a stranger may open, walked: its head for machines, and whether the sitemap lists it."""

import json
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

import pytest
from sqlalchemy.orm import InstrumentedAttribute

from northforum.articles.models import Article, Author, Section, Topic
from northforum.core import local_time
from northforum.core.db import db
from northforum.discussion.models import Comment
from northforum.hubs.models import Hub
from northforum.machines.serializers.robots import NOT_FOR_ROBOTS
from northforum.members.models import Member
from tests import browser
from tests.cast import Cast
from tests.everywhere.pages import NO_PAGES
from tests.machines import reading
from tests.machines.conftest import Pieces

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def values(name: str, rule: str) -> Sequence[object]:
    """Return everything that may stand for a part of an address."""
    if rule.startswith("/archive/"):
        months = {local_time.month_of(at) for at in db.session.scalars(db.select(Article.published_at)) if at}
        months |= {200001}
        return sorted({month // 100 if name == "year" else month % 100 for month in months})
    tables: dict[str, InstrumentedAttribute[str]] = {
        "/articles/": Article.slug,
        "/sections/": Section.slug,
        "/topics/": Topic.slug,
        "/authors/": Author.slug,
        "/members/": Member.handle,
        "/comments/": Comment.public_id,
        "/hubs/": Hub.slug,
    }
    column = next((column for start, column in tables.items() if rule.startswith(start)), None)
    return list(db.session.scalars(db.select(column))) if column is not None else ["zebra"]


def addresses(cast: Cast) -> Iterator[str]:
    """Give every address of a page, filled with everything that there is."""
    adapter = cast.app.url_map.bind("127.0.0.1")
    with cast.app.app_context():
        for rule in cast.app.url_map.iter_rules():
            # The style guide is there in development only.
            if "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGES or rule.rule == "/styleguide":
                continue
            given = dict(rule.defaults or {})
            filled: list[dict[str, object]] = [given]
            for name in sorted(rule.arguments - set(given)):
                filled = [{**one, name: value} for one in filled for value in values(name, rule.rule)]
            yield from (adapter.build(rule.endpoint, one) for one in filled)


def for_robots(path: str) -> bool:
    """Return whether ``robots.txt`` lets crawlers ask for a path."""
    starts = [start.split("*")[0] for start in NOT_FOR_ROBOTS if "*" not in start]
    return not any(path.startswith(start) for start in starts)


@pytest.fixture
def opened(cast: Cast, pieces: Pieces) -> dict[str, browser.Node]:
    """Give the heads of the pages that a stranger may open, by their address."""
    client, found = cast.client(), {}
    for path in sorted(set(addresses(cast))):
        answer = client.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[path] = browser.parse(answer.text).first("head")
        answer.close()
    return found


def metas(head: browser.Node, name: str) -> list[str]:
    """Return what a page says under ``name``."""
    return [
        node.attributes.get("content") or ""
        for node in head.all("meta")
        if name in {node.attributes.get("name"), node.attributes.get("property")}
    ]


def canonical(head: browser.Node) -> list[str]:
    """Return the canonical addresses that a page names."""
    return [node.attributes["href"] or "" for node in head.all("link") if node.attributes.get("rel") == "canonical"]


def data(head: browser.Node) -> list[dict[str, object]]:
    """Return a page's structured data."""
    scripts = [node for node in head.all("script") if node.attributes.get("type") == "application/ld+json"]
    return [json.loads(node.raw) for node in scripts]


def test_every_page_has_one_of_each_thing_that_machines_look_for(opened: dict[str, browser.Node], cast: Cast) -> None:
    site = reading.site(cast)
    assert len(opened) > 40
    for path, head in opened.items():
        assert len(list(head.all("title"))) == 1, path
        assert len(canonical(head)) == 1, path
        assert canonical(head)[0].startswith(f"{site}/"), path
        for name in ("description", "og:title", "og:url", "og:type", "og:image", "og:image:alt", "twitter:card"):
            assert len(metas(head, name)) == 1, (path, name)
            assert metas(head, name)[0], (path, name)
        assert metas(head, "og:url") == canonical(head), path


def test_every_page_that_is_listed_says_where_it_stands(opened: dict[str, browser.Node], cast: Cast) -> None:
    for path in listed(cast):
        kinds = [item.get("@type") for item in data(opened[path])]
        assert kinds.count("BreadcrumbList") == (0 if path == "/" else 1), path


def test_every_picture_that_a_page_names_is_there(opened: dict[str, browser.Node], cast: Cast) -> None:
    site = reading.site(cast)
    named = {metas(head, "og:image")[0] for head in opened.values()} - {""}
    for address in named:
        # The whole article's picture has a row and no file, as pictures in these tests do.
        if "/media/" not in address:
            answer = cast.client().get(address.removeprefix(site))
            assert answer.status_code == 200, address
            answer.close()


def listed(cast: Cast) -> set[str]:
    """Return the paths in the sitemap."""
    site, client = reading.site(cast), cast.client()

    def places(path: str) -> list[str]:
        return [(node.text or "").removeprefix(site) for node in Xml.fromstring(client.get(path).data).iter(LOC)]

    return {path for file in places("/sitemap.xml") if "news" not in file for path in places(file)}


def test_the_sitemap_lists_exactly_the_pages_that_a_stranger_may_read(
    opened: dict[str, browser.Node], cast: Cast
) -> None:
    site, wanted = reading.site(cast), set()
    for path, head in opened.items():
        is_itself = canonical(head) == [f"{site}{path}"]
        is_whole = all(item.get("isAccessibleForFree", True) for item in data(head))
        is_hidden = any("noindex" in words for words in metas(head, "robots")) or not for_robots(path)
        if is_itself and is_whole and not is_hidden:
            wanted.add(path)
    assert listed(cast) == wanted

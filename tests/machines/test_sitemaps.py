"""Sitemaps list exactly what a stranger may read."""

from xml.etree import ElementTree as Xml

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from northforum.access.audience import Audience
from northforum.core.db import transaction
from northforum.machines.queries import sitemaps
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.machines import reading
from tests.machines.conftest import HOSTILE, Pieces
from tests.pages.fronts import came_from_the_front

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def locations(cast: Cast, path: str) -> list[str]:
    answer = cast.client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [element.text or "" for element in Xml.fromstring(answer.data).iter(LOC)]


def listed(cast: Cast) -> list[str]:
    site = reading.site(cast)
    files = [address.removeprefix(site) for address in locations(cast, "/sitemap.xml")]
    return [address.removeprefix(site) for file in files if "news" not in file for address in locations(cast, file)]


def test_every_address_in_a_sitemap_is_open_to_strangers_and_stands_there_once(cast: Cast, pieces: Pieces) -> None:
    paths = listed(cast)
    assert len(paths) == len(set(paths))
    assert {path: status for path in paths if (status := cast.client().get(path).status_code) != 200} == {}
    for path in ("/", "/hubs/weir-yard", "/topics/space", "/authors/nora-bell", pieces.whole, "/sections/places"):
        assert path in paths
    assert f"/members/{cast.member.handle}" in paths
    for path in (pieces.closed, pieces.draft, f"/hubs/{cast.world.secret_hub}"):
        assert path not in paths


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(st.tuples(st.booleans(), st.sampled_from(list(Audience))), max_size=6))
def test_a_sitemap_lists_exactly_the_articles_that_a_stranger_reads_whole(
    cast: Cast, kinds: list[tuple[bool, Audience]]
) -> None:
    with transaction(cast.app):
        made = [
            factories.an_article(headline="A piece", is_published=is_published, audience=audience, audience_ref=1).path
            for is_published, audience in kinds
        ]
    paths = set(listed(cast))
    for path in made:
        answer = cast.client().get(path)
        is_read = answer.status_code == 200 and "beyond-teaser" not in answer.text
        assert (path in paths) is is_read, path


def test_files_go_by_number_whatever_lies_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = listed(cast)
    monkeypatch.setattr(sitemaps, "IN_FILE", 2)
    with transaction(cast.app):
        factories.an_article(headline="One more")
    paths = listed(cast)
    assert set(paths) - set(whole) == {"/articles/one-more"}
    assert set(whole) <= set(paths)
    assert max(len(locations(cast, f"/sitemaps/members-{number}.xml")) for number in (1, 2, 3)) == 2


def test_the_news_are_what_was_published_in_the_last_two_days(cast: Cast, clock: Clock, pieces: Pieces) -> None:
    site = reading.site(cast)
    answer = cast.client().get("/sitemaps/news.xml")
    root = Xml.fromstring(answer.data)
    assert [element.text for element in root.iter(f"{NEWS}title")] == [HOSTILE, "Rent by the month"]
    assert root.findtext(f".//{NEWS}name") == "NorthForum"
    assert root.findtext(f".//{NEWS}language") == "en"
    assert f"{site}{pieces.closed}" not in answer.text
    again = {"If-None-Match": answer.headers["ETag"]}
    assert cast.client().get("/sitemaps/news.xml", headers=again).status_code == 304
    clock.advance(hours=49)
    assert locations(cast, "/sitemaps/news.xml") == []


@pytest.mark.parametrize("name", ["zebras-1", "articles-2", "articles-0", "articles-99999999999999", "places-2"])
def test_there_is_no_file_without_an_address(cast: Cast, name: str) -> None:
    assert cast.client().get(f"/sitemaps/{name}.xml").status_code == 404


def test_sitemaps_are_kept_before_flask(cast: Cast) -> None:
    for path in ("/sitemap.xml", "/sitemaps/articles-1.xml", "/robots.txt"):
        answer = cast.client().get(path)
        assert came_from_the_front(cast.app, answer)
        again = {"If-None-Match": answer.headers["ETag"]}
        assert cast.client().get(path, headers=again).status_code == 304


def test_where_others_have_their_sitemap_leads_to_ours(cast: Cast) -> None:
    for path in ("/sitemap_index.xml", "/wp-sitemap.xml"):
        assert cast.client().get(path).location == "/sitemap.xml"

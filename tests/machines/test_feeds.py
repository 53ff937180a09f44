"""Feeds of the site and its places: read without complaint, whole, and nothing in them that is not for strangers."""

import pytest

from northforum.core.db import transaction
from tests import factories
from tests.cast import Cast
from tests.machines import reading
from tests.machines.conftest import HOSTILE, Pieces
from tests.machines.reading import FORMATS
from tests.pages.conftest import article_at
from tests.pages.fronts import came_from_the_front

PLACES = ("", "/sections/opinion", "/topics/space", "/authors/nora-bell", "/hubs/weir-yard")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("file", ["feed.xml", "atom.xml"])
def test_a_feed_reader_reads_every_feed_without_complaint(cast: Cast, pieces: Pieces, place: str, file: str) -> None:
    found = reading.parsed(cast, f"{place}/{file}")
    site = reading.site(cast)
    own = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == [f"{site}{place}/{file}"]
    assert found.feed.link == f"{site}{place or '/'}"
    assert found.entries[0].link == f"{site}{pieces.whole}"
    assert {"feed.xml": "rss20", "atom.xml": "atom10"}[file] == found.version


@pytest.mark.parametrize("file", ["feed.xml", "atom.xml"])
def test_an_entry_has_the_whole_article(cast: Cast, pieces: Pieces, file: str) -> None:
    entry = reading.parsed(cast, f"/{file}").entries[0]
    content = entry.content[0].value
    assert "Somebody said so." in content
    assert "<figure>" in content or "<img" in content
    assert [person.name for person in entry.authors] == ["Ruth & Calder", "Nora Bell"]
    assert [tag.term for tag in entry.tags] == ["Opinion", "Rent & rates", "Space"]
    assert entry.published_parsed
    assert entry.id.startswith("tag:")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("file", FORMATS)
def test_every_address_in_a_feed_is_whole(cast: Cast, pieces: Pieces, place: str, file: str) -> None:
    if file == "feed.json":
        bodies = [item["content_html"] for item in reading.json_feed(cast, f"{place}/{file}")["items"]]
    else:
        entries = reading.parsed(cast, f"{place}/{file}").entries
        bodies = [entry.content[0].value for entry in entries]
        links = [link.href for entry in entries for link in entry.links]
        assert all(link.startswith(reading.site(cast)) for link in links)
    assert any("/hubs/weir-yard" in body for body in bodies)
    assert [address for body in bodies for address in reading.loose_addresses(body)] == []


def test_a_json_feed_has_what_its_standard_asks_for(cast: Cast, pieces: Pieces) -> None:
    feed = reading.json_feed(cast, "/feed.json")
    site = reading.site(cast)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{site}/", f"{site}/feed.json")
    item = feed["items"][0]
    assert item["title"] == HOSTILE
    assert (item["url"], item["authors"][0]["url"]) == (f"{site}{pieces.whole}", f"{site}/authors/ruth-and-calder")
    assert item["image"].startswith(f"{site}/media/")
    assert {"id", "content_html", "date_published", "date_modified", "tags", "summary"} <= set(item)


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("who", ["", "editor"])
def test_a_piece_for_members_is_in_the_feed_as_a_teaser_alone(cast: Cast, pieces: Pieces, file: str, who: str) -> None:
    answer = cast.client(getattr(cast, who) if who else None).get(f"/{file}")
    assert "What we charge" in answer.text
    assert "This piece is for members" in answer.text
    assert answer.text.count("Nobody") == 1  # The open piece's body; the one for members has the same.
    assert "Not yet" not in answer.text


@pytest.mark.parametrize("file", FORMATS)
def test_what_strangers_may_not_know_of_has_no_feed(cast: Cast, file: str) -> None:
    assert cast.client(cast.host).get(f"/hubs/{cast.world.secret_hub}/{file}").status_code == 404
    for path in ("/sections/none", "/topics/none", "/authors/none", "/hubs/none"):
        assert cast.client().get(f"{path}/{file}").status_code == 404


@pytest.mark.parametrize("file", FORMATS)
def test_a_feed_that_has_not_changed_is_not_sent_again(cast: Cast, pieces: Pieces, file: str) -> None:
    first = cast.client().get(f"/{file}")
    assert came_from_the_front(cast.app, first)
    again = {"If-None-Match": first.headers["ETag"]}
    assert cast.client().get(f"/{file}", headers=again).status_code == 304
    with transaction(cast.app):
        factories.an_article(headline="One more")
    assert cast.client().get(f"/{file}", headers=again).status_code == 200


def test_an_empty_place_has_a_feed_too(cast: Cast) -> None:
    for file in ("feed.xml", "atom.xml"):
        assert reading.parsed(cast, f"/hubs/{cast.world.hub}/{file}").entries == []


def test_a_piece_keeps_its_name_when_its_address_changes(cast: Cast, pieces: Pieces) -> None:
    before = reading.json_feed(cast, "/feed.json")["items"][0]["id"]
    with transaction(cast.app):
        article = article_at(pieces.whole)
        article.slug = "elsewhere"
        article.edited(None, article.updated_at)
    assert reading.json_feed(cast, "/hubs/weir-yard/feed.json")["items"][0]["id"] == before


@pytest.mark.parametrize("place", ["", "/sections/opinion"])
@pytest.mark.parametrize("old", ["feed", "feed/", "rss", "rss/", "rss.xml"])
def test_where_others_have_their_feeds_leads_to_ours(cast: Cast, place: str, old: str) -> None:
    answer = cast.client().get(f"{place}/{old}")
    assert (answer.status_code, answer.location) == (301, f"{place}/feed.xml")


@pytest.mark.parametrize("path", PLACES)
def test_pages_lead_to_their_feeds(cast: Cast, pieces: Pieces, path: str) -> None:
    text = cast.client().get(path or "/").text
    for file in FORMATS:
        assert f'href="{reading.site(cast)}{path}/{file}"' in text, file
    assert f'href="{reading.site(cast)}/feed.xml"' in text


def test_the_feed_of_a_discussion_is_read_without_complaint(cast: Cast) -> None:
    found = reading.parsed(cast, f"{cast.world.article}/comments.xml")
    assert len(found.entries) == 3
    assert [address for entry in found.entries for address in reading.loose_addresses(entry.content[0].value)] == []

"""What machines are given of a discussion: structured data, a feed, and what embeds a comment elsewhere."""

import json
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from northforum.core.db import transaction
from northforum.discussion import operations
from northforum.discussion.models import ThreadState
from tests import factories
from tests.cast import Cast
from tests.discussion.talk import row
from tests.pages.conftest import article_at
from tests.pages.test_steered import steer

HOSTILE = "Rain </script><b>on</b> & the *roof* \ufffe"


def says(cast: Cast, words: str) -> str:
    actor = cast.actor(cast.other)
    with transaction(cast.app):
        return factories.a_comment(actor, factories.thread_of(article_at(cast.world.article)), words).public_id


def structured(cast: Cast, path: str) -> dict[str, Any]:
    text = cast.client().get(path).text
    found = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    data: dict[str, Any] = json.loads(found)
    return data


def feed(cast: Cast) -> Any:
    return cast.client().get(f"{cast.world.article}/comments.xml")


def site(cast: Cast) -> str:
    return str(cast.app.config["SITE_URL"])


def oembed(cast: Cast, url: str) -> Any:
    return cast.client().get("/oembed", query_string={"url": url, "format": "json"})


def test_an_article_says_to_machines_what_its_first_comments_say(cast: Cast) -> None:
    newest = says(cast, HOSTILE)
    data = structured(cast, cast.world.article)
    first = data["comment"][0]
    assert first["url"] == f"{site(cast)}/comments/{newest}"
    assert first["author"]["name"] == cast.other.name
    assert first["text"].startswith("Rain </script>")
    assert [entry["text"] for entry in data["comment"][1:]] == ["Ours went up in March."]


def test_a_comment_is_a_posting_to_machines(cast: Cast) -> None:
    public_id = says(cast, HOSTILE)
    data = structured(cast, f"/comments/{public_id}")
    assert (data["@type"], data["author"]["name"]) == ("DiscussionForumPosting", cast.other.name)
    assert structured(cast, f"/comments/{cast.world.comments[1]}")["@type"] == "Comment"


def test_the_feed_has_the_newest_comments_with_whole_addresses(cast: Cast) -> None:
    public_id = says(cast, HOSTILE)
    answer = feed(cast)
    assert (answer.status_code, answer.mimetype) == (200, "application/rss+xml")
    channel = Xml.fromstring(answer.data)[0]
    items = channel.findall("item")
    assert len(items) == 4
    assert items[0].findtext("guid") == f"{site(cast)}/comments/{public_id}"
    assert items[0].findtext("{http://purl.org/dc/elements/1.1/}creator") == cast.other.name
    assert "<em>roof</em>" in (items[0].findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or "")
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.attrib["href"] == f"{site(cast)}{cast.world.article}/comments.xml"
    assert "comments.xml" in cast.client().get(cast.world.article).text


def test_a_feed_that_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    tag = feed(cast).headers["ETag"]
    path = f"{cast.world.article}/comments.xml"
    assert cast.client().get(path, headers={"If-None-Match": tag}).status_code == 304
    says(cast, "One more.")
    assert cast.client().get(path, headers={"If-None-Match": tag}).status_code == 200


def test_what_was_withdrawn_is_in_no_feed_and_embedded_nowhere(cast: Cast) -> None:
    public_id = says(cast, "Taken back at once.")
    actor = cast.actor(cast.other)
    with transaction(cast.app):
        operations.withdraw_comment(actor, row(public_id))
    assert "Taken back" not in feed(cast).text
    assert "Taken back" not in cast.client().get(cast.world.article).text
    assert oembed(cast, f"{site(cast)}/comments/{public_id}").status_code == 404


@pytest.mark.parametrize("name", ["", "editor"])
def test_what_strangers_may_not_read_has_no_feed_for_anybody(cast: Cast, name: str) -> None:
    client = cast.client(getattr(cast, name) if name else None)
    assert client.get(f"{cast.world.members_article}/comments.xml").status_code == 404
    steer(cast, state=ThreadState.HIDDEN)
    assert client.get(f"{cast.world.article}/comments.xml").status_code == 404
    assert oembed(cast, f"{site(cast)}/comments/{cast.world.comments[0]}").status_code == 404


def test_articles_and_comments_are_embedded(cast: Cast) -> None:
    article = oembed(cast, f"{site(cast)}{cast.world.article}").json
    assert (article["type"], article["title"], article["version"]) == ("link", "Rent by the month", "1.0")
    comment = oembed(cast, f"{site(cast)}/comments/{cast.world.comments[0]}").json
    assert (comment["type"], comment["author_name"]) == ("rich", cast.member.name)
    assert "Ours went up in March." in comment["html"]
    assert "application/json+oembed" in cast.client().get(cast.world.article).text
    assert "application/json+oembed" in cast.client().get(f"/comments/{cast.world.comments[0]}").text


@pytest.mark.parametrize(
    "url",
    ["", "/articles/rent-by-the-month", "https://elsewhere.example/articles/rent-by-the-month", "{site}.example/x"],
)
def test_other_addresses_are_not_found(cast: Cast, url: str) -> None:
    assert oembed(cast, url.format(site=site(cast))).status_code == 404
    assert oembed(cast, f"{site(cast)}@evil.example/articles/rent-by-the-month").status_code == 404
    assert cast.client().get("/oembed?format=xml").status_code == 404


def test_a_draft_is_embedded_nowhere(cast: Cast) -> None:
    assert oembed(cast, f"{site(cast)}{cast.world.draft}").status_code == 404

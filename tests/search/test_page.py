"""The page of the search, its addresses, and what it says when there is little to say."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from northforum.access.actor import SYSTEM
from northforum.articles.models import Article
from northforum.core import ratelimit
from northforum.core.db import db, transaction
from northforum.discussion.models import Comment
from northforum.hubs import operations as hubs
from northforum.search.serializers import passages
from tests.cast import Cast
from tests.conftest import Clock
from tests.search import world


@pytest.fixture
def site(cast: Cast) -> Cast:
    """The cast's site, taken in."""
    world.take_in(cast.app)
    return cast


def html(client: FlaskClient, address: str) -> str:
    """Return the page at ``address`` as it is sent."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def shown(client: FlaskClient, address: str) -> list[str]:
    """Return the addresses that the results lead to."""
    return re.findall(r'<h3><a href="([^"]+)"', html(client, address))


def test_a_stranger_finds_an_article_and_goes_to_it(site: Cast) -> None:
    page = html(site.client(), "/search?q=lease")
    assert "What a short <mark>lease</mark> does to a long idea." in page
    assert site.world.article in page
    assert 'content="noindex, follow"' in page


def test_the_form_of_every_page_leads_here_without_script(site: Cast) -> None:
    front = html(site.client(), "/")
    form = re.search(r'<form class="menu-panel" action="/search" role="search"[^>]*>.*?name="q"', front, re.DOTALL)
    assert form


def test_a_comment_is_shown_with_its_writer_and_leads_to_its_own_page(site: Cast) -> None:
    with site.app.app_context():
        public_id = db.session.get_one(Comment, 3).public_id
    page = html(site.client(), "/search?q=letters")
    assert f'href="/comments/{public_id}"' in page
    assert "<b>Edith Thornley</b> on “Rent by the month”" in page
    assert "Send us the <mark>letters</mark>, both of you." in page


def test_people_and_hubs_of_the_name_stand_first(site: Cast) -> None:
    world.say(site, site.member, "Ask Hattie about the Weir yard.")
    world.take_in(site.app)
    addresses = shown(site.client(), "/search?q=hattie")
    assert addresses[0] == "/members/hattie-rigby"
    assert addresses[1].startswith("/comments/")
    assert shown(site.client(), "/search?q=weir")[0] == "/hubs/weir-yard"
    assert shown(site.client(), "/search?q=hattie&kind=member") == ["/members/hattie-rigby"]


def test_what_people_wrote_is_never_markup(cast: Cast) -> None:
    world.say(cast, cast.member, "A valve <b>bold</b> & `<script>alert(1)</script>` in the valve.")
    world.take_in(cast.app)
    page = html(cast.client(), "/search?q=valve")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert page.count("<mark>valve</mark>") == 2
    quoted = html(cast.client(), '/search?q="><script>alert(2)</script>')
    assert "<script>alert(2)" not in quoted


def test_what_is_not_open_to_the_reader_is_not_there(site: Cast) -> None:
    assert shown(site.client(), "/search?q=charge") == []
    assert shown(site.client(site.member), "/search?q=charge") == [site.world.members_article]
    assert shown(site.client(site.member), "/search?q=back+room") == []
    assert shown(site.client(site.host), "/search?q=back+room&kind=hub") == ["/hubs/the-back-room"]


def test_a_secret_hub_is_no_choice_and_no_bound_for_others(site: Cast) -> None:
    with transaction(site.app):
        article = db.session.get_one(Article, world.article_id(site))
        hubs.name_hubs(SYSTEM, article, ["weir-yard", "the-back-room"])
    assert len(shown(site.client(), "/search?q=rent&hub=weir-yard")) == 1
    assert site.client().get("/search?q=rent&hub=the-back-room").status_code == 404
    assert "the-back-room" not in site.client().get("/search").text
    assert len(shown(site.client(site.host), "/search?q=rent&hub=the-back-room")) == 1


def test_nothing_found_says_where_to_look(site: Cast) -> None:
    page = html(site.client(), "/search?q=zebrawood&kind=hub")
    assert "Nothing found for “zebrawood”" in page
    assert 'href="/search?q=zebrawood"' in page
    assert 'href="/archive"' in page


def test_another_spelling_is_said(site: Cast) -> None:
    page = html(site.client(), "/search?q=lettrs")
    assert "This is what there is for <b>letters</b>" in page
    assert "<mark>letters</mark>" in page


def test_a_name_is_no_misspelling(site: Cast) -> None:
    page = html(site.client(), "/search?q=rigby")
    assert "This is what there is for" not in page
    assert "Hattie <mark>Rigby</mark>" in page


def test_further_pages_keep_what_was_wished_for(cast: Cast, clock: Clock) -> None:
    for number in range(23):
        clock.advance(minutes=10)
        world.say(cast, cast.member, f"The cupola, {number}.")
    world.take_in(cast.app)
    address = f"/search?q=cupola&kind=comment&author={cast.member.handle}&from=2026-11-01"
    page = html(cast.client(), address)
    further = re.search(r'class="button quiet next" href="([^"]+)"', page)
    assert further
    rest = html(cast.client(), further[1].replace("&amp;", "&"))
    assert len(re.findall("found-comment", rest)) == 3
    assert "Back to the newest" in rest


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/search?q=rent&kind=zebra", 400, "a kind of result that there is not"),
        ("/search?q=rent&sort=zebra", 400, "a kind of result that there is not"),
        ("/search?q=rent&section=zebra", 404, ""),
        ("/search?q=rent&hub=zebra%00", 404, ""),
        ("/search?q=rent&author=zebra", 422, "There is no member with this handle"),
        ("/search?q=rent&author=%00", 422, "There is no member with this handle"),
        ("/search?q=rent&from=2026-02-31", 422, "Give a day such as"),
        ("/search?q=rent&to=9999-12-31", 422, "Give a day such as"),
        ("/search?q=%00", 422, "broken"),
        ("/search?q=rent&after=zebra", 422, "not complete"),
        ("/search?q=rent&sort=best&after=WzAsMV0", 422, "not complete"),
        ("/search/suggest?q=%00", 422, ""),
    ],
)
def test_what_cannot_be_understood_is_said(site: Cast, address: str, status: int, said: str) -> None:
    answer = site.client().get(address)
    assert answer.status_code == status
    assert said in answer.text


def test_the_script_gets_the_results_alone(site: Cast) -> None:
    answer = site.client().get("/search?q=lease", headers={"Accept": "text/html-fragment"})
    assert answer.status_code == 200
    assert "<mark>lease</mark>" in answer.text
    assert "<html" not in answer.text


def test_names_and_headlines_are_suggested_as_they_are_typed(site: Cast) -> None:
    assert site.client().get("/search/suggest?q=hat").json == [
        {"kind": "member", "title": "Hattie Rigby", "note": "@hattie-rigby", "url": "/members/hattie-rigby"}
    ]
    assert [hit["title"] for hit in site.client().get("/search/suggest?q=weir").json or ()] == ["Weir Yard"]
    assert [hit["note"] for hit in site.client().get("/search/suggest?q=mont").json or ()] == ["Opinion"]
    assert site.client().get("/search/suggest?q=letters").json == []
    assert site.client().get("/search/suggest?q=back+ro").json == []


def test_searching_is_limited_and_says_when_to_come_back(app: Flask, make_app: object, clock: Clock) -> None:
    site: Flask = make_app(rate_limits=True)  # type: ignore[operator]
    client = site.test_client()
    ratelimit._counted.clear()
    answers = [client.get("/search?q=rent").status_code for _ in range(181)]
    assert answers[:180] == [200] * 180
    assert answers[180] == 429
    assert 0 < int(client.get("/search?q=rent").headers["Retry-After"]) <= 60
    clock.advance(minutes=1)
    assert client.get("/search?q=rent").status_code == 200


def test_a_passage_holds_the_words_that_stand_together() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    text = f"The kiln. {words} A kiln by the canal with a chimney. {words}"
    cut = passages.passage(text, {"kiln", "canal", "chimney"})
    assert "A <mark>kiln</mark> by the <mark>canal</mark> with a <mark>chimney</mark>." in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(re.sub("<.*?>", "", cut)) <= passages.LENGTH + 2


def test_a_passage_without_the_words_is_the_beginning() -> None:
    assert passages.passage("Short & plain.", set()) == "Short &amp; plain."
    assert passages.passage("x" * 1000, set()) == f"{'x' * passages.LENGTH}…"
    assert passages.passage("", {"kiln"}) == ""

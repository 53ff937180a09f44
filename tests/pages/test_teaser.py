"""What those read of a piece for members who are none: its first paragraphs, and nothing of the rest, anywhere."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from northforum.access.audience import Audience
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.hubs.models import Hub, HubVisibility
from northforum.search import operations as search
from tests import factories
from tests.browser import visit
from tests.cast import Cast
from tests.desk.editor import editor_of

# Nobody asks for the first by its name; a search asks for the second, which stands beside it.
PLANTED, ASKED = "quincunx", "zygomorphic"
TEXT = f"""The first paragraph stands above.

## A heading

The second paragraph stands above too.

The third paragraph has the {PLANTED} and the {ASKED} word.

> [!pull]
> A quotation with the {PLANTED} word.

The last paragraph has {ASKED} {PLANTED} words."""


def publish(cast: Cast, text: str = TEXT, **over: Any) -> str:
    with transaction(cast.app):
        over = {"headline": "For members alone", "topics": ("Rooms",), "audience": Audience.MEMBERS, **over}
        return factories.an_article(body=richtext.article(text), **over).slug


def teaser(cast: Cast, slug: str) -> str:
    with cast.app.app_context():
        return str(db.session.scalar(db.select(Article.teaser_html).where(Article.slug == slug)))


def everywhere(cast: Cast, client: FlaskClient, slug: str) -> list[str]:
    """Return every address without a gap in it, and those that name the piece or its word."""
    rules = [rule for rule in cast.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    named = [f"/articles/{slug}{end}" for end in ("", "?x=1", "/comments", "/comments.xml")]
    lists = [f"/{place}{end}" for place in ("topics/rooms", "sections/opinion", "authors/ruth-calder")
             for end in ("", "/feed.xml", "/atom.xml", "/feed.json")]  # fmt: skip
    found = [f"/search?q={ASKED}", f"/search/suggest?q={ASKED}", f"/oembed?url=http://localhost/articles/{slug}"]
    index = client.get("/sitemap.xml").get_data(as_text=True)
    maps = [re.sub(r"^https?://[^/]+", "", address) for address in re.findall("<loc>(.*?)</loc>", index)]
    return [*(rule.rule for rule in rules), *named, *lists, *found, *maps]


def test_a_stranger_finds_no_word_from_below_the_teaser_at_any_address(cast: Cast) -> None:
    slug = publish(cast)
    with transaction(cast.app):
        search.index_new()
    client = cast.client()
    paths = everywhere(cast, client, slug)
    assert len(paths) > 60
    for path in paths:
        assert PLANTED not in client.get(path).get_data(as_text=True), path
    assert PLANTED in visit(cast.client(cast.member), f"/articles/{slug}").text


def test_a_stranger_reads_the_first_paragraphs_and_how_to_read_on(cast: Cast) -> None:
    page = visit(cast.client(), f"/articles/{publish(cast)}")
    assert "The first paragraph stands above." in page.text
    assert "The second paragraph stands above too." in page.text
    assert "Read on as a member" in page.headings
    assert f'href="/join?next={page.url.replace("/", "%2F")}"' in page.html.replace(
        "next=/articles/", "next=%2Farticles%2F"
    )


def test_a_hub_in_the_teaser_reads_as_in_any_article(cast: Cast) -> None:
    slug = cast.world.hub
    text = f"At @hubs/{slug} and [Weir Yard]( /hubs/{slug}).\n\nTwo.\n\nThree.".replace("( ", "(")
    piece = publish(cast, text)
    assert "At Weir Yard and Weir Yard." in visit(cast.client(), f"/articles/{piece}").text
    with transaction(cast.app):
        hub = db.session.scalars(db.select(Hub).where(Hub.slug == slug)).one()
        hub.visibility = HubVisibility.SECRET
    found = visit(cast.client(), f"/articles/{piece}")
    assert "At a hub and a hub." in found.text
    assert slug not in found.html


def test_machines_are_told_where_the_piece_is_closed(cast: Cast) -> None:
    html = visit(cast.client(), f"/articles/{publish(cast)}").html
    data = [
        json.loads(words)
        for words in re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.S)
    ]
    (piece,) = [one for one in data if one.get("@type") == "NewsArticle"]
    assert piece["isAccessibleForFree"] is False
    assert piece["hasPart"]["cssSelector"] == ".beyond-teaser"
    assert 'class="wall beyond-teaser"' in html
    assert "hasPart" not in visit(cast.client(), cast.world.article).html


@pytest.mark.parametrize(("count", "paragraphs"), [(0, 0), (1, 1), (2, 2), (3, 3), (8, 3)])
def test_the_last_paragraph_is_never_in_the_teaser(cast: Cast, count: int, paragraphs: int) -> None:
    found = teaser(cast, publish(cast, teaser=count))
    assert found.count("<p>") == paragraphs
    assert "last paragraph" not in found
    assert "heading" not in found


def test_a_piece_of_one_paragraph_shows_none_of_it(cast: Cast) -> None:
    slug = publish(cast, f"Only this {PLANTED} one.")
    page = visit(cast.client(), f"/articles/{slug}")
    assert PLANTED not in page.html
    assert "This piece is for members" in page.headings


def test_an_editor_says_how_much_and_the_teaser_follows_the_audience(cast: Cast) -> None:
    with transaction(cast.app):
        article = factories.an_article(body=richtext.article(TEXT))
        public_id, slug = article.public_id, article.slug
    assert not teaser(cast, slug)
    client = cast.client(cast.editor)
    for typed, paragraphs in (
        ({"audience": "members", "teaser": "1"}, 1),
        ({"teaser": "3"}, 3),
        ({"audience": "everyone"}, 0),
    ):
        assert editor_of(visit(client, f"/desk/articles/{public_id}")).submit(**typed, action="save").status == 200
        assert teaser(cast, slug).count("<p>") == paragraphs


def test_teasers_are_cut_afresh_by_the_command_that_counts_anew(cast: Cast) -> None:
    slug = publish(cast)
    with transaction(cast.app):
        db.session.execute(db.update(Article).values(teaser_html=""))
    with transaction(cast.app):
        articles.cut_teasers()
    assert teaser(cast, slug).count("<p>") == 2

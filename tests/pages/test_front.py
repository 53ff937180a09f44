"""The front page: good with no article, with one, three and thirty."""

import pytest

from northforum.access.audience import Audience
from northforum.core.db import transaction
from northforum.pages.queries import voices
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast
from tests.conftest import Clock
from tests.pages.conftest import LONG_ENOUGH, Publish


def headlines(page: Page) -> list[str]:
    """Return the headlines of the page's cards in order."""
    return [node.text for node in page.root.all("h2", "h3") if node.has(class_="card-headline")]


def test_with_no_article_it_says_what_comes(app: object, client: object) -> None:
    page = visit(client, "/")  # type: ignore[arg-type]
    assert page.status == 200
    assert "The first issue is being written" in page.text


def test_with_one_article_it_leads_and_stands_nowhere_else(cast: Cast) -> None:
    assert headlines(visit(cast.client(), "/")) == ["Rent by the month"]


def test_with_three_articles_two_stand_beside_the_lead(cast: Cast, publish: Publish) -> None:
    publish(2)
    assert headlines(visit(cast.client(), "/")) == ["Piece 02", "Piece 01", "Rent by the month"]


def test_with_thirty_articles_each_stands_once_above_the_ranking(cast: Cast, publish: Publish) -> None:
    publish(29)
    page = visit(cast.client(), "/")
    shown = headlines(page)
    assert shown[0] == "Piece 29"
    assert len(shown) == len(set(shown)) == 17 + len(["Rent by the month, as most discussed"])
    assert {"Latest Archive", "Hubs of the North All hubs", "Most discussed"} <= set(page.headings)


def test_the_grid_gives_each_section_its_turn(cast: Cast, publish: Publish) -> None:
    publish(3, section="opinion")
    publish(1, headline="From the yard", section="places")
    publish(9, section="opinion", headline="More opinion")
    page = visit(cast.client(), "/")
    grid = page.root.first("section", class_="front-row")
    kickers = [node.text for node in grid.all("p") if node.has(class_="kicker")]
    assert "Places" in kickers[:2]


def test_articles_for_members_stand_on_the_members_front_page_only(cast: Cast) -> None:
    assert "What we charge" not in visit(cast.client(), "/").text
    assert "What we charge" in visit(cast.client(cast.member), "/").text


def test_drafts_stand_nowhere(cast: Cast) -> None:
    for person in (None, cast.member, cast.editor):
        assert "Not yet" not in visit(cast.client(person), "/").text


def test_most_discussed_counts_comments_once_there_is_a_choice(cast: Cast, publish: Publish) -> None:
    assert "Most discussed" not in visit(cast.client(), "/").text
    publish(6)
    page = visit(cast.client(), "/")
    ranked = [node for node in page.root.all("article") if node.has(class_="card-ranked")]
    assert [node.first("h3").text for node in ranked] == ["Rent by the month"]
    assert "3 comments" in ranked[0].text


def test_a_voice_is_heard_with_its_writer_and_its_place(cast: Cast, clock: Clock) -> None:
    with transaction(cast.app):
        thread = factories.thread_of(factories.an_article(headline="On roofs"))
        factories.a_comment(cast.actor(cast.other), thread, f"> Somebody else’s claim.\n\n{LONG_ENOUGH}")
    voice = visit(cast.client(), "/").root.first("figure", class_="voice")
    assert voice.first("blockquote").text == LONG_ENOUGH
    assert f"{cast.other.name} on “On roofs”" in voice.text


def test_voices_of_members_only_articles_are_not_heard_outside(cast: Cast) -> None:
    with transaction(cast.app):
        thread = factories.thread_of(factories.an_article(headline="Inside", audience=Audience.MEMBERS))
        factories.a_comment(cast.actor(cast.other), thread, LONG_ENOUGH)
    assert LONG_ENOUGH not in visit(cast.client(), "/").text
    assert LONG_ENOUGH in visit(cast.client(cast.member), "/").text


def test_one_writer_is_heard_once(cast: Cast, clock: Clock) -> None:
    with transaction(cast.app):
        for number in range(3):
            thread = factories.thread_of(factories.an_article(headline=f"On roofs {number}"))
            factories.a_comment(cast.actor(cast.other), thread, f"{number} {LONG_ENOUGH}")
            clock.advance(minutes=10)
    page = visit(cast.client(), "/")
    assert len([node for node in page.root.all("figure") if node.has(class_="voice")]) == 1


@pytest.mark.parametrize(
    ("html", "passage"),
    [
        ("<p>Short &amp; sweet.</p>", "Short & sweet."),
        ("<blockquote><p>A</p><blockquote><p>B</p></blockquote><p>C</p></blockquote><p>Mine.</p>", "Mine."),
        ("<pre><code>x</code></pre><p>One</p><ul><li>two</li></ul>", "One two"),
        (f"<p>{'word ' * 30}end. {'more ' * 40}</p>", f"{'word ' * 30}end."),
        (f"<p>{'word ' * 80}</p>", f"{'word ' * 43}word…"),
        ("", ""),
    ],
)
def test_a_passage_is_the_writers_own_up_to_a_sentences_end(html: str, passage: str) -> None:
    assert voices.passage_of(html) == passage


def test_a_secret_hub_stands_on_its_members_front_page_only(cast: Cast) -> None:
    assert "The Back Room" not in visit(cast.client(), "/").text
    assert "The Back Room" not in visit(cast.client(cast.other), "/").text
    assert "The Back Room" in visit(cast.client(cast.host), "/").text


def test_a_stranger_gets_no_cookie_and_a_shared_page(cast: Cast) -> None:
    answer = cast.client().get("/")
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    assert "private" not in answer.headers["Cache-Control"]
    assert "no-store" in cast.client(cast.member).get("/").headers["Cache-Control"]

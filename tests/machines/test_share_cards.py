"""Share cards: a picture drawn of each article whose headline strangers may read, and of no other."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from northforum.access.actor import SYSTEM
from northforum.access.audience import Audience
from northforum.articles import operations as articles, queries as articles_queries
from northforum.articles.models import Article
from northforum.core import storage
from northforum.core.db import db, transaction
from northforum.machines import jobs, models, rendering
from northforum.machines.events import CardOutdated
from tests import browser, factories
from tests.cast import Cast
from tests.machines.cards import colour_of, decoded
from tests.media import pictures
from tests.pages.fronts import came_from_the_front


def row_of(path: str) -> Article:
    """Return an article's row."""
    found: Article = db.session.scalars(db.select(Article).where(Article.slug == path.rsplit("/", 1)[-1])).one()
    return found


def card_of(cast: Cast, path: str) -> str:
    """Return the address of an article's card once the worker is idle, or nothing."""
    pictures.work(cast.app)
    with cast.app.app_context():
        row = row_of(path)
        return f"/cards/{row.public_id}/{row.share_card}" if row.share_card else ""


def kept(cast: Cast, path: str) -> list[str]:
    """Return the files that are kept of an article's card."""
    with cast.app.app_context():
        return storage.current().names(models.folder_of(row_of(path).public_id))


def shared(cast: Cast, path: str) -> dict[str, str]:
    """Return what the head of a page tells other sites."""
    head = browser.parse(cast.client().get(path).text).first("head")
    told = {node.attributes.get("property", ""): node.attributes.get("content") or "" for node in head.all("meta")}
    told["twitter:card"] = head.first("meta", name="twitter:card").attributes["content"] or ""
    return told


def got(cast: Cast, address: str, **headers: str) -> TestResponse:
    """Return what a stranger gets at an address, read to its end."""
    answer = cast.client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer.get_data()
    answer.close()
    return answer


def edit(cast: Cast, path: str, **over: object) -> None:
    """Change an article as an editor does."""
    with transaction(cast.app):
        row = row_of(path)
        articles.edit_article(SYSTEM, row, factories.a_piece(**over), row.version)


def test_the_hero_picture_stands_in_the_card_and_the_cover_where_there_is_none(cast: Cast) -> None:
    name = pictures.add(cast.app)
    with transaction(cast.app):
        hero = articles.Hero(pictures.row(name).id, alt="A wall", credit="Nia Vale")
        path = factories.an_article(headline="With a picture", hero=hero).path
    card = decoded(got(cast, card_of(cast, path)).data)
    assert all(abs(is_there - was) < 12 for is_there, was in zip(colour_of(card), pictures.BRICK, strict=True))
    plain = decoded(got(cast, card_of(cast, cast.world.article)).data)
    assert len(plain.crop((800, 0, 1200, 630)).getcolors(100_000) or ()) > 3


def test_a_page_names_its_card_once_it_is_there_and_never_what_is_not(cast: Cast) -> None:
    with transaction(cast.app):
        path = factories.an_article(headline="Newly out").path
    before = shared(cast, path)["og:image"]
    assert "/cards/site-" in before
    site = str(cast.app.config["SITE_URL"])
    assert got(cast, before.removeprefix(site)).status_code == 200
    address = card_of(cast, path)
    told = shared(cast, path)
    assert told["og:image"] == f"{site}{address}"
    assert (told["og:image:width"], told["og:image:height"], told["og:image:type"]) == ("1200", "630", "image/png")
    assert told["og:image:alt"] == "Newly out · NorthForum"
    assert told["twitter:card"] == "summary_large_image"
    assert f'"{site}{address}"' in got(cast, path).text
    assert came_from_the_front(cast.app, got(cast, path))
    answer = got(cast, address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]
    again = got(cast, address, If_None_Match=answer.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("audience", "is_published", "has_card"),
    [
        (Audience.EVERYONE, True, True),
        (Audience.MEMBERS, True, True),
        (Audience.HUB, True, False),
        (Audience.EVERYONE, False, False),
        (Audience.MEMBERS, False, False),
    ],
)
def test_there_is_a_card_where_strangers_may_read_the_headline(
    cast: Cast, audience: Audience, is_published: bool, has_card: bool
) -> None:
    with transaction(cast.app):
        path = factories.an_article(is_published=is_published, audience=audience, audience_ref=1).path
    assert bool(card_of(cast, path)) is has_card
    assert bool(kept(cast, path)) is has_card


def test_what_is_taken_down_has_no_card_any_more_and_gets_it_back(cast: Cast) -> None:
    path = cast.world.article
    address = card_of(cast, path)
    with transaction(cast.app):
        articles.unpublish_article(SYSTEM, row_of(path))
    # Before the worker comes to it, too.
    assert got(cast, address).status_code == 410
    assert card_of(cast, path) == ""
    assert (kept(cast, path), got(cast, address).status_code) == ([], 410)
    with transaction(cast.app):
        articles.publish_article(SYSTEM, row_of(path))
    assert card_of(cast, path) == address
    assert got(cast, address).status_code == 200


def test_a_piece_that_becomes_a_hubs_own_loses_its_card(cast: Cast) -> None:
    path = cast.world.article
    address = card_of(cast, path)
    edit(cast, path, headline="Rent by the month", audience=Audience.HUB, audience_ref=1)
    assert got(cast, address).status_code == 404
    assert (card_of(cast, path), kept(cast, path)) == ("", [])


def test_another_headline_makes_another_card_and_the_old_address_leads_there(cast: Cast) -> None:
    with transaction(cast.app):
        path = factories.an_article(headline="As it was", slug="a-piece").path
    first = card_of(cast, path)
    edit(cast, path, headline="As it is", slug="a-piece")
    second = card_of(cast, path)
    assert first != second
    assert kept(cast, path) == [second.rsplit("/", 1)[-1]]
    assert got(cast, first).location == second


def test_a_job_that_runs_twice_draws_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    address = card_of(cast, cast.world.article)
    drawn: list[str] = []
    draw: Callable[..., bytes | None] = rendering.article_card

    def counted(*given: object) -> bytes | None:
        drawn.append("once more")
        return draw(*given)

    monkeypatch.setattr(rendering, "article_card", counted)
    for _ in range(2):
        with transaction(cast.app):
            jobs.draw_card(CardOutdated(row_of(cast.world.article).id))  # type: ignore[arg-type]
    assert (card_of(cast, cast.world.article), drawn) == (address, [])
    with transaction(cast.app):
        storage.current().remove([f"{models.folder_of(row_of(cast.world.article).public_id)}/{address[-33:]}"])
    assert "/cards/site-" in got(cast, address).location
    with transaction(cast.app):
        jobs.draw_card(CardOutdated(row_of(cast.world.article).id))  # type: ignore[arg-type]
    assert len(drawn) == 1
    assert got(cast, address).status_code == 200


def test_a_card_that_was_outdated_while_it_was_drawn_is_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    path, slug = cast.world.article, cast.world.article.rsplit("/", 1)[-1]
    card_of(cast, path)
    draw: Callable[..., bytes | None] = rendering.article_card

    def meanwhile(*given: object) -> bytes | None:
        monkeypatch.setattr(rendering, "article_card", draw)
        edit(cast, path, headline="Changed meanwhile", slug=slug)
        return draw(*given)

    edit(cast, path, headline="Changed first", slug=slug)
    monkeypatch.setattr(rendering, "article_card", meanwhile)
    card_of(cast, path)
    with cast.app.app_context():
        assert storage.current().names(models.folder_of(row_of(path).public_id)) == [row_of(path).share_card]


def test_a_picture_that_is_replaced_or_turned_is_drawn_anew(cast: Cast) -> None:
    name = pictures.add(cast.app)
    with transaction(cast.app):
        path = factories.an_article(hero=articles.Hero(pictures.row(name).id, alt="A wall", credit="Nia Vale")).path
    first = card_of(cast, path)
    pictures.replace(cast.app, name, pictures.a_file(colour=pictures.DOCK))
    second = card_of(cast, path)
    red, _green, blue = colour_of(decoded(got(cast, second).data))
    assert (first != second, blue > red) == (True, True)


def test_who_edits_meanwhile_hears_nothing_of_the_card(cast: Cast) -> None:
    with transaction(cast.app):
        article = factories.an_article(headline="Being edited")
        path, version = article.path, article.version
    card_of(cast, path)
    with cast.app.app_context():
        assert articles_queries.visible_article(SYSTEM, path.rsplit("/", 1)[-1]).version == version


@pytest.mark.parametrize(
    "path",
    [
        "/cards/zzzzzzzzzzzz/0123456789ab-0123456789abcdef.png",
        "/cards/zzz/0123456789ab-0123456789abcdef.png",
        "/cards/zzzzzzzzzzzz/..%2f..%2fsecret.png",
        "/cards/site-zebra.png",
        "/cards/x.png",
    ],
)
def test_there_is_no_card_at_other_addresses(cast: Cast, path: str) -> None:
    assert got(cast, path).status_code == 404


def test_the_sites_card_is_drawn_once_and_outdated_addresses_lead_to_it(
    cast: Cast, make_app: Callable[..., Flask]
) -> None:
    site = str(cast.app.config["SITE_URL"])
    address = shared(cast, "/hubs")["og:image"].removeprefix(site)
    answer = got(cast, address)
    decoded(answer.data)
    assert "immutable" in answer.headers["Cache-Control"]
    other = make_app(site_name="Southbank").test_client().get(address)
    assert other.status_code == 302
    assert other.location != address

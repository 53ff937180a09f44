"""A hub's page for each kind of reader."""

import re
from collections.abc import Callable

import pytest

from tests.browser import visit
from tests.cast import Cast


def test_everybody_sees_a_public_hub(cast: Cast, name_hubs: Callable[..., None]) -> None:
    name_hubs(cast.world.hub)
    page = visit(cast.client(), f"/hubs/{cast.world.hub}")
    assert page.headings[0] == "Weir Yard"
    assert "Rooms round a yard." in page.text
    assert cast.host.name in page.root.first("aside").text
    assert "Rent by the month" in page.headings
    assert "Set-Cookie" not in page.answer.headers
    assert not list(page.root.first("main").all("form"))


def test_a_hub_that_no_article_names_says_so(cast: Cast) -> None:
    assert "No article names this hub yet" in visit(cast.client(), f"/hubs/{cast.world.hub}").text


def test_a_stranger_logs_in_and_comes_back(cast: Cast) -> None:
    page = visit(cast.client(), f"/hubs/{cast.world.hub}")
    links = [node.attributes["href"] for node in page.root.all("a") if node.text == "Log in to join this hub"]
    assert links == [f"/login?next=/hubs/{cast.world.hub}"]


@pytest.mark.usefixtures("admitted")
def test_the_way_in_follows_who_the_reader_is(cast: Cast, quiet_hub: str) -> None:
    def says(name: str, slug: str) -> str:
        return visit(cast.client(getattr(cast, name)), f"/hubs/{slug}").root.first("header", class_="hub-head").text

    assert "Join this hub" in says("other", cast.world.hub)
    assert "You are a member" in says("member", cast.world.hub)
    assert "You host this hub" in says("host", cast.world.hub)
    assert "What would you bring to the yard?" in says("other", cast.world.request_hub)
    assert "By invitation" in says("other", quiet_hub)
    assert "suspended" in says("suspended", cast.world.hub)


@pytest.mark.usefixtures("admitted")
@pytest.mark.parametrize(
    ("name", "edits", "decides"),
    [("host", True, True), ("editor", True, False), ("member", False, False), ("moderator", False, False)],
)
def test_hosts_find_their_tools(cast: Cast, name: str, edits: bool, decides: bool) -> None:
    page = visit(cast.client(getattr(cast, name)), f"/hubs/{cast.world.request_hub}")
    links = {node.attributes.get("href") for node in page.root.all("a")}
    assert (f"/hubs/{cast.world.request_hub}/edit" in links) is edits
    assert (f"/hubs/{cast.world.request_hub}/requests" in links) is decides


@pytest.mark.parametrize(
    ("name", "inside"), [("", False), ("other", False), ("editor", False), ("member", True), ("moderator", True)]
)
def test_what_is_inside_a_members_only_hub_stays_inside(cast: Cast, quiet_hub: str, name: str, inside: bool) -> None:
    page = visit(cast.client(getattr(cast, name) if name else None), f"/hubs/{quiet_hub}")
    assert page.status == 200
    assert "let to people who make things" in page.text
    details = ("What is said in the pulley room.", "A pulley", "pulley.example", "Hosts", cast.host.name)
    shown = [words for words in details if words in page.root.first("main").text]
    assert (len(shown) >= 4) is inside
    assert bool(shown) is inside


@pytest.mark.usefixtures("admitted")
def test_a_secret_hub_is_there_for_its_own_people(cast: Cast) -> None:
    names = ("member", "host", "moderator", "administrator", "other", "editor", "contributor")
    address = f"/hubs/{cast.world.secret_hub}"
    answers = {name: cast.client(getattr(cast, name)).get(address).status_code for name in names}
    insiders = {"member", "host", "moderator", "administrator"}
    assert answers == {name: 200 if name in insiders else 404 for name in names}
    assert cast.client().get(address).status_code == 404


@pytest.mark.parametrize("name", ["", "other"])
def test_a_secret_hub_and_none_answer_alike(cast: Cast, name: str) -> None:
    client = cast.client(getattr(cast, name) if name else None)
    pages = []
    for slug in (cast.world.secret_hub, "no-such-hub"):
        answer = client.get(f"/hubs/{slug}")
        assert answer.status_code == 404
        pages.append(re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text).replace(slug, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("slug", ["no-such-hub", "%00", "Weir-Yard", "a" * 3000])
def test_an_address_of_nothing_is_not_found(cast: Cast, slug: str) -> None:
    assert cast.client().get(f"/hubs/{slug}").status_code == 404

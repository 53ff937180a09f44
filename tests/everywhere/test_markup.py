"""The source of every page: valid, strict, with a token in each form and nothing that leads nowhere."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from tests import browser, validity
from tests.demo_site import DemoSite
from tests.everywhere.pages import NO_PAGES, READING, STRANGER, Places, clients

Answers = Mapping[tuple[str, str], TestResponse]
# Stand on pages that all share, and show only to whom they are open.
COMMENT_LINKS = ("discussion.edit_comment", "discussion.withdraw_comment", "discussion.steer_thread")


@pytest.fixture(scope="module")
def answers(demo: DemoSite, places: Places) -> Answers:
    """Give every page as every person gets it."""
    return {(person, path): client.get(path) for person, client in clients(demo) for path in places[person]}


def test_every_page_that_the_site_has_is_looked_at(demo: DemoSite, places: Places) -> None:
    adapter = demo.app.url_map.bind("127.0.0.1")
    seen = set()
    for path in (path for paths in places.values() for path in paths):
        try:
            seen.add(adapter.match(urlsplit(path).path)[0])
        except NotFound:
            continue
    pages = {rule.endpoint for rule in demo.app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert pages - NO_PAGES - seen == set()


def test_no_page_fails_and_no_page_only_leads_on(answers: Answers) -> None:
    led_on = {place: answer.location for place, answer in answers.items() if 300 <= answer.status_code < 400}
    failed = {place: answer.status for place, answer in answers.items() if answer.status_code >= 500}
    assert (led_on, failed) == ({}, {})


def test_the_w3c_finds_no_error_in_any_page(answers: Answers) -> None:
    assert validity.html_errors({" ".join(place): answer.text for place, answer in answers.items()}) == []


def test_every_page_has_one_heading_of_the_first_level_a_title_and_a_way_past_the_head(answers: Answers) -> None:
    titles: dict[str, str] = {}
    for place, answer in answers.items():
        root = browser.parse(answer.text)
        assert len(list(root.all("h1"))) == 1, place
        assert next(root.first("body").all("a")).attributes["href"] == "#main", place
        titles[f"{place[0]} {root.first('title').text}"] = place[1]
    assert all("NorthForum" in title for title in titles)


def test_every_form_that_posts_carries_its_token(answers: Answers) -> None:
    bare = [
        (place, form.attributes.get("action"))
        for place, answer in answers.items()
        for form in browser.parse(answer.text).all("form")
        if form.attributes.get("method", "get").lower() == "post"
        and not any(field.has(name="csrf_token") and field.attributes["value"] for field in form.all("input"))
    ]
    assert bare == []


def test_the_content_policy_is_strict_on_every_page(answers: Answers) -> None:
    for place, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, place
        assert not any(word in policy for word in ("unsafe-", "*", "data:", "http:", "https:")), (place, policy)


def test_no_page_has_an_inline_style_or_handler_or_a_script_without_a_nonce(answers: Answers) -> None:
    for place, answer in answers.items():
        for node in browser.parse(answer.text).all():
            inline = [name for name in node.attributes if name == "style" or name.startswith("on")]
            assert not inline, (place, node.tag, inline)
            if node.tag == "style" or (node.tag == "script" and "src" not in node.attributes):
                assert node.attributes.get("nonce") or node.attributes.get("type", "").endswith("json"), place


def test_strangers_get_no_cookie_from_what_they_read(answers: Answers, places: Places) -> None:
    reading = places[STRANGER][: len(READING)]
    assert [path for path in reading if "Set-Cookie" in answers[STRANGER, path].headers] == []


def test_what_a_member_sees_is_kept_by_no_shared_cache(answers: Answers) -> None:
    for (person, path), answer in answers.items():
        if person != STRANGER:
            assert answer.headers["Cache-Control"] == "private, no-store", (person, path)


def test_no_link_and_no_form_leads_nowhere(demo: DemoSite, answers: Answers) -> None:
    adapter = demo.app.url_map.bind("127.0.0.1")
    nowhere: dict[str, tuple[str, str]] = {}
    for place, answer in answers.items():
        for address, method in leads(answer, place[1]):
            if answer.status_code >= 400 and address == place[1]:
                continue  # The page says that there is nothing here, and its log-in link leads back to here.
            try:
                adapter.match(urlsplit(address).path, method)
            except RequestRedirect:
                continue
            except (NotFound, MethodNotAllowed):
                nowhere.setdefault(f"{method} {address}", place)
    assert nowhere == {}


def test_links_lead_to_pages_that_are_there_for_whoever_follows_them(demo: DemoSite, answers: Answers) -> None:
    adapter = demo.app.url_map.bind("127.0.0.1")
    people = dict(clients(demo))
    tried: set[tuple[str, str]] = set()
    dead = {}
    for (person, path), answer in answers.items():
        for address, method in leads(answer, path):
            if method != "GET" or answer.status_code >= 400:
                continue
            endpoint, values = adapter.match(urlsplit(address).path)
            # Of the many links of one kind, one for each person is enough.
            one = endpoint if values else address
            if endpoint not in COMMENT_LINKS and (person, one) not in tried:
                tried.add((person, one))
                status = people[person].get(address, follow_redirects=True).status_code
                if status >= 400:
                    dead[address] = (person, path, status)
    assert dead == {}


def leads(answer: TestResponse, path: str) -> list[tuple[str, str]]:
    """Return where the page's links and forms lead within the site, with the method, without fragments."""
    root = browser.parse(answer.text)
    links = [(node.attributes.get("href", ""), "GET") for node in root.all("a")]
    forms = [
        (form.attributes.get("action") or path, form.attributes.get("method", "get").upper())
        for form in root.all("form")
    ]
    inside = [(urljoin(path, address).partition("#")[0], method) for address, method in (*links, *forms)]
    return [(address, method) for address, method in inside if address.startswith("/")]

"""What nobody should send is answered quickly, with a sentence, and with what was typed; it never breaks a page."""

import html
import itertools
import re
from collections.abc import Mapping
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from northforum.access.actor import SYSTEM
from northforum.core.db import db, transaction
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment
from northforum.hubs import operations as hubs, queries as hubs_queries
from northforum.members import operations as members, queries as members_queries
from northforum.notifications import links as notifications_links
from tests import browser, factories
from tests.cast import Cast
from tests.database_fixtures import DATABASE
from tests.everywhere import notes, wishes
from tests.everywhere.doors import DOORS, GOOD_PASSWORD, Door, Opened, opened
from tests.media import pictures

# What these tests reach is measured by the tests of each form; here every form is sent some hundred times.
pytestmark = pytest.mark.no_cover

# As bytes on the wire, percent-encoded, since some are no text at all.
NEVER_TAKEN = {
    "NUL": "nul%00byte",
    "half a character": "%ED%A0%80",
    "no UTF-8": "caf%E9%FF",
    "a pile of marks": quote_plus("e" + "\N{COMBINING ACUTE ACCENT}" * 60),
    "far too much": "a" * 500_000,
}
PERHAPS_TAKEN = {
    "nothing": "",
    "spaces": "+++",
    "an override": quote_plus("\u202egnirts a"),
    "only invisible signs": quote_plus("\u200b\u2060\u00ad"),
    "deep nesting": quote_plus("> " * 900 + "x"),
    "brackets": quote_plus("[" * 4000 + "](" * 400),
    "a long line": "a" * 20_000,
    "a negative number": "-1",
    "a number too large": "9" * 40,
    "another alphabet's number": quote_plus("٣"),
    "an unknown value": "zebra",
    "a list": "%5B1%2C2%5D",
}
# PostgreSQL refuses other things than SQLite: bytes, and numbers. The rest is no matter of the database.
KINDS = {**NEVER_TAKEN, **PERHAPS_TAKEN}
if DATABASE == "postgresql":
    KINDS = {**NEVER_TAKEN, "nothing": "", "a number too large": "9" * 40}
# Values that would mean something else in these fields: a text of any shape is a password, a token, a choice.
NOT_TEXT = {"csrf_token", "password", "present", "next", "resend", "remember", "without_picture", "by_mail"}
MULTIPART = "multipart/form-data"
MAIN, TAG = re.compile(r"<main\b.*</main>", re.DOTALL), re.compile(r"<[^>]*>")
# The lines of a byline are all alike.
OTHER_LINES = re.compile("byline-[1-9]-")


@pytest.fixture
def names(cast: Cast) -> Mapping[str, str]:
    """Everything that the doors' addresses need: a wish to join, a lost password, a comment of one's own …"""
    member = cast.actor(cast.member)
    cast.open_session(cast.member)
    picture = pictures.add(cast.app)
    with transaction(cast.app):
        asked = members.ask_to_join(
            "x" * 64, name="Jo", email="jo@jo.example", password_hash=factories.password_hash(), next_path="/"
        )
        join_token = members.renew_join_token(asked)
        reset_token = members.issue_reset_token(SYSTEM, members_queries.known_member(cast.other.handle))
        hubs.join_hub(member, hubs_queries.visible_hub(member, cast.world.hub))
        other = cast.actor(cast.other)
        hubs.join_hub(other, hubs_queries.visible_hub(other, cast.world.request_hub), answer="A kiln.")
        own = db.session.scalars(db.select(Comment).where(Comment.public_id == cast.world.comments[0])).one()
        said = factories.a_comment(member, factories.thread_of_comment(own), "I take this back.")
        discussion.withdraw_comment(member, said)
        wishes.follow_and_mute(cast, member)
        notes.leave_notes(cast)
        published = db.session.execute(db.text("SELECT public_id FROM article WHERE slug = 'rent-by-the-month'"))
        return {
            "join_token": join_token,
            "unsubscribe_token": notifications_links.unsubscribe_url(cast.member.member_id).rpartition("/")[2],
            "reset_token": reset_token,
            "article": cast.world.article,
            "comment": cast.world.comments[0],
            "withdrawn": said.public_id,
            "thread": cast.world.thread_id,
            "others": cast.world.comments[1],
            "draft": cast.world.draft_id,
            "published": str(published.scalar_one()),
            "picture": picture,
        }


def test_every_address_that_takes_a_form_is_tried_here(app: Flask) -> None:
    posting = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())}
    assert posting == {door.endpoint for door in DOORS}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.endpoint)
def test_no_field_of_any_form_breaks_its_page(cast: Cast, names: Mapping[str, str], door: Door) -> None:
    form = opened(cast, door, names)
    for name in itertools.filterfalse(OTHER_LINES.match, form.typed):
        for kind, value in KINDS.items():
            answer = send(form, name, value)
            assert answer.status_code < 500, (name, kind)
            if kind in NEVER_TAKEN and name not in NOT_TEXT:
                assert answer.status_code >= 400, (name, kind, answer.status_code)
            if answer.status_code >= 400:
                assert sentence(answer), (name, kind)
            if answer.status_code < 400 or door.endpoint.startswith("members."):
                form = opened_again(cast, form, names)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.endpoint)
def test_a_field_that_comes_twice_breaks_nothing(cast: Cast, names: Mapping[str, str], door: Door) -> None:
    form = opened(cast, door, names)
    for name in door.good:
        answer = send(form, name, f"{quote_plus(form.typed[name])}&{name}=again")
        assert 400 <= answer.status_code < 500, name
        assert sentence(answer)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.endpoint)
def test_bodies_that_are_no_form_are_answered_with_a_sentence(cast: Cast, names: Mapping[str, str], door: Door) -> None:
    bodies = [
        (b"{", "application/json"),
        (b'{"body": [1, {"a": null}]}', "application/json"),
        (b"body=x", "text/plain"),
        (b"\x00\xff\xfe", "application/octet-stream"),
        (b"", ""),
        (b"--b\r\nContent-Disposition: form-data; name=", f"{MULTIPART}; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nx', f"{MULTIPART}; boundary=b"),
        (b"no parts at all", MULTIPART),
        (
            b'--b\r\nContent-Disposition: form-data; name="body"; filename="x.txt"\r\n\r\nx\r\n--b--\r\n',
            f"{MULTIPART}; boundary=b",
        ),
        (b"&".join(b"f%d=x" % number for number in range(3000)), "application/x-www-form-urlencoded"),
    ]
    for body, kind in bodies:
        form = opened(cast, door, names)
        headers = {"X-CSRFToken": form.fields["csrf_token"]}
        answer = form.client.post(form.action, data=body, content_type=kind or None, headers=headers)
        assert answer.status_code < 500, (kind, body)
        if not door.good:
            return  # A button that needs no field is pressed by any body that carries the token.
        if not door.takes_nothing:
            assert answer.status_code >= 400, (kind, body)
            assert sentence(answer)


@pytest.mark.parametrize("door", [door for door in DOORS if door.text], ids=lambda door: door.endpoint)
def test_what_was_typed_comes_back_when_something_else_is_wrong(
    cast: Cast, names: Mapping[str, str], door: Door
) -> None:
    form = opened(cast, door, names)
    page = browser.Page(form.client, form.client.post(form.action, data={**form.typed, **door.breaks}))
    assert 400 <= page.status < 500
    assert sentence(page.answer)
    again = form.again(page)
    assert {name: again.fields[name] for name in door.text} == {name: door.good[name] for name in door.text}


@pytest.mark.parametrize("door", [door for door in DOORS if door.text], ids=lambda door: door.endpoint)
def test_what_was_typed_comes_back_when_the_page_was_too_old(cast: Cast, names: Mapping[str, str], door: Door) -> None:
    form = opened(cast, door, names)
    page = browser.Page(form.client, form.client.post(form.action, data={**form.typed, "csrf_token": "stale"}))
    assert page.status == 400
    again = form.again(page)
    assert {name: again.fields[name] for name in door.text} == {name: door.good[name] for name in door.text}
    assert GOOD_PASSWORD not in page.html


def test_every_wrong_method_is_refused_with_a_sentence(cast: Cast) -> None:
    client = cast.client(cast.administrator)
    for rule in rules(cast.app):
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"} - (rule.methods or set()):
            if not method_stands_elsewhere(cast.app, rule, method):
                answer = client.open(address(cast.app, rule), method=method)
                assert 400 <= answer.status_code < 500, (method, rule.rule)
                assert sentence(answer)


QUERIES = [
    "after=-1", "after=0", f"after={'9' * 40}", "after=zebra", "after=%00", "after=%FF", "after=%ED%A0%80",
    "after=W10", "after=WzFd", "after=bnVsbA", "after=a&after=b", "after[]=1", f"after={'A' * 3000}",
    "sort=zebra", "sort=%00", "sort=newest&sort=oldest", "kind=zebra", "kind=%00", "state=zebra", "state=%FF",
    "mine=%00", "next=//elsewhere.example", "next=%00", "next=%5C%5Celsewhere", f"next=/{'x' * 3000}", "kept=%00",
    "page=-1", "%00=%00", "%FF", "&&&&===", "x=" + "%25" * 900, "'%22%3E%3Cscript%3E",
]  # fmt: skip


def test_no_query_breaks_any_page(cast: Cast, names: Mapping[str, str]) -> None:
    open_to_all = (
        "/", cast.world.article, f"{cast.world.article}/comments", "/archive", "/sections/opinion", "/topics/none",
        "/authors/ruth-calder", "/hubs", "/hubs/weir-yard", "/hubs/weir-yard/members", "/members/maud-eckersley",
        "/login", "/join", "/forgot", f"/comments/{names['comment']}",
    )  # fmt: skip
    at_desk = ("/desk", "/desk/articles/new", f"/desk/articles/{names['draft']}", "/login", "/account/profile")
    for client, paths in ((cast.client(), open_to_all), (cast.client(cast.editor), at_desk)):
        for path in paths:
            for query in QUERIES:
                answer = client.get(f"{path}?{query}")
                assert answer.status_code < 500, (path, query)
                assert answer.status_code < 300 or is_safe(answer), (path, query)


def is_safe(answer: TestResponse) -> bool:
    """Return whether an answer that is no page leads to one of this site, or says what is wrong."""
    if answer.status_code >= 400:
        return bool(sentence(answer))
    return answer.location.startswith("/") and not answer.location.startswith(("//", "/\\"))


NAMES = (
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "..%2f..%2fetc%2fpasswd",
    "-1",
    "0",
    "9" * 40,
    "zebra",
    "a" * 3000,
    "%F0%9F%8E%AD",
    "'",
    "%25",
    "A-B",
    " ",
    ".",
)


def test_no_name_in_an_address_breaks_any_page(cast: Cast) -> None:
    client = cast.client(cast.editor)
    for rule in rules(cast.app):
        if rule.arguments and "GET" in (rule.methods or set()):
            for name in NAMES:
                plain = address(cast.app, rule)
                path = plain.replace("0" * 12, name)
                answer = client.get(path)
                # Where the address takes one of a few words, none of them is of the sender's making.
                assert (200 if path == plain else 300) <= answer.status_code < 500, path


@pytest.mark.parametrize("path", ["/" + "x" * 5000, "/archive?after=" + "x" * 9000, "/login?next=/" + "x" * 9000])
def test_a_very_long_address_is_refused_with_a_sentence(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 414
    assert "too long" in sentence(answer)


def send(form: Opened, name: str, value: str) -> TestResponse:
    """Send the form with ``value``, as bytes on the wire, in the field ``name``."""
    parts = [f"{field}={quote_plus(text)}" for field, text in form.typed.items() if field != name]
    body = "&".join([*parts, f"{name}={value}"])
    return form.client.post(form.action, data=body, content_type="application/x-www-form-urlencoded")


def sentence(answer: TestResponse) -> str:
    """Return what the answer says in its main part; there is always something for people."""
    # Not by the reader's parser: these tests ask for some thousand sentences.
    found = MAIN.search(answer.text)
    told = " ".join(html.unescape(TAG.sub("", found[0] if found else answer.text)).split())
    assert len(told.split()) >= 4, f"{answer.status} says only {told!r}"
    assert "Traceback" not in told
    return told


def opened_again(cast: Cast, form: Opened, names: Mapping[str, str]) -> Opened:
    """Open the form's door afresh where it can still be opened: some close behind the first who goes through."""
    try:
        return opened(cast, form.door, names)
    except AssertionError:
        return form


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    values = {name: 999 if "Integer" in type(kind).__name__ else "0" * 12 for name, kind in rule._converters.items()}
    with app.test_request_context():
        return rule.build(values, append_unknown=False)[1]  # type: ignore[index]


def method_stands_elsewhere(app: Flask, rule: Rule, method: str) -> bool:
    """Return whether another route takes ``method`` at the same address."""
    return any(other.rule == rule.rule and method in (other.methods or set()) for other in app.url_map.iter_rules())

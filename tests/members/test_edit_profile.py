"""The profile: what its member writes, cleaned, and never overwritten unseen."""

import pytest
from flask import Flask

from northforum.access.actor import SYSTEM
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid, NotFound
from northforum.members import operations, queries
from northforum.members.models import Member
from northforum.members.operations.profile import Profile
from tests.members.conftest import Person
from tests.members.reader import Reader

PAGE = "/account/profile"
FILLED = {
    "name": "Ada Moss-Ellery",
    "headline": "Letterpress printer",
    "bio": "Prints *slowly*.\n\n<script>alert(1)</script>",
    "place": "Salford",
    "organisation": "Adelphi Press",
    "links": "https://adelphi.example/\nhttp://ada.example/work",
    "tone": "7",
}


def stored(app: Flask, person: Person) -> Member:
    with app.app_context():
        member = db.session.get(Member, person.id)
        assert member is not None
        return member


def profile(**over: object) -> Profile:
    values: dict[str, object] = {**FILLED, "bio": richtext.profile("Prints."), "tone": 7, **over}
    return values  # type: ignore[return-value]


def test_it_is_saved_cleaned_and_leads_to_the_members_page(app: Flask, ada: Person, ada_reading: Reader) -> None:
    answer = ada_reading.send(PAGE, **FILLED)
    assert (answer.status_code, answer.location) == (303, "/members/ada-moss")
    member = stored(app, ada)
    assert (member.name, member.headline, member.place) == ("Ada Moss-Ellery", "Letterpress printer", "Salford")
    assert (member.organisation, member.tone, member.version) == ("Adelphi Press", 7, 2)
    assert member.links == ["https://adelphi.example/", "http://ada.example/work"]
    assert "<em>slowly</em>" in member.bio_html
    assert "<script" not in member.bio_html
    assert member.bio_rules == richtext.RULES_VERSION


def test_the_form_shows_what_stands(ada_reading: Reader) -> None:
    ada_reading.send(PAGE, **FILLED)
    page = ada_reading.get(PAGE).text
    assert 'value="Letterpress printer"' in page
    assert "Prints *slowly*." in page
    assert 'value="7" checked' in page


def test_everything_but_the_name_may_be_empty(app: Flask, ada: Person, ada_reading: Reader) -> None:
    ada_reading.send(PAGE, **FILLED)
    empty = dict.fromkeys(FILLED, "") | {"name": "Ada", "tone": "0"}
    assert ada_reading.send(PAGE, **empty).status_code == 303
    member = stored(app, ada)
    assert (member.headline, member.bio_source, member.bio_html, member.links, member.tone) == ("", "", "", [], 0)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "Enter your name."),
        ("name", "Administrator", "kept for the site itself"),
        ("name", "see www.moss.example", "Leave addresses out"),
        ("headline", "x" * 121, "120 characters"),
        ("headline", "a\x00", "broken"),
        ("place", "x" * 81, "80 characters"),
        ("organisation", "x" * 121, "120 characters"),
        ("bio", "x" * 200_000, "too long"),
        ("links", "javascript:alert(1)", "is not a web address"),
        ("links", "moss.example", "is not a web address"),
        ("links", "https://ada:secret@moss.example", "is not a web address"),
        ("links", "https://moss.example:99999", "is not a web address"),
        ("links", "\n".join(f"https://moss.example/{n}" for n in range(7)), "6 links at most"),
        ("tone", "12", "Not a valid choice"),
        ("tone", "-1", "Not a valid choice"),
        ("version", "", "lost its place"),
        ("version", "1e3", "lost its place"),
        ("version", "9" * 40, "lost its place"),
    ],
)
def test_what_cannot_be_accepted_comes_back_with_a_sentence(
    app: Flask, ada: Person, ada_reading: Reader, field: str, text: str, sentence: str
) -> None:
    page = ada_reading.send(PAGE, **{**FILLED, field: text})
    assert page.status_code == 422
    assert sentence in page.text
    if field != "organisation":
        assert 'value="Adelphi Press"' in page.text
    assert stored(app, ada).name == "Ada Moss"


def test_a_change_made_in_another_window_is_shown_before_it_is_overwritten(
    app: Flask, ada: Person, ada_reading: Reader
) -> None:
    old_window = ada_reading.get(PAGE)
    ada_reading.send(PAGE, **FILLED)
    page = ada_reading.send_again(old_window, PAGE, **{**FILLED, "headline": "Typesetter"})
    assert page.status_code == 422
    assert "changed in another window" in page.text
    assert "Letterpress printer" in page.text
    assert 'value="Typesetter"' in page.text
    assert ada_reading.send_again(page, PAGE, tone="7").status_code == 303
    assert stored(app, ada).headline == "Typesetter"


def test_nobody_edits_the_profile_of_another(app: Flask, ada: Person, ben: Person) -> None:
    with transaction(app), pytest.raises(Forbidden):
        operations.edit_profile(ben.actor, queries.known_member(ada.handle), version=1, **profile())


def test_the_operation_checks_by_itself(app: Flask, ada: Person) -> None:
    with transaction(app):
        member = queries.known_member(ada.handle)
        for wrong in ({"name": ""}, {"links": "ftp://x.example"}, {"tone": 12}):
            with pytest.raises(Invalid):
                operations.edit_profile(ada.actor, member, version=1, **profile(**wrong))
        with pytest.raises(Invalid):
            operations.edit_profile(ada.actor, member, version=0, **profile())


def test_a_member_who_is_gone_has_no_profile_to_edit(app: Flask) -> None:
    with transaction(app), pytest.raises(NotFound):
        operations.edit_profile(SYSTEM, Member(id=404), version=1, **profile())


def test_a_suspended_member_reads_the_account_but_changes_nothing(app: Flask, ada: Person, ada_reading: Reader) -> None:
    with transaction(app):
        operations.suspend_member(SYSTEM, queries.known_member(ada.handle))
    assert ada_reading.get("/account").status_code == 200
    refused = ada_reading.get(PAGE)
    assert refused.status_code == 403
    assert "suspended" in refused.text


@pytest.mark.parametrize("path", ["/account", PAGE])
def test_a_stranger_is_sent_to_log_in_first(reader: Reader, path: str) -> None:
    assert reader.get(path).location == f"/login?next={path}"


def test_the_account_shows_the_address_to_its_member_only(ada: Person, ada_reading: Reader) -> None:
    page = ada_reading.get("/account")
    assert ada.email in page.text
    assert "no-store" in page.headers["Cache-Control"]

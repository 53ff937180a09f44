"""Opening a hub."""

import pytest

from northforum.access.actor import SYSTEM
from northforum.access.roles import HubRole
from northforum.core import richtext
from northforum.core.db import transaction
from northforum.core.errors import Forbidden, Invalid
from northforum.hubs import operations
from northforum.hubs.models import HubKind
from northforum.hubs.operations import HubDetails
from tests.browser import visit
from tests.cast import Cast
from tests.hubs.conftest import count_of, hub_at, place_of


def details(**over: object) -> HubDetails:
    given = {"name": "Tide Mill", "kind": HubKind.VENUE, "place": "Whitby", "about": richtext.profile("A *mill*.")}
    return HubDetails(**{**given, **over})  # type: ignore[arg-type]


def test_an_editor_opens_a_hub_and_is_its_host(cast: Cast) -> None:
    actor = cast.actor(cast.editor)
    with transaction(cast.app):
        hub = operations.found_hub(actor, details(offers="A stage\nA kettle"))
        assert (hub.slug, hub.about_html.strip(), hub.offer_lines) == (
            "tide-mill",
            "<p>A <em>mill</em>.</p>",
            ["A stage", "A kettle"],
        )
    place = place_of(cast, cast.editor, "tide-mill")
    assert place is not None
    assert place.role is HubRole.HOST
    assert count_of(cast, "tide-mill") == 1


def test_the_system_opens_a_hub_for_its_hosts(cast: Cast) -> None:
    with transaction(cast.app):
        hosts = [cast.member.member_id, cast.other.member_id, cast.member.member_id]
        operations.found_hub(SYSTEM, details(), slug="mill", hosts=hosts)
    assert count_of(cast, "mill") == 2


def test_a_hub_is_never_without_a_host(cast: Cast) -> None:
    with transaction(cast.app), pytest.raises(Invalid, match="look after it"):
        operations.found_hub(SYSTEM, details())


@pytest.mark.parametrize("name", ["Weir Yard", "New"])
def test_an_address_is_given_once(cast: Cast, name: str) -> None:
    actor = cast.actor(cast.editor)
    with transaction(cast.app), pytest.raises(Invalid) as refusal:
        operations.found_hub(actor, details(name=name))
    assert "name" in refusal.value.fields


@pytest.mark.parametrize("name", ["member", "host", "contributor", "moderator", "suspended"])
def test_others_do_not_open_hubs(cast: Cast, name: str) -> None:
    actor = cast.actor(getattr(cast, name))
    with transaction(cast.app), pytest.raises(Forbidden):
        operations.found_hub(actor, details())


def test_the_form_opens_a_hub(cast: Cast) -> None:
    page = visit(cast.client(cast.editor), "/hubs").follow("Open a hub")
    page = page.form("/hubs/new").submit(
        name="Tide Mill", in_short="A mill by the sea.", place="Whitby", district="yo21", kind="venue",
        offers="A stage\n\n A kettle ", links="https://mill.example",
    )  # fmt: skip
    assert page.url == "/hubs/tide-mill"
    assert "Tide Mill is open. You are its host." in page.text
    with cast.app.app_context():
        hub = hub_at("tide-mill")
        assert (hub.district, hub.offer_lines, hub.links) == ("YO21", ["A stage", "A kettle"], ["https://mill.example"])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter a name."),
        ("name", "Weir Yard", "There is a hub of this name already."),
        ("district", "M3 4JX", "first half of a postcode"),
        ("district", "1234", "first half of a postcode"),
        ("offers", "\n".join("abcdefghijklm"), "12 lines at most"),
        ("offers", "x" * 121, "120 characters"),
        ("links", "javascript:alert(1)", "not a web address"),
        ("kind", "palace", "choice"),
        ("in_short", "x" * 201, "200 characters"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    cast: Cast, field: str, value: str, sentence: str
) -> None:
    form = visit(cast.client(cast.editor), "/hubs/new").form("/hubs/new")
    typed = {"name": "Tide Mill", "in_short": "A mill by the sea.", "place": "Whitby", field: value}
    page = form.submit(**typed)
    assert page.status == 422
    assert sentence in page.text
    assert 'value="Whitby"' in page.html

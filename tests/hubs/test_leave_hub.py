"""Leaving a hub."""

import pytest

from northforum.access.actor import SYSTEM
from northforum.access.roles import HubRole
from northforum.core.db import transaction
from northforum.core.errors import Invalid, NeedsSignIn
from northforum.hubs import operations
from tests.browser import visit
from tests.cast import Cast
from tests.hubs.conftest import Act, Hubs, count_of, hub_at, place_of


def test_a_member_leaves_and_is_counted_no_more(cast: Cast, hubs: Hubs, act: Act) -> None:
    before = count_of(cast, hubs.public)
    act(operations.leave_hub, cast.member, hubs.public)
    assert place_of(cast, cast.member, hubs.public) is None
    assert count_of(cast, hubs.public) == before - 1


def test_leaving_twice_counts_once(cast: Cast, hubs: Hubs, act: Act) -> None:
    before = count_of(cast, hubs.public)
    for _ in range(2):
        act(operations.leave_hub, cast.member, hubs.public)
    assert count_of(cast, hubs.public) == before - 1


def test_taking_back_a_wish_changes_no_count(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="A press.")
    act(operations.leave_hub, cast.other, hubs.on_request)
    assert place_of(cast, cast.other, hubs.on_request) is None
    assert count_of(cast, hubs.on_request) == 1


def test_the_last_host_stays(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(Invalid, match="only host"):
        act(operations.leave_hub, cast.host, hubs.public)
    assert place_of(cast, cast.host, hubs.public) is not None


def test_a_host_leaves_once_there_is_another(cast: Cast, hubs: Hubs, act: Act) -> None:
    with transaction(cast.app):
        operations.admit_member(SYSTEM, hub_at(hubs.public), cast.member.member_id, role=HubRole.HOST)
    act(operations.leave_hub, cast.host, hubs.public)
    assert place_of(cast, cast.host, hubs.public) is None


def test_strangers_have_nothing_to_leave(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(NeedsSignIn):
        act(operations.leave_hub, None, hubs.public)


def test_the_page_asks_once(cast: Cast, hubs: Hubs) -> None:
    client = cast.client(cast.member)
    asked = visit(client, f"/hubs/{hubs.public}").follow("Leave")
    assert "Leave this hub?" in asked.headings
    left = asked.form("/leave$").submit()
    assert "You have left Weir Yard." in left.text
    again = asked.form("/leave$").submit()
    assert "You are not a member of Weir Yard." in again.text
    assert client.get(f"/hubs/{hubs.public}/leave").location == f"/hubs/{hubs.public}"


def test_the_last_host_reads_why(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(cast.host), f"/hubs/{hubs.public}/leave").form("/leave$").submit()
    assert page.status == 422
    assert "You are the only host of Weir Yard" in page.text


def test_whoever_leaves_a_secret_hub_is_led_to_the_directory(cast: Cast, hubs: Hubs) -> None:
    client = cast.client(cast.member)
    page = visit(client, f"/hubs/{hubs.secret}/leave").form("/leave$").submit()
    assert page.url == "/hubs"
    assert "The Back Room" not in page.headings
    assert client.get(f"/hubs/{hubs.secret}").status_code == 404


def test_a_wish_is_taken_back_on_a_page_of_its_own(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="A press.")
    page = visit(cast.client(cast.other), f"/hubs/{hubs.on_request}").follow("Take it back")
    assert "Take back your request?" in page.headings
    page.form("/leave$").submit()
    assert place_of(cast, cast.other, hubs.on_request) is None

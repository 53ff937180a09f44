"""Hosts let people in, or not."""

from collections.abc import Callable

import pytest

from northforum.core.errors import Conflict, Forbidden, NeedsSignIn
from northforum.hubs import operations
from tests.browser import visit
from tests.cast import Cast
from tests.conftest import Clock, Mailbox
from tests.hubs.conftest import Act, Hubs, count_of, place_of

DECISIONS = (operations.accept_request, operations.decline_request)


@pytest.fixture
def asked(cast: Cast, hubs: Hubs, act: Act, worker: Callable[[], int]) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="Two stools.")
    worker()


@pytest.mark.usefixtures("asked")
def test_a_host_lets_somebody_in(
    cast: Cast, hubs: Hubs, act: Act, clock: Clock, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    clock.advance(days=3)
    act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)
    place = place_of(cast, cast.other, hubs.on_request)
    assert place is not None
    assert place.is_active
    assert place.joined_at == clock.now()
    assert count_of(cast, hubs.on_request) == 2
    worker()
    assert "let you in" in mailbox.text(cast.other.email)


@pytest.mark.usefixtures("asked")
def test_saying_yes_twice_counts_once_and_mails_once(
    cast: Cast, hubs: Hubs, act: Act, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    for _ in range(2):
        act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)
    worker()
    assert count_of(cast, hubs.on_request) == 2
    assert len(mailbox.to(cast.other.email)) == 1


@pytest.mark.usefixtures("asked")
def test_a_host_says_no_and_the_member_may_ask_again(
    cast: Cast, hubs: Hubs, act: Act, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    for _ in range(2):
        act(operations.decline_request, cast.host, hubs.on_request, cast.other.member_id)
    assert place_of(cast, cast.other, hubs.on_request) is None
    assert count_of(cast, hubs.on_request) == 1
    worker()
    assert "cannot take you in" in mailbox.text(cast.other.email)
    act(operations.join_hub, cast.other, hubs.on_request, answer="Three stools.")


@pytest.mark.usefixtures("asked")
def test_nobody_is_told_no_after_asking_again(
    cast: Cast, hubs: Hubs, act: Act, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    act(operations.decline_request, cast.host, hubs.on_request, cast.other.member_id)
    act(operations.join_hub, cast.other, hubs.on_request, answer="Three stools.")
    worker()
    assert not mailbox.to(cast.other.email)


@pytest.mark.usefixtures("asked")
def test_nobody_is_told_yes_after_leaving(
    cast: Cast, hubs: Hubs, act: Act, worker: Callable[[], int], mailbox: Mailbox
) -> None:
    act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)
    act(operations.leave_hub, cast.other, hubs.on_request)
    worker()
    assert not mailbox.to(cast.other.email)


@pytest.mark.usefixtures("asked")
def test_two_hosts_who_disagree_are_told(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)
    with pytest.raises(Conflict):
        act(operations.decline_request, cast.host, hubs.on_request, cast.other.member_id)


def test_a_request_that_is_gone_cannot_be_accepted(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(Conflict):
        act(operations.accept_request, cast.host, hubs.on_request, cast.other.member_id)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("name", ["member", "other", "editor", "moderator", "administrator", "suspended"])
def test_nobody_but_a_host_decides(cast: Cast, hubs: Hubs, act: Act, decision: object, name: str) -> None:
    with pytest.raises(Forbidden):
        act(decision, getattr(cast, name), hubs.on_request, cast.other.member_id)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("decision", DECISIONS)
def test_strangers_sign_in_first(cast: Cast, hubs: Hubs, act: Act, decision: object) -> None:
    with pytest.raises(NeedsSignIn):
        act(decision, None, hubs.on_request, cast.other.member_id)


@pytest.mark.usefixtures("asked")
def test_the_page_lists_who_waits_and_decides(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(cast.host), f"/hubs/{hubs.on_request}").follow("Requests · 1")
    assert "Two stools." in page.text
    page = page.form("/accept$").submit()
    assert f"{cast.other.name} is a member of Lamp Street now." in page.text
    assert "Nobody is waiting" in page.text


@pytest.mark.usefixtures("asked")
def test_the_page_declines(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(cast.host), f"/hubs/{hubs.on_request}/requests").form("/decline$").submit()
    assert "was declined" in page.text
    assert place_of(cast, cast.other, hubs.on_request) is None


def test_the_page_is_the_hosts_own(cast: Cast, hubs: Hubs) -> None:
    address = f"/hubs/{hubs.on_request}/requests"
    answers = {name: cast.client(getattr(cast, name)).get(address).status_code for name in ("host", "member", "editor")}
    assert answers == {"host": 200, "member": 403, "editor": 403}
    assert cast.client().get(address).location.startswith("/login")


def test_a_decision_about_nobody_is_not_found(cast: Cast, hubs: Hubs) -> None:
    client = cast.client(cast.host)
    token = visit(client, f"/hubs/{hubs.on_request}/edit").form("/edit$").fields["csrf_token"]
    for handle in ("nobody-at-all", "%00"):
        sent = client.post(f"/hubs/{hubs.on_request}/requests/{handle}/accept", data={"csrf_token": token})
        assert sent.status_code == 404

"""Joining a hub, or asking to."""

import pytest
from flask.testing import FlaskClient

from northforum.core.errors import Forbidden, Invalid, NeedsSignIn
from northforum.hubs import operations
from northforum.hubs.models import MembershipState
from tests.browser import visit
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.hubs.conftest import Act, Hubs, count_of, place_of


def test_a_member_joins_an_open_hub_at_once(cast: Cast, hubs: Hubs, act: Act) -> None:
    before = count_of(cast, hubs.public)
    act(operations.join_hub, cast.other, hubs.public)
    place = place_of(cast, cast.other, hubs.public)
    assert place is not None
    assert place.is_active
    assert count_of(cast, hubs.public) == before + 1


def test_joining_twice_is_one_membership(cast: Cast, hubs: Hubs, act: Act) -> None:
    before = count_of(cast, hubs.public)
    for _ in range(2):
        act(operations.join_hub, cast.other, hubs.public)
    assert count_of(cast, hubs.public) == before + 1


def test_a_hub_on_request_notes_the_wish_and_counts_nobody(cast: Cast, hubs: Hubs, act: Act) -> None:
    before = count_of(cast, hubs.on_request)
    act(operations.join_hub, cast.other, hubs.on_request, answer="A press and two stools.")
    place = place_of(cast, cast.other, hubs.on_request)
    assert place is not None
    assert (place.state, place.answer) == (MembershipState.REQUESTED, "A press and two stools.")
    assert count_of(cast, hubs.on_request) == before
    assert cast.actor(cast.other).hub_roles == {}


def test_the_hosts_question_wants_an_answer(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(Invalid) as refusal:
        act(operations.join_hub, cast.other, hubs.on_request, answer=" \u200b ")
    assert "answer" in refusal.value.fields
    assert place_of(cast, cast.other, hubs.on_request) is None


def test_the_hosts_hear_of_it_once(cast: Cast, hubs: Hubs, act: Act, worker: object, mailbox: Mailbox) -> None:
    for _ in range(2):
        act(operations.join_hub, cast.other, hubs.on_request, answer="A press.\nAnd two stools.")
    assert callable(worker)
    worker()
    assert len(mailbox.to(cast.host.email)) == 1
    assert cast.other.name in str(mailbox.last(cast.host.email)["Subject"])
    words = mailbox.text(cast.host.email)
    assert "> A press." in words
    assert "> And two stools." in words
    assert f"/hubs/{hubs.on_request}/requests" in words


def test_a_wish_that_was_taken_back_is_not_told(
    cast: Cast, hubs: Hubs, act: Act, worker: object, mailbox: Mailbox
) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="A press.")
    act(operations.leave_hub, cast.other, hubs.on_request)
    assert callable(worker)
    worker()
    assert not mailbox.to(cast.host.email)


def test_a_wish_becomes_a_place_once_the_hub_is_open(cast: Cast, hubs: Hubs, act: Act) -> None:
    act(operations.join_hub, cast.other, hubs.on_request, answer="A press.")
    with_open_door(cast, hubs, act)
    act(operations.join_hub, cast.other, hubs.on_request)
    place = place_of(cast, cast.other, hubs.on_request)
    assert place is not None
    assert place.is_active
    assert count_of(cast, hubs.on_request) == 2


def with_open_door(cast: Cast, hubs: Hubs, act: Act) -> None:
    form = visit(cast.client(cast.host), f"/hubs/{hubs.on_request}/edit").form("/edit$")
    assert form.submit(joining="open").status == 200


def test_a_hub_that_invites_refuses_with_a_sentence(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(Forbidden, match="by invitation"):
        act(operations.join_hub, cast.other, hubs.members_only)
    assert place_of(cast, cast.other, hubs.members_only) is None


def test_strangers_and_the_suspended_do_not_join(cast: Cast, hubs: Hubs, act: Act) -> None:
    with pytest.raises(NeedsSignIn):
        act(operations.join_hub, None, hubs.public)
    with pytest.raises(Forbidden):
        act(operations.join_hub, cast.suspended, hubs.public)


def test_the_page_has_one_button_and_says_what_happened(cast: Cast, hubs: Hubs) -> None:
    page = visit(cast.client(cast.other), f"/hubs/{hubs.public}").form("/join$").submit()
    assert "You are a member of Weir Yard." in page.text
    assert page.url == f"/hubs/{hubs.public}"


def test_asking_keeps_a_refused_page_and_takes_an_answer(cast: Cast, hubs: Hubs) -> None:
    client = cast.client(cast.other)
    page = visit(client, f"/hubs/{hubs.on_request}")
    assert "What would you bring to the yard?" in page.text
    refused = page.form("/join$").submit(answer=" ")
    assert refused.status == 422
    assert "The hosts ask everybody this." in refused.text
    asked = refused.form("/join$").submit(answer="Two stools.")
    assert "have been asked" in asked.text
    assert "You asked to join" in asked.text


def test_an_answer_that_is_too_long_is_kept(cast: Cast, hubs: Hubs) -> None:
    long = "stool " * 400
    page = visit(cast.client(cast.other), f"/hubs/{hubs.on_request}/join").form("/join$").submit(answer=long)
    assert page.status == 422
    assert long.strip() in page.text


@pytest.mark.parametrize("answer", ["\0", "a\ud800", "y" * 70_000])
def test_bad_input_gets_a_sentence(cast: Cast, hubs: Hubs, answer: str) -> None:
    client = cast.client(cast.other)
    fields = visit(client, f"/hubs/{hubs.on_request}/join").form("/join$").fields
    sent = client.post(f"/hubs/{hubs.on_request}/join", data={**fields, "answer": answer.encode("utf-8", "replace")})
    assert sent.status_code in {400, 422} or place_of(cast, cast.other, hubs.on_request) is not None


def test_who_is_in_is_led_back_from_the_form(cast: Cast, hubs: Hubs) -> None:
    assert cast.client(cast.member).get(f"/hubs/{hubs.public}/join").location == f"/hubs/{hubs.public}"


def test_a_stranger_is_sent_to_log_in_and_back(client: FlaskClient, cast: Cast, hubs: Hubs) -> None:
    answer = client.get(f"/hubs/{hubs.on_request}/join")
    assert answer.location == f"/login?next=/hubs/{hubs.on_request}/join"


def test_a_secret_hub_is_not_there_to_be_joined(cast: Cast, hubs: Hubs) -> None:
    client = cast.client(cast.other)
    token = visit(client, f"/hubs/{hubs.public}").form("/join$").fields["csrf_token"]
    assert client.get(f"/hubs/{hubs.secret}/join").status_code == 404
    assert client.post(f"/hubs/{hubs.secret}/join", data={"csrf_token": token}).status_code == 404


def test_joining_is_limited_by_the_hour(cast: Cast, hubs: Hubs, make_app: object) -> None:
    assert callable(make_app)
    limited = Cast(**{**vars(cast), "app": make_app(rate_limits=True)})
    client = limited.client(cast.other)
    token = visit(client, f"/hubs/{hubs.public}").form("/join$").fields["csrf_token"]
    statuses = [client.post(f"/hubs/{hubs.public}/join", data={"csrf_token": token}).status_code for _ in range(31)]
    assert statuses[-2:] == [302, 429]

"""What each actor sees of hubs: a secret one leaks nowhere, and what is inside stays inside."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from northforum.access.actor import SYSTEM
from northforum.access.roles import HubRole
from northforum.articles.models import Article
from northforum.core import clock as core_clock
from northforum.core.db import db, transaction
from northforum.core.errors import Invalid, NotFound
from northforum.hubs import operations, policy, queries
from northforum.hubs.models import Hub, HubKind
from tests import factories
from tests.cast import Cast, Person
from tests.conftest import Clock
from tests.hubs.conftest import Hubs, hub_at

PEOPLE = ("stranger", "member", "other", "host", "editor", "moderator", "administrator")
INSIDE = {"member", "host", "moderator", "administrator"}


def person(cast: Cast, name: str) -> Person | None:
    found: Person | None = None if name == "stranger" else getattr(cast, name)
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_the_conditions_say_what_the_policy_says(cast: Cast, hubs: Hubs, name: str) -> None:
    actor = cast.actor(person(cast, name))
    with cast.app.app_context():
        every = db.session.scalars(select(Hub)).all()
        seen = set(db.session.scalars(select(Hub.slug).where(queries.listed(actor))))
        inside = set(db.session.scalars(select(Hub.slug).where(queries.open_inside(actor))))
        assert seen == {hub.slug for hub in every if policy.may_see(actor, hub)}
        assert inside == {hub.slug for hub in every if policy.may_look_inside(actor, hub)}
        assert (hubs.secret in seen) is (name in INSIDE)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_secret_hub_leaks_into_no_list(cast: Cast, hubs: Hubs, name: str) -> None:
    actor = cast.actor(person(cast, name))
    with transaction(cast.app):
        article = db.session.scalars(select(Article).order_by(Article.id).limit(1)).one()
        operations.name_hubs(SYSTEM, article, [hubs.public, hubs.secret])
    with cast.app.app_context():
        article_id = db.session.scalars(select(Article.id).order_by(Article.id).limit(1)).one()
        lists = {
            "directory": {hub.slug for _, place in queries.hub_list(actor) for hub in place},
            "largest": {hub.slug for hub in queries.largest_hubs(actor, 50)},
            "rail": {hub.slug for hub in queries.hubs_of_article(actor, article_id)},
            "profile": {hub.slug for hub in queries.hubs_of_member(actor, cast.member.member_id)},
            "choice": {slug for slug, _ in queries.hubs_for_choice(actor)},
            "named": set(queries.named_slugs(actor, article_id)),
            "ids": set(queries.ids_by_slug(actor, hubs.all())),
        }
        assert {name: hubs.secret in slugs for name, slugs in lists.items()} == dict.fromkeys(lists, name in INSIDE)
        assert all(hubs.public in slugs for slugs in lists.values())


def test_a_secret_hub_is_not_there_for_others(cast: Cast, hubs: Hubs) -> None:
    other, member = cast.actor(cast.other), cast.actor(cast.member)
    with cast.app.app_context():
        with pytest.raises(NotFound):
            queries.visible_hub(other, hubs.secret)
        assert queries.visible_hub(member, hubs.secret).slug == hubs.secret


@pytest.mark.parametrize("slug", ["", "no-such-hub", "\0", "\ud800", "Weir Yard", "a" * 5000])
def test_what_is_no_slug_is_not_found(cast: Cast, slug: str) -> None:
    with cast.app.app_context(), pytest.raises(NotFound):
        queries.visible_hub(cast.actor(cast.member), slug)


def test_the_places_of_a_members_only_hub_are_shown_to_its_members(cast: Cast, hubs: Hubs) -> None:
    actors = {name: cast.actor(person(cast, name)) for name in PEOPLE}
    with cast.app.app_context():
        hub = hub_at(hubs.members_only)
        shown = {
            name
            for name, actor in actors.items()
            if hubs.members_only in {place.slug for place in queries.hubs_of_member(actor, cast.host.member_id)}
        }
        assert shown == INSIDE
        assert {name for name, actor in actors.items() if queries.hosts_of(actor, hub)} == INSIDE
        assert {name for name, actor in actors.items() if queries.newest_members(actor, hub, 5)} == INSIDE
        assert {name for name, actor in actors.items() if queries.members_of(actor, hub).items} == INSIDE


def test_the_directory_groups_by_place_and_filters_by_kind(cast: Cast, hubs: Hubs) -> None:
    with transaction(cast.app):
        factories.a_hub("A Stage", hosts=[cast.host.member_id], kind=HubKind.VENUE, place="Bury")
    stranger = cast.actor(None)
    with cast.app.app_context():
        listed = [(place, [hub.name for hub in group]) for place, group in queries.hub_list(stranger)]
        assert listed == [("Bury", ["A Stage", "Pulley House"]), ("Salford", ["Lamp Street", "Weir Yard"])]
        venues = queries.hub_list(stranger, HubKind.VENUE)
        assert [hub.name for _, group in venues for hub in group] == ["A Stage"]


def test_members_come_in_pages_newest_first(
    cast: Cast, hubs: Hubs, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.places, "MEMBERS_A_PAGE", 2)
    with transaction(cast.app):
        clock.set(core_clock.now() + timedelta(days=400))
        for each in (cast.editor, cast.other, cast.moderator):
            operations.admit_member(SYSTEM, hub_at(hubs.public), each.member_id)
    stranger = cast.actor(None)
    with cast.app.app_context():
        hub, names, after = hub_at(hubs.public), [], None
        for _ in range(3):
            page = queries.members_of(stranger, hub, after)
            names += [row.name for row in page.items]
            after = page.next_cursor
        newest = [cast.moderator.name, cast.other.name, cast.editor.name]
        assert names[:3] == newest
        assert set(names[3:]) == {cast.host.name, cast.member.name}
        assert after is None


@pytest.mark.parametrize("after", ["nonsense", "WyJub3QgYSB0aW1lIiwxXQ", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwxXQ"])
def test_a_wrong_cursor_is_refused(cast: Cast, hubs: Hubs, after: str) -> None:
    with cast.app.app_context(), pytest.raises((Invalid, NotFound)):
        queries.members_of(cast.actor(None), hub_at(hubs.public), after)


def test_roles_are_those_of_active_places(cast: Cast, hubs: Hubs) -> None:
    with cast.app.app_context():
        ids = {slug: hub_at(slug).id for slug in hubs.all()}
        member_roles = queries.roles_of(cast.member.member_id)
        assert member_roles == {ids[slug]: HubRole.MEMBER for slug in (hubs.public, hubs.members_only, hubs.secret)}
        assert queries.roles_of(cast.host.member_id) == dict.fromkeys(ids.values(), HubRole.HOST)


def test_articles_of_a_hub_are_those_that_the_reader_may_read(cast: Cast, hubs: Hubs) -> None:
    with transaction(cast.app):
        for article in db.session.scalars(select(Article)):
            operations.name_hubs(SYSTEM, article, [hubs.public])
    stranger, member = cast.actor(None), cast.actor(cast.member)
    with cast.app.app_context():
        hub = hub_at(hubs.public)
        assert {card.headline for card in queries.articles_of_hub(stranger, hub, 9)} == {"Rent by the month"}
        read = {card.headline for card in queries.articles_of_hub(member, hub, 9)}
        assert read == {"Rent by the month", "What we charge"}

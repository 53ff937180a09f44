"""An article names the hubs that it concerns."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from northforum.access.actor import SYSTEM, Actor
from northforum.articles.models import Article
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden, Invalid
from northforum.hubs import operations, queries
from tests import factories
from tests.cast import Cast
from tests.hubs.conftest import Hubs


def name(cast: Cast, actor: Actor, slugs: Sequence[str], *, path: str = "") -> None:
    with transaction(cast.app):
        slug = (path or cast.world.article).rpartition("/")[2]
        article = db.session.scalars(select(Article).where(Article.slug == slug)).one()
        operations.name_hubs(actor, article, slugs)


def named(cast: Cast) -> list[str]:
    with cast.app.app_context():
        slug = cast.world.article.rpartition("/")[2]
        article_id = db.session.scalars(select(Article.id).where(Article.slug == slug)).one()
        return queries.named_slugs(SYSTEM, article_id)


def test_an_editor_names_hubs_and_changes_the_mind(cast: Cast, hubs: Hubs) -> None:
    editor = cast.actor(cast.editor)
    name(cast, editor, [hubs.public, hubs.on_request, hubs.public])
    assert named(cast) == [hubs.on_request, hubs.public]
    name(cast, editor, [hubs.public, hubs.members_only])
    assert named(cast) == [hubs.members_only, hubs.public]
    name(cast, editor, [])
    assert named(cast) == []


def test_a_hub_that_the_editor_cannot_know_of_stays_named(cast: Cast, hubs: Hubs) -> None:
    name(cast, SYSTEM, [hubs.secret, hubs.public])
    name(cast, cast.actor(cast.editor), [hubs.on_request])
    assert set(named(cast)) == {hubs.secret, hubs.on_request}


@pytest.mark.parametrize("slug", ["no-such-hub", "\0", "the-back-room"])
def test_an_unknown_or_secret_hub_is_refused_alike(cast: Cast, hubs: Hubs, slug: str) -> None:
    with pytest.raises(Invalid) as refusal:
        name(cast, cast.actor(cast.editor), [hubs.public, slug])
    assert refusal.value.fields == {"hubs": "One of these hubs is not known. Choose from the list."}
    assert named(cast) == []


def test_a_contributor_names_hubs_for_their_own_piece_only(cast: Cast, hubs: Hubs) -> None:
    contributor = cast.actor(cast.contributor)
    name(cast, contributor, [hubs.public], path=cast.world.draft)
    with pytest.raises(Forbidden):
        name(cast, contributor, [hubs.public])


def test_too_many_hubs_are_refused(cast: Cast, hubs: Hubs) -> None:
    with transaction(cast.app):
        more = [factories.a_hub(f"Yard {number}", hosts=[cast.host.member_id]).slug for number in range(12)]
    with pytest.raises(Invalid) as refusal:
        name(cast, SYSTEM, [hubs.public, *more])
    assert "12 hubs at most" in refusal.value.fields["hubs"]

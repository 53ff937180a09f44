"""The audience rule: the question and the clause say the same for everybody."""

from flask import Flask
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import literal, select

from northforum.access import audience
from northforum.access.actor import STRANGER, SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import HubRole, Role
from northforum.core.db import db

ACTORS = st.one_of(
    st.just(STRANGER),
    st.just(SYSTEM),
    st.builds(
        Actor,
        member_id=st.just(1),
        roles=st.frozensets(st.sampled_from(Role)),
        hub_roles=st.dictionaries(st.integers(1, 3), st.sampled_from(HubRole)),
    ),
)


class Thing(audience.HasAudience):
    """A thing with an audience that stands in no table."""

    def __init__(self, kind: Audience, ref: int | None) -> None:
        self.audience = kind
        self.audience_ref = ref


class Columns:
    """The same thing as constant columns of a query."""

    def __init__(self, kind: Audience, ref: int | None) -> None:
        self.audience = literal(kind.value)
        self.audience_ref = literal(ref)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(actor=ACTORS, kind=st.sampled_from(Audience), ref=st.integers(1, 3))
def test_the_question_and_the_clause_agree(app: Flask, actor: Actor, kind: Audience, ref: int) -> None:
    ref_or_none = ref if kind is Audience.HUB else None
    with app.app_context():
        row = db.session.execute(select(1).where(audience.clause(Columns(kind, ref_or_none), actor))).first()
    assert audience.admits(actor, Thing(kind, ref_or_none)) is (row is not None)

"""The command that builds the index anew, also after it was interrupted."""

from click.testing import CliRunner
from sqlalchemy import func, select

from northforum.core.db import db, transaction
from northforum.search import cli, operations, queries
from northforum.search.models import Entry, Reached
from tests.cast import Cast
from tests.search import world


def reindex(cast: Cast, *words: str) -> str:
    """Run the command on the cast's site; return what it says."""
    run = CliRunner().invoke(cli.reindex, list(words), obj=lambda: cast.app)
    assert run.exit_code == 0, run.output
    return run.output


def entries(cast: Cast) -> int:
    """Return how many entries there are."""
    with cast.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def test_it_fills_an_empty_index_and_says_how_much(cast: Cast) -> None:
    said = reindex(cast)
    assert "filled anew" in said
    assert f"complete: {entries(cast)} things" in said
    assert world.numbers(cast.app, "march") == [1]


def test_a_second_build_finds_the_same(cast: Cast) -> None:
    reindex(cast)
    before = entries(cast)
    reindex(cast)
    assert entries(cast) == before
    with cast.app.test_request_context():
        assert queries.count_disagreements() == []
        assert not queries.is_being_rebuilt()


def test_an_interrupted_build_goes_on_where_it_stood(cast: Cast) -> None:
    world.take_in(cast.app)
    with transaction(cast.app):
        operations.begin_rebuild()
        operations.index_new(1)
    with cast.app.test_request_context():
        assert queries.is_being_rebuilt()
        kept = set(db.session.scalars(select(Entry.id)))
    assert len(kept) == 4
    assert "interrupted build goes on" in reindex(cast)
    with cast.app.test_request_context():
        assert kept < set(db.session.scalars(select(Entry.id)))
        assert not queries.is_being_rebuilt()


def test_an_interrupted_build_can_be_begun_again(cast: Cast) -> None:
    with transaction(cast.app):
        operations.begin_rebuild()
        operations.index_new(1)
        before = db.session.scalar(select(func.min(Reached.reached_id)))
    assert before
    assert "filled anew" in reindex(cast, "--anew")


def test_what_is_said_during_a_build_is_found_afterwards(cast: Cast) -> None:
    with transaction(cast.app):
        operations.begin_rebuild()
    number = world.say(cast, cast.member, "A new lathe has come.")
    reindex(cast)
    assert world.numbers(cast.app, "lathe") == [number]

"""What a muted member says is folded away for whoever muted them, and for nobody else."""

from northforum.core.db import transaction
from northforum.discussion import operations, queries
from northforum.members import queries as members_queries
from tests.cast import Cast

RULE = '.comment:is([data-author="edith-thornley"])'


def mute(cast: Cast) -> None:
    with transaction(cast.app):
        operations.mute_member(cast.actor(cast.member), members_queries.known_member(cast.editor.handle))


def test_a_rule_names_the_muted_on_each_page_with_comments(cast: Cast) -> None:
    mute(cast)
    client = cast.client(cast.member)
    for path in (
        cast.world.article,
        f"{cast.world.article}/comments?sort=oldest",
        f"/comments/{cast.world.comments[2]}",
    ):
        page = client.get(path).text
        assert RULE in page, path
        assert "A comment by a member you muted" in page
        assert "Send us the letters" in page


def test_nobody_else_gets_the_rule(cast: Cast) -> None:
    mute(cast)
    for person in (None, cast.other, cast.editor):
        for _ in range(2):
            assert "muted" not in cast.client(person).get(cast.world.article).text.partition("<body")[0]


def test_the_muted_are_left_out_of_voices(cast: Cast) -> None:
    mute(cast)
    with transaction(cast.app):
        heard = {person: authors(cast, person) for person in ("member", "other")}
    assert heard["other"] - heard["member"] == {cast.editor.member_id}


def authors(cast: Cast, name: str) -> set[int]:
    return {row.author_id for row in queries.latest_comments(cast.actor(getattr(cast, name)), 20)}

"""How much each member has said."""

from dataclasses import dataclass

from flask import Flask

from northforum.core.db import transaction
from northforum.members import operations, queries
from tests.members.conftest import Person


@dataclass(frozen=True)
class Written:
    author_id: int


def test_comments_are_counted_for_their_writer_alone(app: Flask, ada: Person, ben: Person) -> None:
    with transaction(app):
        for _ in range(3):
            operations.count_comment(Written(ada.id))
        operations.uncount_comment(Written(ada.id))
        assert queries.comment_counts() == {ada.id: 2, ben.id: 0}


def test_a_count_is_set_right(app: Flask, ada: Person) -> None:
    with transaction(app):
        operations.set_comment_count(ada.id, 41)
        operations.note_comment(ada.id, +1)
        assert queries.comment_counts() == {ada.id: 42}

"""Handles in comments: links to members, and rows for whoever tells them."""

import uuid

from northforum.core.db import begin_write, db, transaction
from northforum.discussion import forms, operations, queries
from northforum.discussion.models import CommentMention
from tests.discussion.talk import Talk, row, statements

OREN = '<a href="/members/oren-rigby">@oren-rigby</a>'


def test_a_handle_leads_to_the_members_page(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), "As @oren-rigby and @nobody-here said.", form_key=uuid.uuid4().hex)
    comment = newest(talk)
    assert answer.status_code == 303
    assert f"As {OREN} and @nobody-here said." in talk.comment(comment).element
    assert mentioned(talk, comment) == {"oren"}


def test_an_edit_tells_whom_it_names_now(talk: Talk) -> None:
    client = talk.client("maud")
    talk.post(client, "@oren-rigby @edith-rigby", form_key=uuid.uuid4().hex)
    comment = newest(talk)
    body = "@edith-rigby @moss-rigby @maud-rigby"
    assert talk.send(client, f"/comments/{comment}/edit", body=body, version="1").status_code == 303
    assert mentioned(talk, comment) == {"edith", "moss", "maud"}
    assert OREN not in talk.comment(comment).element
    assert talk.send(client, f"/comments/{comment}/edit", body="Nobody.", version="2").status_code == 303
    assert mentioned(talk, comment) == set()


def test_a_form_sent_again_names_nobody_twice(talk: Talk) -> None:
    client, key = talk.client("maud"), uuid.uuid4().hex
    for _ in range(2):
        assert talk.post(client, "@oren-rigby", form_key=key).status_code == 303
    assert mentioned(talk, newest(talk)) == {"oren"}


def test_a_refused_comment_names_nobody(talk: Talk) -> None:
    answer = talk.post(talk.client("maud"), "@oren-rigby", form_key=uuid.uuid4().hex, parent="0" * 12)
    assert answer.status_code == 422
    with transaction(talk.app):
        assert db.session.scalars(db.select(CommentMention)).all() == []


def test_handles_are_looked_up_in_one_query_and_words_without_any_in_none(talk: Talk) -> None:
    with transaction(talk.app):
        begin_write()
        with statements(talk.app) as seen:
            forms.render_comment("@oren-rigby @edith-rigby and @moss-rigby")
            assert len(seen) == 1
            forms.render_comment("me@oren-rigby and `@oren-rigby`")
    assert len(seen) == 1


def test_a_withdrawn_comment_still_knows_whom_it_named(talk: Talk) -> None:
    talk.post(talk.client("maud"), "@oren-rigby", form_key=uuid.uuid4().hex)
    comment = newest(talk)
    talk.do(operations.withdraw_comment, "maud", comment)
    assert OREN not in talk.comment(comment).element
    assert mentioned(talk, comment) == {"oren"}


def newest(talk: Talk) -> str:
    with transaction(talk.app):
        found = db.session.execute(db.text("SELECT public_id FROM comment ORDER BY id DESC")).scalar()
        return str(found)


def mentioned(talk: Talk, public_id: str) -> set[str]:
    names = {actor.member_id: name for name, actor in talk.actors.items()}
    with transaction(talk.app):
        return {names[member_id] for member_id in queries.mentioned_ids(row(public_id))}

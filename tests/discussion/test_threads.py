"""What the owner of a thread does to it."""

import pytest

from northforum.access.audience import Audience
from northforum.core.db import db, transaction
from northforum.discussion import operations, queries, serializers
from northforum.discussion.models import Sort, ThreadState
from tests.discussion.talk import Talk, thread_row


def test_a_new_thread_is_open_and_empty(talk: Talk) -> None:
    public_id = talk.open("A title", Audience.MEMBERS, path="/somewhere")
    with transaction(talk.app):
        thread = thread_row(public_id)
        assert (thread.title, thread.path, thread.audience) == ("A title", "/somewhere", Audience.MEMBERS)
        assert (thread.is_open, thread.comment_count, thread.root_count, thread.version) == (True, 0, 0, 1)


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (operations.lock_thread, ThreadState.LOCKED),
        (operations.hide_thread, ThreadState.HIDDEN),
        (operations.reopen_thread, ThreadState.OPEN),
    ],
)
def test_a_thread_moves_once(talk: Talk, verb: object, state: ThreadState) -> None:
    assert callable(verb)
    version = talk.counts()[2]
    for _ in range(2):
        talk.to_thread(verb)
    with transaction(talk.app):
        assert thread_row(talk.thread).state is state
    assert talk.counts()[2] == version + (state is not ThreadState.OPEN)


def test_a_lock_set_meanwhile_outlives_being_hidden_and_shown_again(talk: Talk) -> None:
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        # As by another transaction, after this one has read the thread.
        db.session.execute(db.text("UPDATE thread SET state = 'locked' WHERE id = :id"), {"id": thread.id})
        operations.hide_thread(thread)
    talk.to_thread(operations.reopen_thread)
    with transaction(talk.app):
        assert thread_row(talk.thread).state is ThreadState.LOCKED


def test_a_reopened_thread_takes_comments(talk: Talk) -> None:
    talk.to_thread(operations.hide_thread)
    talk.to_thread(operations.reopen_thread)
    assert talk.comment(talk.say("maud")).is_published


def test_a_thread_follows_its_subject(talk: Talk) -> None:
    version = talk.counts()[2]
    place = {"title": "The dock", "path": "/articles/the-dock", "audience": Audience.MEMBERS}
    for _ in range(2):
        talk.to_thread(operations.place_thread, **place)
    with transaction(talk.app):
        thread = thread_row(talk.thread)
        assert (thread.title, thread.path, thread.audience) == tuple(place.values())
        assert thread.version == version + 1


def test_authors_come_and_go(talk: Talk) -> None:
    for wanted in ({1, 2}, {2, 3}, {2, 3}, set()):
        talk.to_thread(operations.set_authors, wanted)
        with transaction(talk.app):
            assert queries.author_ids(thread_row(talk.thread).id) == wanted


def test_a_view_of_a_thread_is_what_its_template_is_given(talk: Talk) -> None:
    first = talk.say("maud")
    with transaction(talk.app):
        view = serializers.thread_view(talk.actor("oren"), thread_row(talk.thread))
        assert f'id="comment-{first}"' in view.elements
        assert (view.sort, view.more_url, view.refusal) == (Sort.NEWEST, None, "")
        assert view.composer is not None
        assert len(view.composer.form_key) == 32
        stranger = serializers.thread_view(talk.actor("stranger"), thread_row(talk.thread))
        assert (stranger.composer, stranger.refusal) == (None, "You must be logged in to post a comment.")


def test_a_view_leads_to_the_next_page(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.conversations, "CONVERSATIONS", 2)
    said = [talk.say("maud") for _ in range(3)]
    with transaction(talk.app):
        view = serializers.thread_view(talk.actor("maud"), thread_row(talk.thread), Sort.OLDEST)
    assert view.more_url == f"/articles/the-loading-bay/comments?sort=oldest&after={said[1]}#discussion"

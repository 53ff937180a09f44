"""What an open page asks again and again: whether its thread has changed, and what."""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from northforum.access.current import anyone, current_actor
from northforum.core.errors import BadRequest
from northforum.discussion import queries, serializers
from northforum.discussion.views.blueprint import bp

# Asked again each time, so that nobody sees an old state; kept by whoever may keep it meanwhile.
EVERYBODYS = "public, max-age=0, must-revalidate"
ONE_READERS = "private, max-age=0, must-revalidate"
LONGEST_VERSION = 9


@bp.get("/threads/<public_id>/poll")
@anyone
def poll_thread(public_id: str) -> ResponseReturnValue:
    """Say at which version a thread stands, how many comments it has and which is the newest."""
    thread, caching = _thread(public_id)
    return _answer(serializers.pulse(thread), f"{thread.version}", caching)


@bp.get("/threads/<public_id>/changes")
@anyone
def show_changes(public_id: str) -> ResponseReturnValue:
    """Give the comments that are new or look different since a version of their thread."""
    since = _since()
    thread, caching = _thread(public_id)
    return _answer(serializers.changes(thread, since), f"{since}-{thread.version}", caching)


def _thread(public_id: str) -> tuple[Row[Any], str]:
    """Return a thread, and who may keep an answer about it.

    Nobody asks who reads a thread that is open to all: the answer is the same for everybody.
    """
    thread = queries.open_pulse(public_id)
    return (thread, EVERYBODYS) if thread else (queries.pulse(current_actor(), public_id), ONE_READERS)


def _since() -> int:
    since = request.args.get("since", "")
    if not (since.isascii() and since.isdigit() and len(since) <= LONGEST_VERSION):
        raise BadRequest("The address does not say since which version changes are wanted.")
    return int(since)


def _answer(found: dict[str, Any], tag: str, caching: str) -> ResponseReturnValue:
    response = jsonify(found)
    response.headers["Cache-Control"] = caching
    if caching == EVERYBODYS:
        # The layer before Flask gives what it keeps a tag of its own, from the bytes.
        return response
    response.set_etag(tag)
    return response.make_conditional(request)

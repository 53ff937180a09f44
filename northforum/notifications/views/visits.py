"""How far a member has read a discussion; what they were told of it is read with that."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.core import clock
from northforum.core.errors import TooFast
from northforum.core.forms import Form
from northforum.discussion import operations, queries as discussion
from northforum.discussion.models import VISITED_EVERY
from northforum.notifications import queries
from northforum.notifications.views.blueprint import bp


@bp.post("/threads/<public_id>/visit")
@signed_in
def note_visit(public_id: str) -> ResponseReturnValue:
    """Note that the reader has read a thread, up to the comment ``newest`` where there is such a field."""
    actor = current_actor()
    thread = discussion.visible_thread(actor, public_id)
    path, seen_id = thread.path, discussion.seen_id(thread, request.form.get("newest"))
    is_script = "application/json" in request.headers.get("Accept", "")
    # Most visits need no note, and then nobody waits for the one writer.
    if queries.is_visit_news(actor, thread, seen_id):
        if is_script and discussion.is_visit_early(actor, thread, clock.now()):
            raise TooFast(VISITED_EVERY.seconds)
        Form().submit(operations.note_visit, actor, thread, seen_id)
    return ("", 204) if is_script else redirect(f"{path}#discussion", 303)

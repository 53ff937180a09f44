"""What readers say of their own reading: how far they have come, and in which order they read."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.core import clock
from northforum.core.forms import Form
from northforum.discussion import operations, queries
from northforum.discussion.views.blueprint import bp, wants_json


@bp.post("/threads/<public_id>/visit")
@signed_in
def note_visit(public_id: str) -> ResponseReturnValue:
    """Note that the reader has read a thread, up to the comment ``newest`` where there is such a field."""
    actor = current_actor()
    thread = queries.visible_thread(actor, public_id)
    path, seen_id = thread.path, queries.seen_id(thread, request.form.get("newest"))
    # Most visits need no note, and then nobody waits for the one writer.
    if queries.is_visit_due(actor, thread, seen_id, clock.now()):
        Form().submit(operations.note_visit, actor, thread, seen_id)
    return ("", 204) if wants_json() else redirect(f"{path}#discussion", 303)


@bp.post("/threads/<public_id>/order")
@signed_in
def prefer_sort(public_id: str) -> ResponseReturnValue:
    """Read every discussion in the order ``sort`` from now on, this one at once."""
    actor = current_actor()
    path = queries.visible_thread(actor, public_id).path
    Form().submit(operations.prefer_sort, actor, queries.sort_named(request.form.get("sort", "")))
    return redirect(f"{path}#discussion", 303)

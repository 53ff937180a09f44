"""What readers say of their own reading: in which order they read."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.core.forms import Form
from northforum.discussion import operations, queries
from northforum.discussion.views.blueprint import bp


@bp.post("/threads/<public_id>/order")
@signed_in
def prefer_sort(public_id: str) -> ResponseReturnValue:
    """Read every discussion in the order ``sort`` from now on, this one at once."""
    actor = current_actor()
    path = queries.visible_thread(actor, public_id).path
    Form().submit(operations.prefer_sort, actor, queries.sort_named(request.form.get("sort", "")))
    return redirect(f"{path}#discussion", 303)

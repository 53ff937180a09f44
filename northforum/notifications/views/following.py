"""What one follows and mutes, as lists."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.core.errors import BadRequest
from northforum.notifications import links, serializers
from northforum.notifications.views.blueprint import bp


@bp.get("/following")
@signed_in
def following() -> ResponseReturnValue:
    """Show one of the lists of what the reader follows and mutes."""
    kind = request.args.get("list") or links.LISTS[0]
    if kind not in links.LISTS:
        raise BadRequest("There is no such list.")
    page = serializers.wishes(current_actor(), kind, request.args.get("after") or None)
    more_url = links.following_url(kind, page.next_cursor) if page.next_cursor else ""
    return render_template("notifications/following.html", kind=kind, wishes=page.items, more_url=more_url)

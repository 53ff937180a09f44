"""What one was told."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.core.forms import Form
from northforum.notifications import links, operations, serializers
from northforum.notifications.views.blueprint import bp


@bp.get("/notifications")
@signed_in
def inbox() -> ResponseReturnValue:
    """Show what the reader was told, newest first."""
    page = serializers.inbox(current_actor(), request.args.get("after") or None)
    more_url = links.inbox_url(page.next_cursor) if page.next_cursor else ""
    return render_template("notifications/inbox.html", lines=page.items, more_url=more_url)


@bp.post("/notifications/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark everything as read."""
    Form().submit(operations.read_all, current_actor())
    return redirect(links.inbox_url(), 303)


@bp.post(f"/notifications/<int(max={2**63 - 1}):notification_id>/read")
@signed_in
def read_one(notification_id: int) -> ResponseReturnValue:
    """Mark one thing as read; somebody else's stays as it is."""
    Form().submit(operations.read_notification, current_actor(), notification_id)
    return redirect(links.inbox_url(), 303)

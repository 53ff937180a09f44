"""What a comment said before it was edited."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.discussion import queries, serializers
from northforum.discussion.views.blueprint import bp


@bp.get("/comments/<public_id>/history")
@anyone
def comment_history(public_id: str) -> ResponseReturnValue:
    """Show how a comment changed; there is nothing to see of one that cannot be read itself."""
    comment = queries.edited_comment(current_actor(), public_id)
    before = queries.version_named(request.args.get("before") or "")
    return render_template("discussion/history.html", **serializers.history_view(comment, before)._asdict())

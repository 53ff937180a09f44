"""What may be done with a comment besides reading it, and what editors and moderators do with it for readers."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor, signed_in
from northforum.core.forms import Form
from northforum.discussion import links, operations, queries, serializers
from northforum.discussion.views.blueprint import bp


@bp.get("/comments/<public_id>/more")
@anyone
def about_comment(public_id: str) -> ResponseReturnValue:
    """Give what the reader may do with a comment, as a piece to be put into a page."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    return render_template("discussion/_more.html", **serializers.about(actor, comment)._asdict())


@bp.post("/comments/<public_id>/pick")
@signed_in
def pick_comment(public_id: str) -> ResponseReturnValue:
    """Make a comment an editors' pick; with the field ``take``, take that back."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    is_taken_back = bool(request.form.get("take"))
    Form().submit(operations.unpick_comment if is_taken_back else operations.pick_comment, actor, comment)
    flash("The comment is no pick any more." if is_taken_back else "The comment is an editors’ pick now.", "success")
    return redirect(links.comment_url(public_id), 303)


@bp.post("/comments/<public_id>/pin")
@signed_in
def pin_comment(public_id: str) -> ResponseReturnValue:
    """Let a comment stand first in its thread; with the field ``take``, no longer."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    is_taken_back = bool(request.form.get("take"))
    Form().submit(operations.unpin_comment if is_taken_back else operations.pin_comment, actor, comment)
    flash("The comment is not pinned any more." if is_taken_back else "The comment stands first now.", "success")
    return redirect(links.comment_url(public_id), 303)

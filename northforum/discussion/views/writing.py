"""What helps somebody who is writing: a preview, a draft that is kept, names to choose from."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.access.verdict import authorize
from northforum.core import templating, text
from northforum.core.errors import Invalid
from northforum.discussion import operations, policy, queries, serializers
from northforum.discussion.forms import CommentForm, DraftForm, rendered_body
from northforum.discussion.models import Thread
from northforum.discussion.views import limits
from northforum.discussion.views.blueprint import bp, is_for_script


@bp.post("/threads/<public_id>/preview")
@signed_in
def preview_comment(public_id: str) -> ResponseReturnValue:
    """Show a comment as it will look, while it is written; nothing is kept."""
    actor = current_actor()
    thread = queries.visible_thread(actor, public_id)
    authorize(policy.may_preview(actor, thread))
    limits.count(limits.PREVIEW, actor)
    return _preview(thread, CommentForm())


@bp.get("/threads/<public_id>/draft")
@signed_in
def own_draft(public_id: str) -> ResponseReturnValue:
    """Send our script what the reader has written here and not sent."""
    actor = current_actor()
    thread = queries.visible_thread(actor, public_id)
    return jsonify(serializers.draft(actor, thread, request.args.get("parent") or ""))


@bp.put("/threads/<public_id>/draft")
@signed_in
def save_draft(public_id: str) -> ResponseReturnValue:
    """Keep what is being written; what is empty is forgotten."""
    actor = current_actor()
    thread = queries.visible_thread(actor, public_id)
    limits.count(limits.DRAFT, actor)
    form = DraftForm()
    at = form.submit(operations.save_draft, actor, thread)
    if at is None:
        raise Invalid(form.sentence)
    return jsonify(at=serializers.milliseconds(at))


@bp.get("/members/suggest")
@signed_in
def suggest_members() -> ResponseReturnValue:
    """Send our script the members whose names begin with what is being typed behind an ``@``."""
    actor = current_actor()
    limits.count(limits.SUGGESTION, actor)
    named = request.args.get("thread")
    thread = queries.visible_thread(actor, named) if named else None
    beginning = text.clean_line(request.args.get("q") or "")
    return jsonify(serializers.suggestions(actor, beginning, thread))


def _preview(thread: Thread, form: CommentForm) -> ResponseReturnValue:
    rendered = rendered_body(form)
    preview = templating.stored_html([rendered.html]) if rendered else None
    shown = {"preview": preview, "error": " ".join(form.body.errors)}
    if is_for_script():
        return render_template("discussion/_preview.html", **shown), 200 if rendered else form.status
    composer = serializers.refused_composer(thread, **form.shown())
    page = render_template("discussion/reply.html", thread=thread, composer=composer, preview=preview)
    return page, 200 if rendered else form.status

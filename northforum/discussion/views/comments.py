"""Posting a comment, and a comment's own pages."""

from flask import flash, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.access.verdict import authorize
from northforum.core import templating
from northforum.core.forms import Form
from northforum.discussion import links, operations, policy, queries, rendering, serializers
from northforum.discussion.forms import CommentForm, EditForm, rendered_body
from northforum.discussion.models import Comment, CommentState, Thread
from northforum.discussion.views import limits
from northforum.discussion.views.blueprint import bp, is_for_script, wants_json


@bp.post("/threads/<public_id>/comments")
@signed_in
def post_comment(public_id: str) -> ResponseReturnValue:
    """Post a comment or a reply and lead to its place in the thread."""
    actor = current_actor()
    thread = queries.visible_thread(actor, public_id)
    form = CommentForm()
    comment = form.submit(operations.post_comment, actor, thread)
    if comment is None:
        return _composer_again(thread, form)
    if is_for_script():
        return _posted(comment) if comment.has_place else _held(comment)
    return redirect(links.comment_place(comment), 303)


@bp.route("/comments/<public_id>/edit", methods=["GET", "POST"])
@signed_in
def edit_comment(public_id: str) -> ResponseReturnValue:
    """Change the words of one's own comment."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    # Before the form is filled: what is sent without a field comes back with the stored words in it.
    authorize(policy.may_edit(actor, comment))
    form = EditForm(body=comment.source, version=comment.version)
    if request.method == "GET" or request.form.get("preview"):
        return _edit_form(comment, form)
    if edited := form.submit(operations.edit_comment, actor, comment):
        return rendering.elements([edited]) if is_for_script() else redirect(links.comment_place(edited), 303)
    return _edit_again(public_id, form)


@bp.route("/comments/<public_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw_comment(public_id: str) -> ResponseReturnValue:
    """Ask once, then take one's own comment back."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    if request.method == "GET":
        if policy.is_writer(actor, comment) and comment.state is CommentState.WITHDRAWN:
            # As after going back in the browser: there is nothing left to ask.
            return redirect(links.comment_url(public_id))
        authorize(policy.may_withdraw(actor, comment))
        return render_template("discussion/withdraw.html", **serializers.comment_view(actor, comment)._asdict())
    Form().submit(operations.withdraw_comment, actor, comment)
    flash("Your comment is withdrawn. You can undo this for ten minutes.", "success")
    return redirect(links.comment_url(public_id), 303)


@bp.route("/comments/<public_id>/respect", methods=["GET", "POST"])
@signed_in
def respect_comment(public_id: str) -> ResponseReturnValue:
    """Give a comment one's respect; with the field ``take``, take it back."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    if request.method == "GET":
        authorize(policy.may_respect(actor, comment))
        return render_template("discussion/respect.html", **serializers.comment_view(actor, comment)._asdict())
    limits.count(limits.RESPECT, actor)
    verb = operations.take_back_respect if request.form.get("take") else operations.respect_comment
    Form().submit(verb, actor, comment)
    return _respected(comment) if wants_json() else redirect(links.comment_place(comment), 303)


@bp.post("/comments/<public_id>/restore")
@signed_in
def restore_comment(public_id: str) -> ResponseReturnValue:
    """Undo the withdrawal of one's own comment."""
    actor = current_actor()
    comment = queries.visible_comment(actor, public_id)
    Form().submit(operations.restore_comment, actor, comment)
    flash("Your comment is back." if comment.is_published else "Your comment waits for a moderator again.", "success")
    return redirect(links.comment_place(comment), 303)


def _composer_again(thread: Thread, form: CommentForm) -> ResponseReturnValue:
    composer = serializers.refused_composer(thread, **form.shown())
    template = "discussion/_composer.html" if is_for_script() else "discussion/reply.html"
    response = make_response(render_template(template, thread=thread, composer=composer), form.status)
    if form.retry_after:
        response.headers["Retry-After"] = str(form.retry_after)
    return response


def _edit_form(comment: Comment, form: EditForm) -> ResponseReturnValue:
    """Show the form, with a preview above it where one is asked for."""
    if request.method == "GET":
        return _edit_page(comment, form)
    limits.count(limits.PREVIEW, current_actor())
    rendered = rendered_body(form)
    preview = templating.stored_html([rendered.html]) if rendered else None
    return _edit_page(comment, form, preview=preview), 200 if rendered else form.status


def _edit_page(comment: Comment, form: EditForm, **shown: object) -> str:
    template = "discussion/_edit.html" if is_for_script() else "discussion/edit.html"
    return render_template(template, comment=comment, thread=comment.thread, form=form, **shown)


def _edit_again(public_id: str, form: EditForm) -> ResponseReturnValue:
    comment = queries.visible_comment(current_actor(), public_id)
    form.version.data = comment.version
    return _edit_page(comment, form, present=comment.source if form.is_overtaken else ""), form.status


def _respected(comment: Comment) -> ResponseReturnValue:
    return jsonify(score=comment.score, respected=queries.respects(current_actor(), comment))


def _held(comment: Comment) -> ResponseReturnValue:
    """Tell the writer's script that the comment waits: taken in, and not there for others yet."""
    words = serializers.kept_words(current_actor(), comment)
    response = make_response(render_template("discussion/_held.html", comment=comment, words=words), 202)
    response.headers["Location"] = links.comment_url(comment.public_id)
    return response


def _posted(comment: Comment) -> ResponseReturnValue:
    response = make_response(rendering.elements([comment]), 201)
    response.headers["Location"] = links.comment_url(comment.public_id)
    response.headers["X-Comment-Count"] = str(comment.thread.comment_count)
    return response

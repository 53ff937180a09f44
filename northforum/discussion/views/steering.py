"""The settings of a discussion."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.access.verdict import authorize
from northforum.discussion import links, operations, policy, queries
from northforum.discussion.forms import FullSettingsForm, SettingsForm
from northforum.discussion.models import Thread, ThreadState
from northforum.discussion.views.blueprint import bp


@bp.route("/threads/<public_id>/settings", methods=["GET", "POST"])
@signed_in
def steer_thread(public_id: str) -> ResponseReturnValue:
    """Choose how a discussion goes on."""
    actor = current_actor()
    thread = queries.steered_thread(actor, public_id)
    authorize(policy.may_steer(actor, is_author=queries.is_author(actor, thread)))
    kind = FullSettingsForm if policy.may_hide(actor) else SettingsForm
    form = kind() if request.method == "POST" else kind.of(thread)
    if request.method == "POST" and (steered := form.submit(operations.steer_thread, actor, thread)):
        flash("The settings of this discussion are saved.", "success")
        return redirect(_shown_at(steered), 303)
    form.read_again(thread)
    return render_template("discussion/settings.html", thread=thread, form=form), 422 if form.is_refused else 200


def _shown_at(thread: Thread) -> str:
    return links.settings_url(thread) if thread.state is ThreadState.HIDDEN else f"{thread.path}#discussion"

"""One's own password and sign-ins."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor, current_session_id, end_session, signed_in
from northforum.core import ratelimit
from northforum.core.forms import Form
from northforum.members import forms, links, operations, queries
from northforum.members.views import limits, sessions
from northforum.members.views.blueprint import bp


@bp.route("/account/security", methods=["GET", "POST"])
@signed_in
def security() -> ResponseReturnValue:
    """Show where one is signed in, and the form for a new password; take it."""
    actor = current_actor()
    form = forms.ChangePasswordForm(actor, queries.own_member(actor))
    if request.method == "POST" and (sign_in := _changed(form, actor)):
        sessions.begin(sign_in)
        flash("Your new password is saved. Every other device is logged out.", "success")
        return redirect(links.security_url(), 303)
    sign_ins = queries.sign_ins_of(actor.member_id or 0)
    page = render_template("account/security.html", form=form, sign_ins=sign_ins, present_id=current_session_id())
    return page, 422 if form.is_refused else 200


def _changed(form: forms.ChangePasswordForm, actor: Actor) -> operations.NewSignIn | None:
    if not form.validate():
        return None
    ratelimit.check(limits.FAILED_PRESENT_PASSWORD, str(actor.member_id))
    sign_in = form.submit(operations.change_password, actor, current_session_id(), sessions.device())
    if sign_in is None:
        ratelimit.hit(limits.FAILED_PRESENT_PASSWORD, str(actor.member_id))
    return sign_in


@bp.route(f"/account/security/sign-ins/<int(max={2**63 - 1}):session_id>/end", methods=["POST"])
@signed_in
def end_sign_in(session_id: int) -> ResponseReturnValue:
    """End one sign-in of one's own."""
    Form().submit(operations.end_sign_in, current_actor(), session_id)
    if session_id == current_session_id():
        end_session()
        return redirect(links.log_in_url(), 303)
    flash("That device is logged out.", "success")
    return redirect(links.security_url(), 303)


@bp.route("/account/security/sign-ins/end-others", methods=["POST"])
@signed_in
def end_other_sign_ins() -> ResponseReturnValue:
    """End every sign-in of one's own but this one."""
    Form().submit(operations.end_other_sign_ins, current_actor(), current_session_id())
    flash("Every other device is logged out.", "success")
    return redirect(links.security_url(), 303)

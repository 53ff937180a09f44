"""Signing in and out."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor, current_session_id, end_session
from northforum.core import kept
from northforum.core.forms import Form
from northforum.core.same_site import safe_path
from northforum.members import forms, operations
from northforum.members.views import limits, sessions
from northforum.members.views.blueprint import bp


@bp.route("/login", methods=["GET", "POST"])
@anyone
def log_in() -> ResponseReturnValue:
    """Show the log-in form; let the right password in."""
    came_from = safe_path(request.args.get("next"))
    if request.method == "GET" and current_actor().is_member:
        return redirect(came_from)
    form = forms.LogInForm(next=came_from)
    if _is_sent() and (sign_in := _signed_in(form)):
        sessions.begin(sign_in)
        return _go_on(form)
    page = render_template("members/log_in.html", form=form, came_from=safe_path(form.next.data))
    return page, 422 if form.is_refused else 200


def _is_sent() -> bool:
    """Return whether the form was filled in; a page that only hands over what it kept asks for the empty form."""
    return request.method == "POST" and not ("resend" in request.form and "email" not in request.form)


def _signed_in(form: forms.LogInForm) -> operations.NewSignIn | None:
    if not form.validate():
        return None
    limits.look_before_sign_in(form.email.data)
    sign_in = form.submit(operations.sign_in, sessions.device(), current_session_id())
    if sign_in is None:
        limits.count_failed_sign_in(form.email.data)
    return sign_in


def _go_on(form: forms.LogInForm) -> ResponseReturnValue:
    """Return to where the reader came from, or offer to send what could not be taken while they were signed out."""
    waiting = kept.kept(form.resend.data) if form.resend.data else None
    if waiting is None:
        return redirect(safe_path(form.next.data), 303)
    return render_template(
        "errors/resend.html",
        message="You are logged in, and what you wrote is still here. Look at it once more and send it.",
        action=waiting.path,
        fields=waiting.fields,
        resend="",
        needs_sign_in=False,
    )


@bp.route("/logout", methods=["POST"])
@anyone
def log_out() -> ResponseReturnValue:
    """End the sign-in of this browser."""
    Form().submit(operations.sign_out, current_session_id())
    end_session()
    flash("You are logged out.", "success")
    return redirect("/", 303)

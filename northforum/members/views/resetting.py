"""A new password by mail."""

from flask import flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.members import forms, links, operations, queries
from northforum.members.views import limits, sessions
from northforum.members.views.blueprint import bp

_ADDRESS = "reset_address"


@bp.route("/forgot", methods=["GET", "POST"])
@anyone
def forgot() -> ResponseReturnValue:
    """Ask which address; answer the same whether or not it has an account."""
    form = forms.ForgotForm()
    if request.method == "POST" and form.validate():
        limits.count_reset(form.email.data)
        form.submit(operations.ask_reset)
        session[_ADDRESS] = form.email.data
        return redirect(links.reset_sent_url(), 303)
    return render_template("members/forgot.html", form=form), 422 if form.is_refused else 200


@bp.route("/forgot/sent")
@anyone
def reset_sent() -> ResponseReturnValue:
    """Say that a message is on its way if the address has an account."""
    return render_template("members/reset_sent.html", address=session.get(_ADDRESS))


@bp.route("/reset/<token>", methods=["GET", "POST"])
@anyone
def reset(token: str) -> ResponseReturnValue:
    """Ask for a new password; take it, once."""
    found = queries.open_reset(token)
    if found is None:
        return render_template("members/link_ended.html", purpose="reset"), 410
    pending, member = found
    form, email = forms.NewPasswordForm(member), member.email
    ids = (pending.id, pending.token_hash, sessions.device())
    if request.method == "POST" and (sign_in := form.submit(operations.reset_password, *ids)):
        sessions.begin(sign_in)
        flash("Your new password is saved. You are logged in here, and logged out everywhere else.", "success")
        return redirect(links.account_url(), 303)
    return render_template("members/reset.html", form=form, email=email), 422 if form.is_refused else 200

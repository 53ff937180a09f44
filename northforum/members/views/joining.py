"""Joining, and confirming an address."""

from flask import flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.core import ratelimit, tokens
from northforum.core.forms import Form
from northforum.core.same_site import safe_path
from northforum.members import forms, links, operations, queries
from northforum.members.models import JoinRequest
from northforum.members.views import limits, sessions
from northforum.members.views.blueprint import bp

# What makes a browser the one that asked to join; it goes when the browser session does.
_BROWSER = "joining"
_ADDRESS = "joining_address"


@bp.route("/join", methods=["GET", "POST"])
@anyone
def join() -> ResponseReturnValue:
    """Show the form for joining; take it."""
    came_from = safe_path(request.args.get("next"))
    if request.method == "GET" and current_actor().is_member:
        return redirect(came_from)
    form = forms.JoinForm(next=came_from)
    if request.method == "POST" and _asked(form):
        return redirect(links.check_mail_url(), 303)
    return render_template("members/join.html", form=form, came_from=safe_path(form.next.data)), _status(form)


def _asked(form: forms.JoinForm) -> bool:
    """Return whether the form was taken; the browser is marked as the one that asked."""
    if not form.validate():
        return False
    limits.count_join(form.email.data)
    browser = session.setdefault(_BROWSER, tokens.new_token().raw)
    session[_ADDRESS] = form.email.data
    return form.submit(operations.ask_to_join, tokens.hash_token(browser)) is not None


@bp.route("/join/sent")
@anyone
def check_mail() -> ResponseReturnValue:
    """Say that a message is on its way, whether or not the address has an account."""
    return render_template("members/check_mail.html", address=session.get(_ADDRESS))


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@anyone
def confirm(token: str) -> ResponseReturnValue:
    """Show one button, so that a mail scanner which follows links does no harm; confirm when it is pressed."""
    asked = queries.open_join_request(token)
    if asked is None:
        return render_template("members/link_ended.html", purpose="join"), 410
    form = _confirm_form(asked)
    name, email = asked.name, asked.email
    if request.method == "POST" and (joined := _confirmed(form, asked)):
        sessions.begin(joined.sign_in)
        flash(f"Welcome, {name}. Your address is confirmed and you are logged in.", "success")
        return redirect(safe_path(joined.next_path), 303)
    return render_template("members/confirm.html", form=form, name=name, email=email), _status(form)


def _confirm_form(asked: JoinRequest) -> forms.ConfirmForm | forms.ConfirmElsewhereForm:
    browser = session.get(_BROWSER, "")
    if browser and tokens.matches(browser, asked.browser_hash):
        return forms.ConfirmForm()
    return forms.ConfirmElsewhereForm(asked.password_hash)


def _confirmed(form: forms.ConfirmForm | forms.ConfirmElsewhereForm, asked: JoinRequest) -> operations.Joined | None:
    link = asked.token_hash or ""
    ratelimit.check(limits.FAILED_AT_ONE_LINK, link)
    joined = form.submit(operations.confirm_join, asked.id, link, sessions.device())
    if form.is_refused:
        ratelimit.hit(limits.FAILED_AT_ONE_LINK, link)
    return joined


def _status(form: Form) -> int:
    return 422 if form.is_refused else 200

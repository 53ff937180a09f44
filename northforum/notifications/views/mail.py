"""Whether one is told by mail as well: the switch, and the way out that stands in each mail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor, signed_in
from northforum.core import csrf
from northforum.core.errors import NotFound
from northforum.core.forms import Form
from northforum.notifications import forms, links, operations, queries
from northforum.notifications.views.blueprint import bp

NO_SUCH_ADDRESS = "This address is not complete. Log in to choose how you are told, under “Your account”."


@bp.route("/account/notifications", methods=["GET", "POST"])
@signed_in
def preferences() -> ResponseReturnValue:
    """Show the switch for mail; take it."""
    actor = current_actor()
    form = forms.MailForm(by_mail=queries.wants_mail(actor))
    if request.method == "POST" and (_chosen := form.submit(operations.choose_mail, actor)):
        flash("Your choice is saved.", "success")
        return redirect(url_for("notifications.preferences"), 303)
    return render_template("notifications/preferences.html", form=form), 422 if form.is_refused else 200


@bp.get("/unsubscribe/<token>")
@anyone
def show_unsubscribe(token: str) -> ResponseReturnValue:
    """Ask once before mail ends, for people who follow the link; some programs open every link of a mail."""
    _member_of(token)
    return render_template("notifications/unsubscribe.html", token=token, is_done=False)


@bp.post("/unsubscribe/<token>")
@anyone
@csrf.without_token
def unsubscribe(token: str) -> ResponseReturnValue:
    """End mail for the member of a signed address, by a button here or in a mail program (RFC 8058)."""
    Form(meta={"csrf": False}).submit(operations.stop_mail, _member_of(token))
    return render_template("notifications/unsubscribe.html", token=token, is_done=True)


def _member_of(token: str) -> int:
    member_id = links.unsubscribing_member(token)
    if member_id is None or not queries.is_member(member_id):
        raise NotFound(NO_SUCH_ADDRESS)
    return member_id

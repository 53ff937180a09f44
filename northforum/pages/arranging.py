"""The editors' page on which the front page is arranged, and its preview."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from northforum.access.actor import STRANGER
from northforum.access.current import current_actor, requires
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.articles import policy as articles_policy
from northforum.frontpage import operations as frontpage, queries as frontpage_queries
from northforum.pages import queries
from northforum.pages.forms import FrontForm

bp = Blueprint("arranging", __name__)


@bp.route("/desk/front", methods=["GET", "POST"])
@requires(Role.EDITOR)
def arrange_front() -> ResponseReturnValue:
    """Arrange the front page."""
    authorize(articles_policy.may_arrange(current_actor()))
    form = FrontForm() if request.method == "POST" else FrontForm.of(frontpage_queries.arrangement())
    if request.method == "GET" or form.wants == "edit":
        return _arranging(form)
    if form.wants != "save":
        is_good = form.validate()
        return _preview(form) if is_good and form.wants == "preview" else _arranging(form)
    if form.submit(frontpage.arrange_front, current_actor()):
        flash("The front page is arranged.", "success")
        return redirect(url_for("pages.front"), 303)
    return _arranging(form)


def _arranging(form: FrontForm) -> ResponseReturnValue:
    kept = frontpage_queries.arrangement()
    if form.is_overtaken:
        form.stand_on(kept.version)
    chosen = form.chosen()
    page = queries.front_page(STRANGER, chosen)
    theirs = queries.front_page(STRANGER) if form.is_overtaken else None
    drawn = render_template("pages/arrange_front.html", form=form, kept=kept, page=page, theirs=theirs)
    return drawn, form.status


def _preview(form: FrontForm) -> ResponseReturnValue:
    page = queries.front_page(current_actor(), form.chosen())
    return render_template("pages/front_preview.html", form=form, page=page)

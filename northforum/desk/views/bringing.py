"""A piece that was written elsewhere becomes a draft."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.access.verdict import authorize
from northforum.articles import policy
from northforum.core.web_app import BODY_LIMIT, accepts_upload
from northforum.desk import forms, links, operations
from northforum.desk.forms.bringing import FILE_LIMIT
from northforum.desk.views.blueprint import at_desk, bp


@bp.route("/desk/articles/bring", methods=["GET", "POST"])
@accepts_upload(FILE_LIMIT + BODY_LIMIT)
@at_desk
def bring_article() -> ResponseReturnValue:
    """Make a draft of an HTML or Markdown file, or of a paste of one."""
    authorize(policy.may_write(current_actor()))
    form = forms.BringForm()
    if request.method == "POST" and (article := form.submit(operations.begin_piece, current_actor())):
        flash(_said(len(form.pictures)), "success")
        return redirect(links.edit_url(article))
    return render_template("desk/bring.html", form=form), 422 if form.is_refused else 200


def _said(pictures: int) -> str:
    if not pictures:
        return "Brought in as a draft. Nobody but the desk sees it."
    lie = "One picture lies" if pictures == 1 else f"{pictures} pictures lie"
    return f"Brought in as a draft. {lie} elsewhere: put them into the library, and readers will see them."

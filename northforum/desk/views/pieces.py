"""The page on which a piece is written."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.models import Article, Step
from northforum.core import images, richtext, text
from northforum.core.web_app import BODY_LIMIT, accepts_upload
from northforum.desk import forms, links, operations, serializers
from northforum.desk.views.blueprint import at_desk, bp
from northforum.desk.views.steps import after_step
from northforum.hubs import serializers as hubs_serializers

UPLOAD_LIMIT = images.BYTE_LIMIT + BODY_LIMIT


@bp.route("/desk/articles/new", methods=["GET", "POST"])
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def write_article() -> ResponseReturnValue:
    """Write a new piece."""
    authorize(policy.may_write(current_actor()))
    form = forms.PieceForm.blank(current_actor(), _opened(None))
    if request.method == "GET" or form.wants_preview:
        return _editor(form)
    if article := form.submit(operations.begin_piece, current_actor()):
        return _saved(article, form)
    return _editor(form)


@bp.route("/desk/articles/<public_id>", methods=["GET", "POST"])
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def edit_article(public_id: str) -> ResponseReturnValue:
    """Edit a piece."""
    article = queries.article_at_desk(current_actor(), public_id)
    if request.method == "GET" and not policy.may_edit(current_actor(), article):
        return redirect(links.read_url(article))
    form = forms.PieceForm.of(current_actor(), article, _opened(article))
    if request.method == "GET" or form.wants_preview:
        return _editor(form)
    if form.submit(operations.save_piece, current_actor(), article):
        return _saved(article, form)
    return _editor(form)


@bp.post("/desk/articles/<public_id>/publish")
@at_desk
def publish_article(public_id: str) -> ResponseReturnValue:
    """Publish a piece as it is stored."""
    article = queries.article_at_desk(current_actor(), public_id)
    form = forms.PieceForm.of(current_actor(), article)
    if form.press(operations.publish_piece, current_actor(), article):
        return after_step(article, Step.PUBLISH)
    return _editor(form)


@bp.post("/desk/preview")
@at_desk
def preview() -> ResponseReturnValue:
    """Send the text as its page will show it, while it is written."""
    form = forms.PreviewForm()
    if rendered := forms.rendered_body(form):
        return render_template("desk/_preview.html", body=hubs_serializers.drawn(rendered.html))
    return render_template("desk/_preview_refused.html", form=form), form.status


def _editor(form: forms.PieceForm) -> ResponseReturnValue:
    """Show the form: blank, filled, with a preview above it, or with what is wrong in it."""
    rendered = forms.rendered_body(form) if form.wants_preview else None
    theirs = form.stand_on_theirs()
    page = render_template(
        "desk/edit.html",
        form=form,
        article=form.article,
        preview=hubs_serializers.drawn(rendered.html) if rendered else None,
        theirs=theirs,
        saved_by=queries.editor_of(theirs) if theirs else "",
        differences=serializers.differences_of(theirs, form.words) if theirs else (),
        places=richtext.places(),
        **_kept(form),
        checks=operations.checklist(form.article) if form.article else (),
    )
    return page, form.status if form.is_refused else 200


def _opened(article: Article | None) -> queries.KeptDraft | None:
    """Return the kept words that the page was asked to open."""
    key = request.args.get("kept") if request.method == "GET" else None
    return queries.draft(current_actor(), article, key) if key else None


def _kept(form: forms.PieceForm) -> dict[str, Any]:
    """Return what was typed into the piece and not saved, and what the words that are opened change."""
    if request.method != "GET":
        return {"kept": (), "opened": None, "compared": ()}
    changed = serializers.differences_of(form.article, form.words) if form.opened and form.article else ()
    return {"kept": queries.drafts_of(current_actor(), form.article), "opened": form.opened, "compared": changed}


def _saved(article: Article, form: forms.PieceForm) -> ResponseReturnValue:
    if form.step is not None:
        return after_step(article, form.step)
    length = f"{text.plural(article.word_count, 'word')}, {text.plural(article.reading_minutes, 'minute')} to read."
    flash(f"Saved. {length}", "success")
    return redirect(links.edit_url(article))

"""The desk: the board of all pieces, and the page on which one is written."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor, requires
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.articles import links as articles_links, operations as articles, policy, queries
from northforum.articles.models import Article, ArticleState
from northforum.core import images, templating, text
from northforum.core.errors import BadRequest
from northforum.core.web_app import BODY_LIMIT, accepts_upload
from northforum.desk import forms, links, operations

bp = Blueprint("desk", __name__)
at_desk = requires(Role.CONTRIBUTOR, Role.EDITOR)
UPLOAD_LIMIT = images.BYTE_LIMIT + BODY_LIMIT
NEW = "new"


@bp.get("/desk")
@at_desk
def board() -> ResponseReturnValue:
    """Show every piece, last changed first."""
    state, own, after = _state(request.args.get("state")), request.args.get("mine") == "yes", request.args.get("after")
    page = queries.desk_pieces(current_actor(), state=state, own=own, after=after)
    older_url = links.board_url(state, own=own, after=page.next_cursor) if page.next_cursor else ""
    first_url = links.board_url(state, own=own) if after else ""
    tabs = _tabs(current_actor(), state, own=own)
    return render_template("desk/board.html", pieces=page.items, tabs=tabs, older_url=older_url, first_url=first_url)


@bp.route("/desk/articles/new", methods=["GET", "POST"])
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def write_article() -> ResponseReturnValue:
    """Write a new piece."""
    authorize(policy.may_write(current_actor()))
    form = forms.PieceForm.blank(current_actor())
    if request.method == "GET" or form.wants_preview:
        return _editor(form)
    if article := form.submit(operations.begin_piece, current_actor()):
        return _saved(article, form, NEW)
    return _editor(form)


@bp.route("/desk/articles/<public_id>", methods=["GET", "POST"])
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def edit_article(public_id: str) -> ResponseReturnValue:
    """Edit a piece."""
    article = queries.article_at_desk(current_actor(), public_id)
    authorize(policy.may_edit(current_actor(), article))
    form = forms.PieceForm.of(current_actor(), article)
    if request.method == "GET" or form.wants_preview:
        return _editor(form)
    if form.submit(operations.save_piece, current_actor(), article):
        return _saved(article, form, article.public_id)
    return _editor(form)


@bp.post("/desk/preview")
@at_desk
def preview() -> ResponseReturnValue:
    """Send the text as its page will show it, while it is written."""
    form = forms.PreviewForm()
    if rendered := forms.rendered_body(form):
        return render_template("desk/_preview.html", body=templating.stored_html([rendered.html]))
    return render_template("desk/_preview_refused.html", form=form), form.status


@bp.post("/desk/articles/<public_id>/publish")
@at_desk
def publish_article(public_id: str) -> ResponseReturnValue:
    """Publish a piece as it is stored."""
    article = queries.article_at_desk(current_actor(), public_id)
    form = forms.PieceForm.of(current_actor(), article)
    if form.press(articles.publish_article, current_actor(), article):
        flash("Published.", "success")
        return redirect(articles_links.article_url(article))
    return _editor(form)


@bp.get("/desk/articles/<public_id>/unpublish")
@at_desk
def confirm_unpublish(public_id: str) -> ResponseReturnValue:
    """Ask whether a piece shall be taken down."""
    article = queries.article_at_desk(current_actor(), public_id)
    authorize(policy.may_unpublish(current_actor(), article))
    return render_template("desk/unpublish.html", article=article)


@bp.post("/desk/articles/<public_id>/unpublish")
@at_desk
def unpublish_article(public_id: str) -> ResponseReturnValue:
    """Take a piece down."""
    article = queries.article_at_desk(current_actor(), public_id)
    forms.ButtonForm().submit(articles.unpublish_article, current_actor(), article)
    flash("Taken down. Its address now says that it is gone; publish it again to bring it back.", "success")
    return redirect(links.edit_url(article))


def _editor(form: forms.PieceForm) -> ResponseReturnValue:
    """Show the form: blank, filled, with a preview above it, or with what is wrong in it."""
    rendered = forms.rendered_body(form) if form.wants_preview else None
    theirs = form.stand_on_theirs()
    page = render_template(
        "desk/edit.html",
        form=form,
        article=form.article,
        preview=templating.stored_html([rendered.html]) if rendered else None,
        theirs=theirs,
        saved_by=queries.editor_of(theirs) if theirs else "",
    )
    return page, form.status if form.is_refused else 200


def _saved(article: Article, form: forms.PieceForm, kept_as: str) -> ResponseReturnValue:
    if form.action.data == operations.Then.PUBLISH:
        flash("Published.", "success")
        return redirect(articles_links.article_url(article))
    length = f"{text.plural(article.word_count, 'word')}, {text.plural(article.reading_minutes, 'minute')} to read."
    flash(f"Saved. {length}", "success")
    return redirect(links.edit_url(article, saved=kept_as))


def _state(name: str | None) -> ArticleState | None:
    if not name:
        return None
    if name not in set(ArticleState):
        raise BadRequest("There is no such state of a piece.")
    return ArticleState(name)


def _tabs(actor: Actor, state: ArticleState | None, *, own: bool) -> list[tuple[str, str, bool]]:
    names = {None: "All", ArticleState.DRAFT: "Drafts"}
    names |= {ArticleState.PUBLISHED: "Published", ArticleState.UNPUBLISHED: "Taken down"}
    tabs = [(name, links.board_url(one), one is state and not own) for one, name in names.items()]
    return [*tabs, ("Mine", links.board_url(own=True), own)] if actor.is_editor else tabs

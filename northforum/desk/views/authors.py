"""Authors: kept by editors, and described by those of them who have an account."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.articles import operations as articles, policy, queries
from northforum.articles.models import Author
from northforum.core import images
from northforum.core.errors import Invalid
from northforum.core.forms import asked_words
from northforum.core.web_app import BODY_LIMIT, accepts_upload
from northforum.desk import forms, links, operations
from northforum.desk.views.blueprint import bp, for_editors
from northforum.desk.views.stale import still_at

UPLOAD_LIMIT = images.BYTE_LIMIT + BODY_LIMIT


@bp.route("/desk/authors", methods=["GET", "POST"])
@for_editors
def authors() -> ResponseReturnValue:
    """Show whom bylines name, and add somebody."""
    form = forms.NewAuthorForm()
    if request.method == "GET":
        return _authors(form)
    if author := form.submit(articles.make_author, current_actor()):
        flash(f"{author.name} can be named in bylines. Say who they are.", "success")
        return redirect(links.author_url(author), 303)
    return _authors(form), Invalid.status


@bp.route("/desk/authors/<slug>", methods=["GET", "POST"])
@accepts_upload(UPLOAD_LIMIT)
@signed_in
def describe_author(slug: str) -> ResponseReturnValue:
    """Say who an author is; editors of everybody, and each author who has an account of themselves."""
    author = still_at(queries.author_at_desk(current_actor(), slug), slug)
    form = _form().of(author)
    if request.method == "GET":
        return _author(author, form=form)
    if form.submit(operations.describe_author, current_actor(), author):
        flash("Saved.", "success")
        return redirect(links.author_url(author), 303)
    return _author(author, form=form), Invalid.status


@bp.post("/desk/authors/<slug>/merge")
@for_editors
def merge_authors(slug: str) -> ResponseReturnValue:
    """Let another author have the pieces and the address of this one, who is the same person."""
    author = still_at(queries.author_at_desk(current_actor(), slug), slug)
    form, name = forms.MergeAuthorForm(), author.name
    if into := form.submit(articles.merge_authors, current_actor(), author):
        flash(f"“{name}” and “{into.name}” are one person now.", "success")
        return redirect(links.author_url(into), 303)
    return _author(author, merging=form), Invalid.status


@bp.post("/desk/authors/<slug>/close")
@for_editors
def close_author(slug: str) -> ResponseReturnValue:
    """Forget an author whom no piece names."""
    author = still_at(queries.author_at_desk(current_actor(), slug), slug)
    name = forms.ButtonForm().submit(articles.close_author, current_actor(), author)
    flash(f"“{name}” is forgotten.", "success")
    return redirect(links.authors_url(), 303)


def _form() -> type[forms.OwnAuthorForm]:
    return forms.AuthorForm if policy.may_arrange(current_actor()) else forms.OwnAuthorForm


def _authors(form: forms.NewAuthorForm) -> str:
    words, after = asked_words(), request.args.get("after")
    page = queries.authors_at_desk(words, after)
    return render_template(
        "desk/authors.html",
        form=form,
        words=words,
        authors=page.items,
        older_url=links.authors_url(q=words, after=page.next_cursor) if page.next_cursor else "",
        first_url=links.authors_url(q=words) if after else "",
    )


def _author(author: Author, **given: Any) -> str:
    return render_template(
        "desk/author.html",
        author=author,
        card=queries.author_card(author),
        is_known=bool(queries.is_in_use(author)),
        form=given.get("form") or _form().of(author),
        merging=given.get("merging") or forms.MergeAuthorForm(),
    )

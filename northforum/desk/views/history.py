"""The saves of a piece: what each changed, and bringing one back."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.articles import queries
from northforum.articles.models import Article
from northforum.core.errors import NotFound
from northforum.desk import forms, links, operations, serializers
from northforum.desk.views.blueprint import at_desk, bp


@bp.get("/desk/articles/<public_id>/history")
@at_desk
def article_history(public_id: str) -> ResponseReturnValue:
    """List the saves of a piece, the newest first."""
    article, after = queries.article_at_desk(current_actor(), public_id), request.args.get("after")
    page = queries.revisions(article, after)
    return render_template(
        "desk/history.html",
        article=article,
        revisions=page.items,
        older_url=links.history_url(article, page.next_cursor) if page.next_cursor else "",
        first_url=links.history_url(article) if after else "",
    )


@bp.get("/desk/articles/<public_id>/history/<number>")
@at_desk
def article_revision(public_id: str, number: str) -> ResponseReturnValue:
    """Show one save beside another: the one before it, or the piece as it stands now."""
    article = queries.article_at_desk(current_actor(), public_id)
    return _revision(article, number, forms.RestoreForm(version=article.version))


@bp.post("/desk/articles/<public_id>/history/<number>")
@at_desk
def restore_revision(public_id: str, number: str) -> ResponseReturnValue:
    """Bring back what a piece was at one save."""
    article = queries.article_at_desk(current_actor(), public_id)
    revision, form = queries.revision(article, _number(number)), forms.RestoreForm()
    if form.submit(operations.restore_piece, current_actor(), article, revision):
        flash(f"Brought back what save {revision.number} held. What came later is kept in the history.", "success")
        return redirect(links.edit_url(article))
    return _revision(article, number, form)


def _revision(article: Article, number: str, form: forms.RestoreForm) -> ResponseReturnValue:
    revision = queries.revision(article, _number(number))
    against_now = request.args.get("against") == "now"
    before = queries.revision_before(article, revision.number)
    page = render_template(
        "desk/revision.html",
        article=article,
        revision=revision,
        form=form,
        against_now=against_now,
        changes=serializers.changes(revision, article) if against_now else serializers.changes(before, revision),
        details=() if against_now else serializers.details_changed(before, revision),
    )
    return page, 422 if form.is_refused else 200


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        raise NotFound
    return int(written)

"""Notes on a piece, for those who work on it."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.articles import operations as articles, queries
from northforum.desk import forms, links
from northforum.desk.views.blueprint import at_desk, bp
from northforum.desk.views.steps import reading


@bp.post("/desk/articles/<public_id>/notes")
@at_desk
def leave_note(public_id: str) -> ResponseReturnValue:
    """Leave a note on a piece or on one of its paragraphs."""
    article = queries.article_at_desk(current_actor(), public_id)
    form = forms.NoteForm()
    if form.submit(articles.leave_note, current_actor(), article):
        flash("Your note is there. Only those who work on this piece see it.", "success")
        return redirect(links.notes_url(article))
    return reading(article, forms.StepForm(), form)


@bp.post("/desk/articles/<public_id>/notes/<note_id>/resolve")
@at_desk
def resolve_note(public_id: str, note_id: str) -> ResponseReturnValue:
    """Say that what a note asks for is done."""
    article = queries.article_at_desk(current_actor(), public_id)
    note = queries.note(article, note_id)
    forms.ButtonForm().submit(articles.resolve_note, current_actor(), article, note)
    flash("Marked as done. The note stays where it is, crossed out.", "success")
    return redirect(links.notes_url(article))


@bp.post("/desk/articles/<public_id>/notes/<note_id>/reopen")
@at_desk
def reopen_note(public_id: str, note_id: str) -> ResponseReturnValue:
    """Say that what a note asks for is not done after all."""
    article = queries.article_at_desk(current_actor(), public_id)
    note = queries.note(article, note_id)
    forms.ButtonForm().submit(articles.reopen_note, current_actor(), article, note)
    flash("The note is open again.", "success")
    return redirect(links.notes_url(article))

"""A piece as it stands, for those who do not write in it at the moment, and the steps that it takes."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.access.verdict import authorize
from northforum.articles import links as articles_links, policy, queries
from northforum.articles.models import Article, Step
from northforum.core import local_time
from northforum.desk import forms, links, operations, serializers
from northforum.desk.views.blueprint import at_desk, bp

# What is said once a piece has taken a step.
SAID = {
    Step.OFFER: "Offered as a pitch. Editors will say whether to go on; you are told.",
    Step.ACCEPT: "Accepted: the writer goes on with it as a draft.",
    Step.SUBMIT: "Sent for review. Editors are told, and you are when they have read it.",
    Step.TAKE_BACK: "Taken back: it is a draft again.",
    Step.ASK_CHANGES: "Changes are asked for. The writer is told, and you are when it comes back.",
    Step.APPROVE: "Approved. The writer is told. Publish it now, or say when.",
    Step.UNSCHEDULE: "No longer scheduled; it is approved and waits.",
    Step.PUBLISH: "Published.",
    Step.UNPUBLISH: "Taken down. Its address now says that it is gone; publish it again to bring it back.",
    Step.ARCHIVE: "Put away. It can be taken up again.",
    Step.REOPEN: "Taken up again, as a draft.",
}


@bp.get("/desk/articles/<public_id>/read")
@at_desk
def read_article(public_id: str) -> ResponseReturnValue:
    """Show a piece as it stands, with the steps that are open to the reader."""
    article = queries.article_at_desk(current_actor(), public_id)
    return reading(article, forms.StepForm(publish_at=local_time.written(article.scheduled_at)))


@bp.post("/desk/articles/<public_id>/step")
@at_desk
def take_step(public_id: str) -> ResponseReturnValue:
    """Let a piece take a step as it is stored."""
    actor = current_actor()
    article = queries.article_at_desk(actor, public_id)
    form = forms.StepForm()
    if taken := form.submit(operations.take_step, actor, article):
        return after_step(taken, Step(form.step.data))
    return reading(article, form)


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
    forms.ButtonForm().submit(operations.unpublish_piece, current_actor(), article)
    return after_step(article, Step.UNPUBLISH)


def after_step(article: Article, step: Step) -> ResponseReturnValue:
    """Say what the step did, and go where the piece is seen now."""
    if step is Step.SCHEDULE and article.scheduled_at:
        flash(f"Scheduled for {local_time.full_time(article.scheduled_at)}, British time.", "success")
    else:
        flash(SAID[step], "success")
    if step is Step.PUBLISH:
        return redirect(articles_links.article_url(article))
    writes_on = policy.may_edit(current_actor(), article) and not current_actor().is_editor
    return redirect(links.edit_url(article) if writes_on or step is Step.UNPUBLISH else links.read_url(article))


def reading(article: Article, form: forms.StepForm, note_form: forms.NoteForm | None = None) -> ResponseReturnValue:
    """Show a piece by paragraphs with its notes; a place to write one where the address or a refusal asks for it."""
    page = render_template(
        "desk/read.html",
        article=article,
        form=form,
        note_form=note_form or _note_asked_for(),
        reading=serializers.reading(article),
        people=queries.bylines([article.id]).get(article.id, []),
        section_name=queries.section_name(article.section_id),
        checks=operations.checklist(article),
    )
    return page, 422 if form.is_refused or (note_form and note_form.is_refused) else 200


def _note_asked_for() -> forms.NoteForm | None:
    chosen = request.args.get("note", "")
    if request.method != "GET" or not (chosen == "all" or (chosen.isascii() and chosen.isdigit())):
        return None
    return forms.NoteForm(paragraph="" if chosen == "all" else chosen[:9])

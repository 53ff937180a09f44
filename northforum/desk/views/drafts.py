"""What is typed into a piece, kept as it is typed."""

from flask import flash, jsonify, redirect
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.articles import operations as articles, queries
from northforum.core import ratelimit
from northforum.core.errors import Invalid
from northforum.desk import forms, links
from northforum.desk.views.blueprint import NEW, at_desk, bp

KEPT = ratelimit.Limit("keep what is typed into a piece", "60 per minute")


@bp.post("/desk/articles/<public_id>/kept")
@at_desk
def keep_draft(public_id: str) -> ResponseReturnValue:
    """Keep what stands in the form of a piece, for our script."""
    actor = current_actor()
    ratelimit.hit_here(KEPT, str(actor.member_id))
    article = None if public_id == NEW else queries.article_at_desk(actor, public_id)
    form = forms.DraftForm()
    at = form.submit(articles.keep_draft, actor, article)
    if at is None:
        raise Invalid(form.summary or "This cannot be kept.")
    return jsonify(at=int(at.timestamp() * 1000), address=links.kept_url(article, str(form.form_key.data)))


@bp.post("/desk/articles/<public_id>/kept/<form_key>/drop")
@at_desk
def drop_draft(public_id: str, form_key: str) -> ResponseReturnValue:
    """Throw away words that were kept."""
    actor = current_actor()
    article = None if public_id == NEW else queries.article_at_desk(actor, public_id)
    kept = queries.draft(actor, article, form_key)
    forms.ButtonForm().submit(articles.end_draft, actor, kept.form_key)
    flash("Thrown away.", "success")
    return redirect(links.edit_url(article) if article else links.new_url())

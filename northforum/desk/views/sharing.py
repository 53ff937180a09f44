"""Secret addresses at which somebody without an account reads a piece before its publication."""

from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.access.verdict import authorize
from northforum.articles import operations as articles, policy, queries
from northforum.articles.models import Article, Step
from northforum.core import clock, tokens
from northforum.desk import forms, links
from northforum.desk.views.blueprint import at_desk, bp

# The address itself is shown once, to whoever made it; the site keeps its hash alone.
_NEW = "preview_url"


@bp.get("/desk/articles/<public_id>/share")
@at_desk
def share_article(public_id: str) -> ResponseReturnValue:
    """Show the preview links of a piece."""
    article = queries.article_at_desk(current_actor(), public_id)
    authorize(policy.may_take(current_actor(), Step.SHARE, article))
    return _links(article, forms.ShareForm())


@bp.post("/desk/articles/<public_id>/share")
@at_desk
def make_preview_link(public_id: str) -> ResponseReturnValue:
    """Make a preview link, and show it once."""
    article = queries.article_at_desk(current_actor(), public_id)
    form = forms.ShareForm()
    # The same form, sent twice, has the same token.
    token = tokens.token_of("preview", f"{public_id} {form.form_key.data}", secret=current_app.config["SECRET_KEY"])
    if form.submit(articles.make_preview_link, current_actor(), article, token):
        session[_NEW] = current_app.config["SITE_URL"] + url_for("pages.preview", token=token.raw)
        return redirect(links.share_url(article))
    return _links(article, form)


@bp.post("/desk/articles/<public_id>/share/<link_id>/end")
@at_desk
def end_preview_link(public_id: str, link_id: str) -> ResponseReturnValue:
    """End a preview link at once."""
    article = queries.article_at_desk(current_actor(), public_id)
    link = queries.preview_link(article, link_id)
    forms.ButtonForm().submit(articles.revoke_preview_link, current_actor(), article, link)
    flash("Ended. The address answers from now on that it leads nowhere.", "success")
    return redirect(links.share_url(article))


def _links(article: Article, form: forms.ShareForm) -> ResponseReturnValue:
    rows = queries.preview_links(article, clock.now())
    page = render_template("desk/share.html", article=article, form=form, rows=rows, made=session.pop(_NEW, ""))
    return page, 422 if form.is_refused else 200

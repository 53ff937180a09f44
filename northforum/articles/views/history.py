"""What was put right in articles, and a piece before its publication for whoever has its secret link."""

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.articles import links, queries
from northforum.articles.views.blueprint import bp
from northforum.core import clock, headers, templating


@bp.get("/corrections")
@anyone
def corrections() -> ResponseReturnValue:
    """Show what was put right, the newest first."""
    after = request.args.get("after") or None
    page = queries.corrections(current_actor(), after)
    return render_template(
        "articles/corrections.html",
        corrections=page.items,
        older_url=links.corrections_url(page.next_cursor) if page.next_cursor else "",
        first_url=links.corrections_url() if after else "",
    )


@bp.get("/preview/<token>")
@anyone
def preview(token: str) -> ResponseReturnValue:
    """Show a piece to whoever has its secret link; once it is published, its page."""
    article = queries.previewed(token, clock.now())
    if article.is_published:
        return redirect(links.article_url(article))
    page = render_template(
        "articles/preview.html",
        article=article,
        body=templating.stored_html([article.body_html]),
        people=queries.bylines([article.id]).get(article.id, []),
        section_name=queries.section_name(article.section_id),
        hero=queries.hero_files(article.picture_id),
    )
    return _kept_by_nobody(make_response(page))


def _kept_by_nobody(answer: Response) -> Response:
    """Return the answer with words for caches, search engines and browsers: it is not kept, listed or passed on."""
    answer.headers["Cache-Control"] = headers.PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer

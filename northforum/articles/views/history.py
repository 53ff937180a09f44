"""What was put right in articles."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.articles import links, queries
from northforum.articles.views.blueprint import bp


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

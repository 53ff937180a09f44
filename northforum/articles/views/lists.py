"""Lists of articles: a section, a topic, an author, a month, what is read and talked about, everything."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.articles import links, queries
from northforum.articles.views.blueprint import bp
from northforum.core.pagination import Page

MOVED = 301


@bp.get("/sections/<slug>")
@anyone
def section(slug: str) -> ResponseReturnValue:
    """Show the articles of a section."""
    found = queries.section(slug)
    if found.slug != slug:
        return redirect(links.section_url(found), MOVED)
    page = queries.in_section(current_actor(), found.id, _after())
    words = {"kicker": "Section", "heading": found.name, "description": found.description}
    words |= {"feeds_path": links.section_url(found), "section_slug": found.slug}
    return _list(page, lambda after: links.section_url(found, after), **words)


@bp.get("/topics/<slug>")
@anyone
def topic(slug: str) -> ResponseReturnValue:
    """Show the articles on a topic."""
    found = queries.topic(current_actor(), slug)
    if found.slug != slug:
        return redirect(links.topic_url(found), MOVED)
    page = queries.on_topic(current_actor(), found.id, _after())
    words = {"kicker": "Topic", "heading": found.name, "description": found.description}
    return _list(
        page, lambda after: links.topic_url(found, after), **words, feeds_path=links.topic_url(found), topic=found
    )


@bp.get("/authors/<slug>")
@anyone
def author(slug: str) -> ResponseReturnValue:
    """Show who somebody is and what they wrote."""
    found = queries.author(current_actor(), slug)
    if found.slug != slug:
        return redirect(links.author_url(found), MOVED)
    page = queries.by_author(current_actor(), found.id, _after())
    words = {"kicker": "Author", "heading": found.name, "description": ""}
    return _list(
        page,
        lambda after: links.author_url(found, after),
        **words,
        feeds_path=links.author_url(found),
        author=queries.author_card(found),
    )


@bp.get("/archive")
@anyone
def archive() -> ResponseReturnValue:
    """Show every article, newest first, and the months in which they were published."""
    page = queries.latest(current_actor(), _after())
    words = {"kicker": "Archive", "heading": "Everything, newest first", "description": ""}
    return _list(page, links.archive_url, **words, years=() if _after() else queries.months(current_actor()))


@bp.get("/archive/<int(fixed_digits=4, min=1000):year>/<int(fixed_digits=2, min=1, max=12):month>")
@anyone
def archive_month(year: int, month: int) -> ResponseReturnValue:
    """Show the articles of a month."""
    found = queries.month(current_actor(), year * 100 + month)
    page = queries.in_month(current_actor(), year * 100 + month, _after())
    words = {"kicker": "Archive", "heading": found.here.name, "description": "", "month": found}
    return _list(page, lambda after: links.month_url(found.here, after), **words)


@bp.get("/most-read")
@anyone
def most_read() -> ResponseReturnValue:
    """Show the most read articles of the last week."""
    return render_template("articles/most_read.html", articles=queries.most_read(current_actor()))


@bp.get("/discussions")
@anyone
def discussions() -> ResponseReturnValue:
    """Show the articles with the latest comments."""
    return _talk(queries.discussed(current_actor(), _after()), "discussions")


@bp.get("/discussions/most")
@anyone
def most_discussed() -> ResponseReturnValue:
    """Show the articles with the most comments."""
    return _talk(queries.discussed_most(current_actor(), _after()), "most_discussed")


@bp.get("/discussions/unanswered")
@anyone
def unanswered() -> ResponseReturnValue:
    """Show the articles that nobody has said anything under."""
    return _talk(queries.unanswered(current_actor(), _after()), "unanswered")


def _talk(page: Page[queries.Card], view: str) -> ResponseReturnValue:
    return render_template(
        "articles/discussions.html",
        view=view,
        articles=page.items,
        older_url=links.discussions_url(view, page.next_cursor) if page.next_cursor else "",
        first_url=links.discussions_url(view) if _after() else "",
    )


def _after() -> str | None:
    return request.args.get("after") or None


def _list(page: Page[queries.Card], url: Callable[[str | None], str], **words: Any) -> ResponseReturnValue:
    older_url = url(page.next_cursor) if page.next_cursor else ""
    first_url = url(None) if _after() else ""
    return render_template("articles/list.html", articles=page.items, older_url=older_url, first_url=first_url, **words)

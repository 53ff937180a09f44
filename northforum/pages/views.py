"""The reading pages: front page, an article with its discussion, a hub, a member; and two files for machines."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.articles import links as articles_links, policy as articles_policy, queries as articles_queries
from northforum.core import page_cache, templating
from northforum.discussion import queries as discussion_queries
from northforum.pages import queries, serializers

bp = Blueprint("pages", __name__)

MOVED = 301
# A person's own pages, and addresses that only lead elsewhere.
NOT_FOR_ROBOTS = ("/account", "/desk", "/forgot", "/join", "/login", "/logout", "/reset/", "/confirm/", "/comments/*/")


@bp.get("/")
@anyone
def front() -> ResponseReturnValue:
    """Show the front page."""
    return render_template("pages/front.html", **queries.front_page(current_actor())._asdict())


@bp.get("/articles/<slug>")
@anyone
def article(slug: str) -> ResponseReturnValue:
    """Show an article with its hubs and its discussion; an old address leads to the present one."""
    version = queries.open_version(slug)
    if version is not None and _is_the_same_for_all():
        page = page_cache.pages().get(("article", slug), version, lambda: _article(slug, version).encode())
        return Response(page, mimetype="text/html")
    found = queries.article_page(current_actor(), slug, version)
    if found.article.slug != slug:
        return redirect(articles_links.article_url(found.article), MOVED)
    return _shown(found)


@bp.get("/articles/<slug>/comments")
@anyone
def comments(slug: str) -> ResponseReturnValue:
    """Show a further page of an article's discussion, in any order."""
    sort = discussion_queries.sort_named(request.args.get("sort") or "newest")
    page = queries.comments_page(current_actor(), slug, sort, request.args.get("after") or None)
    if page.talk is None or page.article.slug != slug:
        return redirect(articles_links.article_url(page.article))
    return render_template("pages/comments.html", article=page.article, **page.talk._asdict())


@bp.get("/hubs/<slug>")
@anyone
def hub(slug: str) -> ResponseReturnValue:
    """Show a hub."""
    return render_template("pages/hub.html", **queries.hub_page(current_actor(), slug)._asdict())


@bp.get("/members/<handle>")
@anyone
def member(handle: str) -> ResponseReturnValue:
    """Show a member."""
    page = queries.member_page(current_actor(), handle, request.args.get("after") or None)
    return render_template("pages/member.html", **page._asdict())


@bp.get("/robots.txt")
@anyone
def robots() -> ResponseReturnValue:
    """Tell crawlers what is no reading matter."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@bp.get("/favicon.ico")
@anyone
def favicon() -> ResponseReturnValue:
    """Lead programs that guess at the icon's address to the icon."""
    return redirect(templating.static_url("img/favicon.svg"))


def _is_the_same_for_all() -> bool:
    """Return whether nothing of this request can show on its page: a stranger without a session or a query."""
    return not (current_actor().is_member or session or request.query_string)


def _article(slug: str, version: queries.Version) -> str:
    return _shown(queries.article_page(current_actor(), slug, version))


def _shown(page: queries.ArticlePage) -> str:
    structured = serializers.news_article(page.article, current_app.config["SETTINGS"])
    talk = page.talk._asdict() if page.talk else {"thread": None}
    return render_template(
        "articles/show.html", article=page.article, hubs=page.hubs, structured=structured, **_desk(page.article), **talk
    )


def _desk(shown: articles_queries.FullArticle) -> dict[str, str]:
    may_edit = articles_policy.may_edit(current_actor(), shown)
    return {"can_edit_url": articles_links.desk_url(shown) if may_edit else ""}

"""The reading pages: front page, an article with its discussion or before its publication, a hub, a member."""

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.articles import links as articles_links, queries as articles
from northforum.core import clock, headers
from northforum.core.errors import NotFound
from northforum.discussion import queries as discussion_queries
from northforum.hubs import serializers as hubs_serializers
from northforum.pages import queries, rendering, serializers

bp = Blueprint("pages", __name__)

MOVED = 301


@bp.get("/")
@anyone
def front() -> ResponseReturnValue:
    """Show the front page."""
    return render_template("pages/front.html", page=queries.front_page(current_actor()))


@bp.get("/articles/<slug>")
@anyone
def article(slug: str) -> ResponseReturnValue:
    """Show an article with its hubs and its discussion; an old address leads to the present one."""
    actor = current_actor()
    # Asked here, though the layer has asked before: in the transaction that draws, it says who may read this now.
    version = queries.open_version(slug)
    sort = discussion_queries.preferred_sort(actor)
    kept = rendering.kept_article(actor, slug, version, sort) if version else None
    if kept is not None:
        return Response(kept, mimetype="text/html")
    page = queries.article_page(actor, slug, version, sort)
    if page.article.slug != slug:
        return redirect(articles_links.article_url(page.article), MOVED)
    return rendering.article(actor, page)


@bp.get("/articles/<slug>/comments")
@anyone
def comments(slug: str) -> ResponseReturnValue:
    """Show a further page of an article's discussion, in any order, or of its editors' picks."""
    if hub_slug := request.args.get("hub"):
        return _voices(slug, hub_slug)
    shows_picks = request.args.get("show") == "picks"
    sort = None if shows_picks else discussion_queries.sort_named(request.args.get("sort") or "newest")
    page = queries.comments_page(current_actor(), slug, sort, request.args.get("after") or None)
    if page.talk is None or page.article.slug != slug:
        return redirect(articles_links.article_url(page.article))
    return render_template("pages/comments.html", article=page.article, **page.talk._asdict())


@bp.get("/articles/<slug>/comments.xml")
@anyone
def comments_feed(slug: str) -> ResponseReturnValue:
    """Give the newest comments under an article as a feed, as a stranger reads them."""
    feed = serializers.thread_feed(queries.thread_feed(slug), current_app.config["SETTINGS"])
    # Its tag comes from the layer before Flask, which keeps it.
    return Response(feed, mimetype="application/rss+xml")


@bp.get("/oembed")
@anyone
def oembed() -> ResponseReturnValue:
    """Say what another site needs to embed an article or a comment."""
    settings = current_app.config["SETTINGS"]
    if request.args.get("format", "json") != "json":
        raise NotFound("This site answers in JSON only.")
    return jsonify(serializers.oembed(queries.embedded(settings.site_url, request.args.get("url", "")), settings))


@bp.get("/comments/<public_id>")
@anyone
def comment(public_id: str) -> ResponseReturnValue:
    """Show a comment with what it answers, what answers it, and what was decided about it."""
    page = queries.comment_page(current_actor(), public_id)
    return render_template("discussion/show.html", **page.view._asdict(), standing=page.standing)


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


@bp.get("/preview/<token>")
@anyone
def preview(token: str) -> ResponseReturnValue:
    """Show a piece to whoever has its secret link; once it is published, its page."""
    article = articles.previewed(token, clock.now())
    if article.is_published:
        return redirect(articles_links.article_url(article))
    page = render_template(
        "articles/preview.html",
        article=article,
        body=hubs_serializers.drawn(article.body_html),
        people=articles.bylines([article.id]).get(article.id, []),
        section_name=articles.section_name(article.section_id),
        hero=articles.hero_files(article.picture_id),
    )
    return _kept_by_nobody(make_response(page))


def _kept_by_nobody(answer: Response) -> Response:
    """Return the answer with words for caches, search engines and browsers: it is not kept, listed or passed on."""
    answer.headers["Cache-Control"] = headers.PRIVATE
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _voices(slug: str, hub_slug: str) -> ResponseReturnValue:
    page = queries.hub_voices(current_actor(), slug, hub_slug, request.args.get("after") or None)
    return render_template("pages/voices.html", **page._asdict())

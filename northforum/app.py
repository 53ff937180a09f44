"""The application: settings, extensions, hooks, features, error pages."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from northforum import identity, reactions
from northforum.access.current import current_actor
from northforum.articles import (
    links as articles_links,
    operations as articles,
    policy as articles_policy,
    queries as articles_queries,
    views as articles_views,
)
from northforum.core import (
    compression,
    csrf,
    db,
    error_pages,
    events,
    headers,
    logs,
    page_cache,
    ratelimit,
    storage,
    templating,
)
from northforum.core.front.layer import Front, Site
from northforum.core.front.reads import Reads
from northforum.core.places import STATIC
from northforum.core.settings import Settings, from_environment
from northforum.core.tally import Counted, Tally, Write
from northforum.core.web_app import NorthForum, refuse_long_address, widen_body_limit
from northforum.desk import links as desk_links, views as desk_views
from northforum.discussion import links as discussion_links, policy as discussion_policy, views as discussion_views
from northforum.hubs import links as hubs_links, policy as hubs_policy, views as hubs_views
from northforum.library import views as library_views
from northforum.machines import serializers as machines_serializers, views as machines_views
from northforum.media import (
    links as media_links,
    policy as media_policy,
    serializers as media_serializers,
    views as media_views,
)
from northforum.members import links as members_links, policy as members_policy, views as members_views
from northforum.moderation import links as moderation_links, policy as moderation_policy, views as moderation_views
from northforum.notifications import links as notifications_links, views as notifications_views
from northforum.pages import addresses, arranging, health, personal, spliced, styleguide, views as pages_views
from northforum.search import links as search_links, views as search_views

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for ``settings``, or for the environment's."""
    settings = settings or from_environment()
    app = NorthForum("northforum")
    _configure(app, settings)
    _extend(app, settings)
    _mount(app, settings)
    error_pages.configure(app)
    _wrap(app, settings)
    return app


def _configure(app: NorthForum, settings: Settings) -> None:
    prefix = "__Host-" if settings.is_secure else ""
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SITE_URL=settings.site_url,
        TESTING=settings.testing,
        LOGIN_ENDPOINT="members.log_in",
        TRUSTED_HOSTS=_trusted_hosts(settings),
        PREFERRED_URL_SCHEME="https" if settings.is_secure else "http",
        SESSION_COOKIE_NAME=f"{prefix}session",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )


def _trusted_hosts(settings: Settings) -> list[str]:
    host = settings.host.rsplit(":", 1)[0] if not settings.host.endswith("]") else settings.host
    # A site on loopback is reached by each of the machine's names for itself.
    return list(LOOPBACK) if host in LOOPBACK else [host]


def _extend(app: NorthForum, settings: Settings) -> None:
    logs.configure(app, settings)
    db.configure(app, settings)
    templating.configure(app, settings)
    page_cache.configure(app)
    storage.configure(app, settings)
    app.before_request(refuse_long_address)
    app.before_request(widen_body_limit)
    ratelimit.configure(app, settings)
    csrf.configure(app)
    identity.configure(app, settings)
    # After-request hooks run last to first: a body is compressed once its headers stand.
    compression.configure(app)
    headers.configure(app, settings)
    events.react(reactions.REACTIONS)


def _mount(app: NorthForum, settings: Settings) -> None:
    features = (
        members_views,
        media_views,
        discussion_views,
        articles_views,
        hubs_views,
        moderation_views,
        notifications_views,
        search_views,
    )
    for feature in features:
        app.register_blueprint(feature.bp)
    for composed in (pages_views, arranging, desk_views, library_views, machines_views, health):
        app.register_blueprint(composed.bp)
    if settings.development or settings.testing:
        app.register_blueprint(styleguide.bp)
    app.context_processor(_template_names)
    templating.offer(
        app,
        members_policy=members_policy,
        discussion_policy=discussion_policy,
        articles_policy=articles_policy,
        hubs_policy=hubs_policy,
        moderation_policy=moderation_policy,
        members_links=members_links,
        discussion_links=discussion_links,
        articles_links=articles_links,
        desk_links=desk_links,
        hubs_links=hubs_links,
        moderation_links=moderation_links,
        media_links=media_links,
        media_policy=media_policy,
        media_serializers=media_serializers,
        notifications_links=notifications_links,
        search_links=search_links,
        personal=personal.personal,
        schema_org=machines_serializers.structured,
        share_pictures=machines_serializers.sharing,
    )


def _template_names() -> dict[str, object]:
    return {"actor": current_actor(), "nav_sections": articles_queries.navigation}


def _wrap(app: Flask, settings: Settings) -> None:
    static = WhiteNoise(
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        immutable_file_test=lambda path, url: "/static/vendor/" in url,
        add_headers_function=headers.for_static(settings),
    )
    reads = _reads(app)
    kinds = addresses.kinds(spliced.ArticlesForMembers(app, reads).answer)
    front = app.extensions["front"] = Front(static, _seen_from_outside(app, settings), kinds, reads)
    tally = app.extensions["tally"] = Tally(_write_reads(app))
    counted = Counted(front, "/articles/", tally.add)
    wrapped = (
        counted
        if not settings.trusted_proxies
        else ProxyFix(
            counted, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies, x_host=settings.trusted_proxies
        )
    )
    app.wsgi_app = wrapped  # type: ignore[method-assign]


def _write_reads(app: Flask) -> Write:
    with app.app_context():
        engine = db.db.engine

    def write(counts: Mapping[str, int]) -> None:
        with app.app_context(), db.own_write(engine) as connection:
            articles.write_reads(connection, counts)

    return write


def _seen_from_outside(app: Flask, settings: Settings) -> Site:
    port = urlsplit(settings.site_url).port
    suffixes = ("", f":{port}") if port else ("",)
    # The site's own name with its port; of a site on loopback, the other names that Flask trusts as well.
    others = _trusted_hosts(settings) if settings.host.removesuffix(f":{port}") in LOOPBACK else ()
    hosts = {settings.host, *(f"{name}{suffix}" for name in others for suffix in suffixes)}
    cookies = (app.config["SESSION_COOKIE_NAME"], app.config["REMEMBER_COOKIE_NAME"])
    return Site(settings.site_url, frozenset(hosts), cookies)


def _reads(app: Flask) -> Reads:
    with app.app_context():
        return Reads(db.db.engine, app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"])

"""From a browser's cookie to the actor of a request, by way of Flask-Login and one row for each sign-in."""

import logging
from collections.abc import Collection

import flask_login
from flask import Flask, Response, current_app, g, request, session
from flask.globals import request_ctx
from sqlalchemy.exc import SQLAlchemyError

from northforum.access.actor import Actor
from northforum.access.current import SignedIn, current_actor
from northforum.core import clock
from northforum.core.settings import Settings
from northforum.hubs import queries as hubs
from northforum.members import operations, queries
from northforum.members.models import MemberState
from northforum.members.models.sign_in import REMEMBERED_FOR, TOUCHED_EVERY

log = logging.getLogger("northforum.identity")
# What Flask-Login keeps of a sign-in; the rest of the session, such as the token of an open form, outlives it.
_OF_THE_SIGN_IN = ("_user_id", "_fresh", "_id", "_remember_seconds")


def configure(app: Flask, settings: Settings) -> None:
    """Let ``app`` know who is asking."""
    prefix = "__Host-" if settings.is_secure else ""
    app.config.update(
        REMEMBER_COOKIE_NAME=f"{prefix}remember",
        REMEMBER_COOKIE_DURATION=REMEMBERED_FOR,
        REMEMBER_COOKIE_PATH="/",
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SECURE=settings.is_secure,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_REFRESH_EACH_REQUEST=False,
    )
    manager = flask_login.LoginManager()
    # Its fingerprint trusts a raw X-Forwarded-For, and logs phones out whenever they change networks.
    manager.session_protection = None
    manager.user_loader(load_actor)
    # Registered earlier, so run later, than Flask-Login's own hook, which looks into every session.
    app.after_request(_forget_the_look)
    manager.init_app(app, add_context_processor=False)
    # Registered later, so run earlier, than Flask-Login's own hook, which acts on what this one leaves in the session.
    app.after_request(_settle)


def load_actor(key: str) -> SignedIn | None:
    """Return the sign-in that ``key`` opens with a snapshot of its member, or ``None`` when it has ended."""
    found = queries.live_sign_in(key)
    if found is None:
        return None
    if clock.now() - found.last_seen_at >= TOUCHED_EVERY:
        g.unseen_sign_in = found
    return SignedIn(found.actor(hubs.roles_of(found.member_id)), found.session_id, key)


def actors(member_ids: Collection[int]) -> dict[int, Actor]:
    """Return each of the members as the one who would be asking now, for jobs that act for many."""
    if not member_ids:
        return {}
    roles, hub_roles = queries.roles_by_member(member_ids), hubs.roles_by_member(member_ids)
    return {
        row.id: Actor(
            member_id=row.id,
            handle=row.handle,
            name=row.name,
            tone=row.tone,
            roles=frozenset(roles.get(row.id, ())),
            hub_roles=hub_roles.get(row.id, {}),
            is_suspended=row.state is MemberState.SUSPENDED,
        )
        for row in queries.actor_rows(member_ids)
    }


def _settle(response: Response) -> Response:
    """Note that a sign-in was used; take a dead one off the browser. The request's own transaction is over by now."""
    if "_login_user" in g and not current_actor().is_member:
        _drop_dead_cookies()
    elif (used := g.pop("unseen_sign_in", None)) is not None:
        try:
            operations.note_seen(used.session_id, remembered=used.remembered)
        except SQLAlchemyError as problem:
            # A page that was read must not fail because this could not be written.
            log.warning("sign_in.not_noted %s", type(problem).__name__)
    g.session_was_read = _session_is_read()
    return response


def _forget_the_look(response: Response) -> Response:
    """Let an answer for which nobody asked who reads be the same for every cookie, as far as caches are concerned."""
    if not g.pop("session_was_read", True) and request_ctx._session is not None:
        request_ctx._session.accessed = False
    return response


def _session_is_read() -> bool:
    return request_ctx._session is not None and request_ctx._session.accessed


def _drop_dead_cookies() -> None:
    for name in _OF_THE_SIGN_IN:
        session.pop(name, None)
    if current_app.config["REMEMBER_COOKIE_NAME"] in request.cookies:
        session["_remember"] = "clear"

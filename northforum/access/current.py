"""The actor of the request, the sign-in that carries it, and what each route asks of it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import flask_login
from flask import g, session
from flask.typing import ResponseReturnValue

from northforum.access.actor import STRANGER, Actor
from northforum.access.roles import Role
from northforum.core.errors import Forbidden, NeedsSignIn

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class SignedIn(flask_login.UserMixin):  # type: ignore[misc]
    """What Flask-Login carries: the actor and the key of this one sign-in."""

    actor: Actor
    session_id: int
    key: str

    def get_id(self) -> str:
        """Return the key of this sign-in; the database holds its hash, and ends it by removing the row."""
        return self.key


def current_actor() -> Actor:
    """Return who is asking in this request."""
    if "actor" not in g:
        person = flask_login.current_user
        g.actor = person.actor if isinstance(person._get_current_object(), SignedIn) else STRANGER
    actor: Actor = g.actor
    return actor


def current_session_id() -> int | None:
    """Return the id of the sign-in that this request came with."""
    person = flask_login.current_user._get_current_object()
    return person.session_id if isinstance(person, SignedIn) else None


def start_session(signed_in_as: SignedIn, *, remember: bool) -> None:
    """Sign somebody in, in a fresh browser session."""
    session.clear()
    if not remember:
        # A cookie left by an earlier sign-in in this browser would bring that one back.
        session["_remember"] = "clear"
    flask_login.login_user(signed_in_as, remember=remember)
    g.actor = signed_in_as.actor


def end_session() -> None:
    """Sign the reader out of this browser."""
    flask_login.logout_user()
    session.clear()
    # Flask-Login leaves word for its after-request hook in the session; without it the remember cookie would stay.
    session["_remember"] = "clear"
    g.actor = STRANGER


def anyone(view: View) -> View:
    """Declare that everybody may ask for this route."""
    view.access = "anyone"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Open this route to signed-in members only."""

    @functools.wraps(view)
    def guarded(**values: str) -> ResponseReturnValue:
        if not current_actor().is_member:
            raise NeedsSignIn
        return view(**values)

    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded


def requires(*roles: Role) -> Callable[[View], View]:
    """Open this route to members who hold one of ``roles`` only."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(**values: str) -> ResponseReturnValue:
            actor = current_actor()
            if not actor.is_member:
                raise NeedsSignIn
            if not any(actor.has_role(role) for role in roles):
                raise Forbidden("Your account does not have the role that this page needs.")
            return view(**values)

        guarded.access = f"role: {', '.join(roles)}"  # type: ignore[attr-defined]
        return guarded

    return decorate

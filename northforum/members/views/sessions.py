"""From a sign-in in the database to one in the browser."""

from flask import request

from northforum.access.current import SignedIn, start_session
from northforum.core import user_agent
from northforum.core.errors import NeedsSignIn
from northforum.members import queries
from northforum.members.operations import NewSignIn


def device() -> str:
    """Return what the browser of the request is called among its member's sign-ins."""
    return user_agent.device(request.headers.get("User-Agent", ""))


def begin(sign_in: NewSignIn) -> None:
    """Let the browser of the request carry ``sign_in`` from now on."""
    found = queries.live_sign_in(sign_in.key)
    if found is None:
        raise NeedsSignIn
    start_session(SignedIn(found.actor(), found.session_id, sign_in.key), remember=sign_in.remembered)

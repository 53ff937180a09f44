"""Telling a WebSub hub that feeds have changed, as hubs have been told since PubSubHubbub 0.3 (7.1)."""

from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPErrorProcessor, Request, build_opener

from northforum.core.errors import Unavailable

SECONDS = 10
_ACCEPTED = range(200, 300)


class _AsItIs(HTTPErrorProcessor):
    """Takes every answer as it is: nobody follows where it leads, so that a hub cannot send the site into its own
    network, and nobody reads its body.
    """

    def http_response(self, request: Request, response: Any) -> Any:
        """Return the answer."""
        del request
        return response

    https_response = http_response


def announce(hub: str, feeds: Sequence[str]) -> None:
    """Tell the hub at the address ``hub`` that ``feeds`` have changed.

    Raises
    ------
    Unavailable
        When it does not answer in time, or does not accept.
    """
    if not hub.startswith(("http://", "https://")):
        raise Unavailable("A WebSub hub is asked by HTTP only.")
    body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        asked = Request(hub, body, kind, method="POST")  # noqa: S310 - looked at above
        with build_opener(_AsItIs).open(asked, timeout=SECONDS) as answer:
            status = answer.status
    except (OSError, ValueError, HTTPException) as problem:
        raise Unavailable("The WebSub hub does not answer.") from problem
    if status not in _ACCEPTED:
        raise Unavailable(f"The WebSub hub answers {status}.")

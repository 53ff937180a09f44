"""The blueprint that the views of discussions share."""

from flask import Blueprint, request

bp = Blueprint("discussion", __name__)

# What our own script asks for: a piece of a page alone, to be put in place.
FRAGMENT = "text/html-fragment"


def is_for_script() -> bool:
    """Return whether our own script asks, which wants a piece of a page only."""
    return FRAGMENT in request.headers.get("Accept", "")


def wants_json() -> bool:
    """Return whether our own script asks, which wants facts only."""
    return "application/json" in request.headers.get("Accept", "")

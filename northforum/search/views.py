"""The page of the search, and what it suggests while somebody types."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor
from northforum.core import ratelimit
from northforum.core.ratelimit import Limit
from northforum.search import forms, serializers

bp = Blueprint("search", __name__)

# Typed words are asked for as they grow.
SEARCH = Limit("search", "180 per minute")
SUGGESTIONS = Limit("search suggestions", "240 per minute")
# What our own script asks for: the results alone, to be put in place.
FRAGMENT = "text/html-fragment"
INVALID = 422


@bp.get("/search")
@anyone
def search() -> ResponseReturnValue:
    """Show what is found."""
    _count(SEARCH)
    wish, problems = forms.read(request.args)
    view = serializers.search_view(current_actor(), wish, problems, request.args.get("after") or None)
    alone = FRAGMENT in request.headers.get("Accept", "")
    template = "search/_results.html" if alone else "search/search.html"
    return render_template(template, **view._asdict()), INVALID if view.problems else 200


@bp.get("/search/suggest")
@anyone
def suggest() -> ResponseReturnValue:
    """Name the hubs, members and articles that are called as typed."""
    _count(SUGGESTIONS)
    return jsonify(serializers.suggestions(current_actor(), request.args.get("q", "")))


def _count(limit: Limit) -> None:
    actor = current_actor()
    ratelimit.hit_here(limit, str(actor.member_id) if actor.is_member else ratelimit.address_key(request.remote_addr))

"""Whom and what the rich editor offers behind an ``@``."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor
from northforum.core import ratelimit, text
from northforum.desk.views.blueprint import at_desk, bp
from northforum.discussion import queries as discussion_queries
from northforum.hubs import queries as hubs_queries

OFFERED = ratelimit.Limit("suggest members and hubs", "240 per minute")
MOST, LONGEST = 8, 40


@bp.get("/desk/mentions")
@at_desk
def suggest_mentions() -> ResponseReturnValue:
    """Send our script the hubs and members whose names begin with what is being typed."""
    actor = current_actor()
    ratelimit.hit_here(OFFERED, str(actor.member_id))
    beginning = text.clean_line(request.args.get("q") or "").lower()
    if not beginning or len(beginning) > LONGEST:
        return jsonify([])
    return jsonify([*_hubs(actor, beginning), *_members(actor, beginning)][:MOST])


def _hubs(actor: Actor, beginning: str) -> list[dict[str, str]]:
    found = [
        (slug, *label.rsplit(", ", 1))
        for slug, label in hubs_queries.hubs_for_choice(actor)
        if any(word.startswith(beginning) for word in (slug, *label.lower().split()))
    ]
    return [{"name": name, "note": f"hub in {place}", "address": f"/hubs/{slug}"} for slug, name, place in found[:MOST]]


def _members(actor: Actor, beginning: str) -> list[dict[str, str]]:
    found = discussion_queries.suggested_members(actor, beginning, None)
    return [{"name": row.name, "note": f"@{row.handle}", "address": f"/members/{row.handle}"} for row in found]

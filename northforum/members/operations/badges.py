"""The badge that a member wears. Hubs, on a higher floor, have asked their own rules before."""

from northforum.core.db import db
from northforum.core.events import emit
from northforum.members import queries
from northforum.members.events import ProfileChanged


def wear_badge(member_id: int, hub_id: int | None, name: str, slug: str) -> bool:
    """Put the name of a hub beside the member's own, or none; return whether it is another than before."""
    held = queries.locked_member(member_id)
    if held is None or (held.badge_hub_id, held.badge_name, held.badge_slug) == (hub_id, name, slug):
        return False
    held.wear(hub_id, name, slug)
    db.session.flush()
    emit(ProfileChanged(member_id))
    return True

"""Who may do what with a hub."""

from northforum.access.actor import Actor
from northforum.access.verdict import SIGN_IN_FIRST, YES, Verdict, no
from northforum.articles.models import Article
from northforum.hubs.models import Hub, HubVisibility, Joining
from northforum.members import policy as members_policy

NOT_INSIDE = no("Only members of a hub wear its badge.")


def may_see(actor: Actor, hub: Hub) -> Verdict:
    """Whether the hub exists for the actor at all; ``queries.listed`` is the same rule as a condition."""
    if hub.visibility is not HubVisibility.SECRET or actor.in_hub(hub.id) or actor.is_moderator:
        return YES
    return no("This hub is not open to you.")


def may_look_inside(actor: Actor, hub: Hub) -> Verdict:
    """Whether the actor sees members and details; ``queries.open_inside`` is the same rule as a condition."""
    if hub.visibility is HubVisibility.PUBLIC or actor.in_hub(hub.id) or actor.is_moderator:
        return YES
    return no("Only members of this hub see what is inside.")


def may_found(actor: Actor) -> Verdict:
    """Whether the actor may open a new hub."""
    return _taking_part(actor, allowed=actor.is_editor, reason="Editors open new hubs.")


def may_describe(actor: Actor, hub: Hub) -> Verdict:
    """Whether the actor may change what the hub says of itself and how it takes members."""
    keeps_it = actor.hosts(hub.id) or (actor.is_editor and bool(may_look_inside(actor, hub)))
    return _taking_part(actor, allowed=keeps_it, reason="The hosts of this hub look after its page.")


def may_join(actor: Actor, hub: Hub) -> Verdict:
    """Whether the actor may join the hub or ask to be let in; joining again does nothing and is no mistake."""
    if not actor.is_member:
        return SIGN_IN_FIRST
    has_a_way_in = hub.joining is not Joining.INVITATION or actor.in_hub(hub.id)
    reason = "This hub takes members by invitation. One of its members can put in a word for you with the hosts."
    return _taking_part(actor, allowed=has_a_way_in, reason=reason)


def may_leave(actor: Actor) -> Verdict:
    """Whether the actor may leave a hub; whoever looks after it last is held back by the operation."""
    return YES if actor.is_member else SIGN_IN_FIRST


def may_wear(actor: Actor, hub: Hub) -> Verdict:
    """Whether the actor may wear the hub's badge beside their name; a secret one would be given away by it."""
    if actor.is_member and hub.is_secret:
        return no("This hub is secret, so nobody wears its badge.")
    return _taking_part(actor, allowed=actor.in_hub(hub.id), reason=NOT_INSIDE.reason)


def may_take_off(actor: Actor) -> Verdict:
    """Whether the actor may wear no badge any more."""
    return YES if actor.is_member else SIGN_IN_FIRST


def may_decide_requests(actor: Actor, hub: Hub) -> Verdict:
    """Whether the actor may let members in and see who asks."""
    decides = actor.is_system or actor.hosts(hub.id)
    return _taking_part(actor, allowed=decides, reason="Only the hosts of this hub decide who is let in.")


def may_name_hubs(actor: Actor, article: Article) -> Verdict:
    """Whether the actor may say which hubs the article concerns: editors, and whoever wrote it."""
    wrote_it = actor.writes_at_the_desk and article.created_by == actor.member_id
    reason = "Editors and the writer of a piece say which hubs it concerns."
    return _taking_part(actor, allowed=actor.is_editor or wrote_it, reason=reason)


def _taking_part(actor: Actor, *, allowed: bool, reason: str) -> Verdict:
    takes_part = members_policy.may_take_part(actor)
    return takes_part if allowed or not takes_part else no(reason)

"""Mail about hubs."""

from northforum.core import mail
from northforum.hubs import links
from northforum.hubs.models import Hub, HubMember
from northforum.members.models import Member


def join_asked(host: Member, hub: Hub, asking: Member, request: HubMember) -> mail.Message:
    """Return what tells a host that somebody would like to join."""
    return mail.render_message(
        "hubs/join_asked",
        to=host.email,
        hub=hub,
        asking=asking,
        answer=request.answer,
        url=links.requests_url(hub, external=True),
    )


def request_accepted(member: Member, hub: Hub) -> mail.Message:
    """Return what tells a member that the hosts let them in."""
    url = links.hub_url(hub, external=True)
    return mail.render_message("hubs/request_accepted", to=member.email, member=member, hub=hub, url=url)


def request_declined(member: Member, hub: Hub) -> mail.Message:
    """Return what tells a member that the hosts said no."""
    url = links.directory_url(external=True)
    return mail.render_message("hubs/request_declined", to=member.email, member=member, hub=hub, url=url)

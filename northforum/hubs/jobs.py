"""What follows the wishes to join a hub, by the worker."""

from northforum.core import mail
from northforum.discussion.events import ThreadAuthorsChanged
from northforum.hubs import emails, operations, queries
from northforum.hubs.events import (
    HubDescribed,
    HubJoinAsked,
    HubJoined,
    HubLeft,
    HubRequestAccepted,
    HubRequestDeclined,
    HubRoleGiven,
    HubsNamed,
)


def tell_hosts(event: HubJoinAsked) -> None:
    """Write to each host that somebody would like to join, unless the wish was taken back or answered meanwhile."""
    request = queries.membership(event.hub_id, event.member_id)
    if request is None or request.is_active:
        return
    hub, asking = queries.hub_and_member(event.hub_id, event.member_id)
    hosts = queries.hosts_to_tell(event.hub_id)
    mail.commit_and_send(*[emails.join_asked(host, hub, asking, request) for host in hosts])


def tell_accepted(event: HubRequestAccepted) -> None:
    """Write to a member that they are in, unless they have left already."""
    request = queries.membership(event.hub_id, event.member_id)
    if request is None or not request.is_active:
        return
    hub, member = queries.hub_and_member(event.hub_id, event.member_id)
    mail.commit_and_send(emails.request_accepted(member, hub))


def tell_declined(event: HubRequestDeclined) -> None:
    """Write to a member that the hosts said no, unless the member has asked again or the hub became secret."""
    if queries.membership(event.hub_id, event.member_id) is not None:
        return
    hub, member = queries.hub_and_member(event.hub_id, event.member_id)
    if not hub.is_secret:
        mail.commit_and_send(emails.request_declined(member, hub))


def remark_host(event: HubRoleGiven | HubLeft | HubJoined | HubRequestAccepted) -> None:
    """Mark what a member has said in the threads that concern their hubs, or take the mark away."""
    operations.remark_host(event.member_id)


def follow_name(event: HubDescribed) -> None:
    """Let the interests of writers who speak for the hub follow its name, and whether it may be named."""
    if event.is_known_otherwise:
        operations.follow_name(event.hub_id)


def remark_authors(event: ThreadAuthorsChanged) -> None:
    """Mark the comments of those who wrote what the thread is about; former authors may host a hub that it concerns."""
    operations.remark_authors(event.thread_id)


def remark_thread(event: HubsNamed) -> None:
    """Mark what hosts have said under an article that names other hubs now."""
    operations.remark_thread(event.article_id)

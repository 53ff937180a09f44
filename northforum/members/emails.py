"""Mail about accounts."""

from northforum.core import mail
from northforum.members import links
from northforum.members.models import JoinRequest, Member


def confirm(asked: JoinRequest, token: str) -> mail.Message:
    """Return what asks somebody who wants to join to confirm their address."""
    return mail.render_message("members/confirm", to=asked.email, name=asked.name, url=links.confirm_url(token))


def already_member(member: Member) -> mail.Message:
    """Return what tells a member that somebody tried to join with their address."""
    return mail.render_message(
        "members/already_member",
        to=member.email,
        name=member.name,
        log_in_url=links.log_in_url(external=True),
        forgot_url=links.forgot_url(external=True),
    )


def reset(member: Member, token: str) -> mail.Message:
    """Return what lets a member choose a new password."""
    return mail.render_message("members/reset", to=member.email, name=member.name, url=links.reset_url(token))


def password_changed(member: Member) -> mail.Message:
    """Return what tells a member that their password is another one now."""
    url = links.forgot_url(external=True)
    return mail.render_message("members/password_changed", to=member.email, name=member.name, url=url)

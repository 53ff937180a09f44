"""What follows wishes and changes of accounts, by the worker."""

from northforum.core import mail
from northforum.core.db import db
from northforum.members import emails, operations, queries
from northforum.members.events import JoinAsked, PasswordChanged, ResetAsked
from northforum.members.models import JoinRequest, Member, ResetToken


def send_confirmation(event: JoinAsked) -> None:
    """Write to somebody who wants to join: how to confirm the address, or that it has an account already."""
    asked = db.session.get(JoinRequest, event.join_request_id)
    if asked is None:
        return
    member = queries.member_by_email(asked.email)
    if member is None:
        mail.commit_and_send(emails.confirm(asked, operations.renew_join_token(asked)))
    else:
        # The wish goes once the mail has gone: a mail server that was away is tried again.
        mail.commit_and_send(emails.already_member(member))
        operations.drop_join_request(event.join_request_id)


def send_reset(event: ResetAsked) -> None:
    """Write to a member who wants a new password; an address without an account gets nothing."""
    reset = db.session.get(ResetToken, event.reset_token_id)
    if reset is None:
        return
    member = queries.member_by_email(reset.email)
    if member is None:
        db.session.delete(reset)
    else:
        mail.commit_and_send(emails.reset(member, operations.renew_reset_token(reset, member)))


def tell_password_changed(event: PasswordChanged) -> None:
    """Write to a member that their password is another one now."""
    member = db.session.get(Member, event.member_id)
    if member is not None:
        mail.commit_and_send(emails.password_changed(member))

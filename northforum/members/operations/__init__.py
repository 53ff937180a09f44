"""Everything that may be done to accounts, profiles and sign-ins."""

from northforum.members.operations.adding import MemberDetails, add_member
from northforum.members.operations.badges import wear_badge
from northforum.members.operations.counting import count_comment, note_comment, set_comment_count, uncount_comment
from northforum.members.operations.expiring import forget_expired
from northforum.members.operations.joining import Joined, ask_to_join, confirm_join, drop_join_request, renew_join_token
from northforum.members.operations.muting import mute_member, unmute_member
from northforum.members.operations.profile import edit_profile
from northforum.members.operations.resetting import (
    ask_reset,
    change_password,
    issue_reset_token,
    renew_reset_token,
    reset_password,
)
from northforum.members.operations.roles import grant_role, restore_member, revoke_role, suspend_member
from northforum.members.operations.signing_in import (
    NewSignIn,
    end_other_sign_ins,
    end_sign_in,
    note_seen,
    sign_in,
    sign_out,
)

__all__ = [
    "Joined",
    "MemberDetails",
    "NewSignIn",
    "add_member",
    "ask_reset",
    "ask_to_join",
    "change_password",
    "confirm_join",
    "count_comment",
    "drop_join_request",
    "edit_profile",
    "end_other_sign_ins",
    "end_sign_in",
    "forget_expired",
    "grant_role",
    "issue_reset_token",
    "mute_member",
    "note_comment",
    "note_seen",
    "renew_join_token",
    "renew_reset_token",
    "reset_password",
    "restore_member",
    "revoke_role",
    "set_comment_count",
    "sign_in",
    "sign_out",
    "suspend_member",
    "uncount_comment",
    "unmute_member",
    "wear_badge",
]

"""Members, their sign-ins, and what is pending until an address or a wish is confirmed."""

from northforum.members.models.member import AuthorCard, Member, MemberMute, MemberRole, MemberState
from northforum.members.models.pending import JOIN_LIFETIME, RESET_LIFETIME, JoinRequest, ResetToken
from northforum.members.models.sign_in import MemberSession

__all__ = [
    "JOIN_LIFETIME",
    "RESET_LIFETIME",
    "AuthorCard",
    "JoinRequest",
    "Member",
    "MemberMute",
    "MemberRole",
    "MemberSession",
    "MemberState",
    "ResetToken",
]

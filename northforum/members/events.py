"""What happens to accounts."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class JoinAsked(Event):
    """Somebody asked to join; whether the address is known is looked up afterwards."""

    join_request_id: int


@dataclass(frozen=True)
class MemberJoined(Event):
    """An address was confirmed and its member made, or a member was added by an operator."""

    member_id: int


@dataclass(frozen=True)
class ResetAsked(Event):
    """Somebody asked for a new password; whether the address is known is looked up afterwards."""

    reset_token_id: int


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A member has another password."""

    member_id: int


@dataclass(frozen=True)
class ProfileChanged(Event):
    """A member's profile reads differently."""

    member_id: int


@dataclass(frozen=True)
class RoleGranted(Event):
    """A member holds one more role."""

    member_id: int
    role: str


@dataclass(frozen=True)
class RoleRevoked(Event):
    """A member holds one role less."""

    member_id: int
    role: str


@dataclass(frozen=True)
class MemberSuspended(Event):
    """A member may read but not write for the time being."""

    member_id: int


@dataclass(frozen=True)
class MemberRestored(Event):
    """A suspended member may write again."""

    member_id: int

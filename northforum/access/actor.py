"""Who is asking: a snapshot for one request, one job or one command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from northforum.access.roles import HubRole, Role
from northforum.core import drawing

_NO_HUBS: Mapping[int, HubRole] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """A member with their roles, or a stranger, or the system itself."""

    member_id: int | None = None
    handle: str = ""
    name: str = ""
    tone: int = 0
    roles: frozenset[Role] = frozenset()
    hub_roles: Mapping[int, HubRole] = field(default_factory=lambda: _NO_HUBS)
    is_suspended: bool = False
    is_system: bool = False

    @property
    def initials(self) -> str:
        """Return the letters that stand for the name where there is no room for it."""
        return drawing.initials(self.name)

    @property
    def is_member(self) -> bool:
        """Whether somebody is signed in."""
        return self.member_id is not None

    @property
    def is_editor(self) -> bool:
        """Whether the actor may edit and publish every article."""
        return self.is_system or self.has_role(Role.EDITOR)

    @property
    def is_moderator(self) -> bool:
        """Whether the actor keeps the discussions fair."""
        return self.is_system or self.has_role(Role.MODERATOR)

    @property
    def writes_at_the_desk(self) -> bool:
        """Whether the desk is open to the actor."""
        return self.is_editor or self.has_role(Role.CONTRIBUTOR)

    def has_role(self, role: Role) -> bool:
        """Return whether the actor holds ``role``; an administrator holds every one."""
        return role in self.roles or Role.ADMINISTRATOR in self.roles

    def in_hub(self, hub_id: int | None) -> bool:
        """Return whether the actor is an active member of the hub."""
        return hub_id in self.hub_roles

    def hosts(self, hub_id: int) -> bool:
        """Return whether the actor is a host of the hub."""
        return self.hub_roles.get(hub_id) is HubRole.HOST


STRANGER = Actor()
SYSTEM = Actor(name="NorthForum", is_system=True)

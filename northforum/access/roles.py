"""The roles that add to an account, on the whole site and in one hub."""

from enum import StrEnum


class Role(StrEnum):
    """A site-wide role of a member."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class HubRole(StrEnum):
    """A role of a member in one hub."""

    MEMBER = "member"
    MODERATOR = "moderator"
    HOST = "host"

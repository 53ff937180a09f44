"""The member and the roles that add to an account."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.roles import Role
from northforum.core.db import BigId, Id, Model
from northforum.core.drawing import TONES
from northforum.core.errors import Invalid
from northforum.core.richtext import Rendered
from northforum.members.models import naming


class MemberState(StrEnum):
    """Whether a member takes part."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class AuthorCard(NamedTuple):
    """What stands beside something that a member wrote."""

    id: int
    handle: str
    name: str
    tone: int
    headline: str
    organisation: str
    badge_name: str
    badge_slug: str


class Member(Model):
    """A person with a confirmed address.

    The badge is the hub whose name the member wears beside their own, by choice; hubs stand on a higher floor, so its
    name and slug are kept here and follow the hub's.
    """

    __tablename__ = "member"
    __table_args__ = (CheckConstraint(f"tone >= 0 AND tone < {TONES}", name="tone"),)

    id: Mapped[Id]
    handle: Mapped[str] = mapped_column(String(naming.HANDLE_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(naming.NAME_LENGTH))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    headline: Mapped[str] = mapped_column(String(120), default="")
    bio_source: Mapped[str] = mapped_column(Text, default="")
    bio_html: Mapped[str] = mapped_column(Text, default="")
    bio_rules: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(String(80), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    links_text: Mapped[str] = mapped_column(Text, default="")
    tone: Mapped[int]
    badge_hub_id: Mapped[int | None] = mapped_column(BigId)
    badge_name: Mapped[str] = mapped_column(default="")
    badge_slug: Mapped[str] = mapped_column(default="")
    comment_count: Mapped[int] = mapped_column(default=0)
    state: Mapped[MemberState] = mapped_column(default=MemberState.ACTIVE)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_suspended(self) -> bool:
        """Whether the member may read only."""
        return self.state is MemberState.SUSPENDED

    @property
    def links(self) -> list[str]:
        """Return the links of the profile in the member's order."""
        return [url for url in self.links_text.split("\n") if url]

    def expect_version(self, version: int) -> None:
        """Go on when the profile is still the one that was read; ``Invalid`` under ``version`` otherwise."""
        if self.version != version:
            raise Invalid(version="Your profile was changed in another window meanwhile. Compare, then save again.")

    def describe(self, *, headline: str, place: str, organisation: str, links: str) -> None:
        """Take the lines of a profile."""
        self.headline, self.place, self.organisation, self.links_text = headline, place, organisation, links

    def tell(self, bio: Rendered | None) -> None:
        """Take the text about the member, or none."""
        self.bio_source, self.bio_html, self.bio_rules = (
            (bio.source, str(bio.html), bio.rules) if bio and bio.source.strip() else ("", "", 0)
        )

    def wear(self, hub_id: int | None, name: str = "", slug: str = "") -> None:
        """Wear the badge of a hub, or of none."""
        self.badge_hub_id, self.badge_name, self.badge_slug = hub_id, name, slug

    def colour(self, tone: int) -> None:
        """Take another colour for the drawn avatar."""
        if not 0 <= tone < TONES:
            raise Invalid(tone="Choose one of the colours.")
        self.tone = tone


class MemberMute(Model):
    """A member's wish not to see what another says."""

    __tablename__ = "member_mute"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    muted_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id"), primary_key=True)
    created_at: Mapped[datetime]


class MemberRole(Model):
    """A role that a member holds on the whole site."""

    __tablename__ = "member_role"

    member_id: Mapped[int] = mapped_column(BigId, ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


Index("ix_member_badge_hub_id", Member.badge_hub_id)

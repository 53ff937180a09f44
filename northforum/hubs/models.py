"""Tables of hubs, their memberships and the articles that name them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.access.roles import HubRole
from northforum.core.db import Id, Model


class HubKind(StrEnum):
    """What sort of thing a hub is."""

    CAMPUS = "campus"
    NETWORK = "network"
    VENUE = "venue"
    PROJECT = "project"


class HubVisibility(StrEnum):
    """Who learns of a hub, and who sees what is inside."""

    PUBLIC = "public"
    MEMBERS = "members"
    SECRET = "secret"  # noqa: S105 - not a password


class Joining(StrEnum):
    """How a hub takes members."""

    OPEN = "open"
    REQUEST = "request"
    INVITATION = "invitation"


class MembershipState(StrEnum):
    """Whether somebody is in a hub or waits at its door."""

    ACTIVE = "active"
    REQUESTED = "requested"


class Hub(Model):
    """A place, network, venue or project where members meet."""

    __tablename__ = "hub"
    __table_args__ = (Index("ix_hub_place_name", "place", "name"),)

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[HubKind]
    place: Mapped[str]
    district: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    about_source: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")
    links_text: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(default="")
    visibility: Mapped[HubVisibility] = mapped_column(default=HubVisibility.PUBLIC)
    joining: Mapped[Joining] = mapped_column(default=Joining.OPEN)
    member_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def offer_lines(self) -> list[str]:
        """What the hub offers, one thing each."""
        return _lines(self.offers)

    @property
    def links(self) -> list[str]:
        """The hub's own addresses on the web."""
        return _lines(self.links_text)

    @property
    def is_secret(self) -> bool:
        """Whether the hub exists for its own people only."""
        return self.visibility is HubVisibility.SECRET


class HubMember(Model):
    """Somebody's place in a hub, or their request for one."""

    __tablename__ = "hub_member"
    __table_args__ = (
        Index("ix_hub_member_list", "hub_id", "state", "joined_at", "member_id"),
        Index("ix_hub_member_member_id", "member_id", "state"),
    )

    hub_id: Mapped[int] = mapped_column(ForeignKey("hub.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[HubRole] = mapped_column(default=HubRole.MEMBER)
    state: Mapped[MembershipState] = mapped_column(default=MembershipState.ACTIVE)
    answer: Mapped[str] = mapped_column(Text, default="")
    joined_at: Mapped[datetime]

    @property
    def is_active(self) -> bool:
        """Whether this is a place in the hub and not a wish for one."""
        return self.state is MembershipState.ACTIVE

    @property
    def is_host(self) -> bool:
        """Whether the member looks after the hub."""
        return self.is_active and self.role is HubRole.HOST

    def accept(self, at: datetime) -> None:
        """Let the asking member in; how long they are a member counts from now."""
        self.state = MembershipState.ACTIVE
        self.joined_at = at


class HubArticle(Model):
    """An article names a hub that it concerns."""

    __tablename__ = "hub_article"
    __table_args__ = (Index("ix_hub_article_article_id", "article_id"),)

    hub_id: Mapped[int] = mapped_column(ForeignKey("hub.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

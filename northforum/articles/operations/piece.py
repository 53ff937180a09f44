"""What is written at the desk, as operations take it: everything of an article but its state."""

from dataclasses import dataclass, field

from northforum.access.audience import Audience
from northforum.articles.models import TEASER
from northforum.core.richtext import Rendered


@dataclass(frozen=True)
class BylineEntry:
    """One line of the byline as typed; an entry with nothing in it counts for nothing."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    interest: str = ""
    handle: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.name, self.role, self.organisation, self.interest, self.handle))


@dataclass(frozen=True)
class Hero:
    """The picture at the head of an article; without one, a drawn cover stands there."""

    picture_id: int | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Social:
    """What other sites show of an article where it is shared; empty parts follow headline and standfirst."""

    title: str = ""
    description: str = ""
    canonical_url: str = ""


@dataclass(frozen=True)
class Piece:
    """The whole of an article as its writer wants it.

    ``section`` is a slug, ``topics`` are names, ``slug`` is empty where it follows from the headline; ``teaser`` is how
    many paragraphs everybody reads of what is not for everyone.
    """

    headline: str
    body: Rendered
    standfirst: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    bylines: tuple[BylineEntry, ...] = ()
    hero: Hero = field(default_factory=Hero)
    social: Social = field(default_factory=Social)
    audience: Audience = Audience.EVERYONE
    audience_ref: int | None = None
    slug: str = ""
    teaser: int = TEASER

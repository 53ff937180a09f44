"""What happens to the front page."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class FrontArranged(Event):
    """Editors placed other pieces or words on the front page, or the time of one of its places came."""

    version: int

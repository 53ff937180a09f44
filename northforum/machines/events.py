"""What happens to what programs are given."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class CardOutdated(Event):
    """The share card of an article shows something that has changed."""

    article_id: int


@dataclass(frozen=True)
class FeedsChanged(Event):
    """Feeds that an article is in have changed; ``hub`` is the place of a WebSub hub among the settings’."""

    article_id: int
    hub: int

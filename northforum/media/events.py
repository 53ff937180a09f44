"""What happens to pictures."""

from dataclasses import dataclass

from northforum.core.events import Event


@dataclass(frozen=True)
class PictureAdded(Event):
    """A picture is in the library; of its files there is the master only."""

    picture_id: int


@dataclass(frozen=True)
class PictureReplaced(Event):
    """Another picture stands at the same address; ``former`` names the master of the one before."""

    picture_id: int
    former: str


@dataclass(frozen=True)
class PictureFocused(Event):
    """Another point of a picture is the one that crops keep."""

    picture_id: int


@dataclass(frozen=True)
class PictureRemoved(Event):
    """A picture is gone from the library; ``public_id`` still names the folder of its files."""

    public_id: str

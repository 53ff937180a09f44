"""Pictures, and the rule by which the names and widths of their files follow."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model, public_id, public_id_column

MIDDLE = 50
# The widths that readers may get, whether they are made yet or not: addresses can be written before the files.
LADDER = (320, 640, 960, 1440, 2000)
LARGEST = LADDER[-1]
# Browsers that know neither AVIF nor WebP are few: they get one of two.
JPEG_WIDTHS = (960, LARGEST)


class Sized(Protocol):
    """What the name of a file needs to know of a picture; a row or a Core row will do."""

    @property
    def version(self) -> int:
        """How often it was put in or replaced."""

    @property
    def width(self) -> int:
        """The width of its master, in pixels."""


class Focused(Protocol):
    """Where the point lies that crops keep; a row or a Core row will do."""

    @property
    def focal_x(self) -> int:
        """Per cent from the left."""

    @property
    def focal_y(self) -> int:
        """Per cent from the top."""


class Filed(Sized, Focused, Protocol):
    """What finding a file needs to know of a picture; a row or a Core row will do."""

    @property
    def made_version(self) -> int:
        """The last version whose sizes were all made."""

    @property
    def master(self) -> str:
        """The name of its master's file."""


class Picture(Model):
    """A picture that somebody uploaded; its files lie in storage under its public id.

    Alternative text, caption and credit are what a piece begins with that takes the picture; each piece has its own.
    ``version`` grows when it is replaced; ``made_version`` is the last whose sizes were all made.
    """

    __tablename__ = "picture"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    version: Mapped[int] = mapped_column(default=1)
    made_version: Mapped[int] = mapped_column(default=0)
    master: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    focal_x: Mapped[int] = mapped_column(default=MIDDLE)
    focal_y: Mapped[int] = mapped_column(default=MIDDLE)
    name: Mapped[str] = mapped_column(Text, default="")
    alt: Mapped[str] = mapped_column(Text, default="")
    caption: Mapped[str] = mapped_column(Text, default="")
    credit: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    # A member's id; members stand on a higher floor, so this is a plain number.
    uploaded_by: Mapped[int | None] = mapped_column(BigId)

    @property
    def focal(self) -> tuple[int, int]:
        """Return the point that crops keep, per cent from left and top."""
        return self.focal_x, self.focal_y

    @property
    def is_made(self) -> bool:
        """Whether every size of the present version has been made."""
        return self.made_version == self.version

    def replace(self, master: str, size: tuple[int, int]) -> str:
        """Let another picture stand at the same address; return the file of the one before."""
        former, self.master = self.master, master
        self.version += 1
        self.width, self.height = size
        return former

    def focus(self, x: int, y: int) -> bool:
        """Let crops keep another point; return whether it is another."""
        before = self.focal
        self.focal_x, self.focal_y = x, y
        return self.focal != before

    def describe(self, *, alt: str, caption: str, credit: str) -> None:
        """Give the picture other words."""
        self.alt, self.caption, self.credit = alt, caption, credit
        # What a search looks through, in one column and one case.
        self.words = "\n".join((alt, caption, credit, self.name)).casefold()


Index("ix_picture_own", Picture.uploaded_by, Picture.id.desc())


def new_name() -> str:
    """Return a public id for a picture that is about to be kept."""
    return public_id()


def folder_of(name: str) -> str:
    """Return where the files of the picture ``name`` lie in storage."""
    return f"{name[:2]}/{name}"


def storage_key(name: str, file: str) -> str:
    """Return where ``file`` of the picture ``name`` lies in storage."""
    return f"{folder_of(name)}/{file}"


def widths(width: int, largest: int = LARGEST) -> tuple[int, ...]:
    """Return the widths in which a picture of ``width`` is offered, smallest first."""
    most = min(width, largest)
    return (*(step for step in LADDER if step < most), most)


def jpeg_widths(width: int) -> tuple[int, ...]:
    """Return the widths in which a picture of ``width`` is kept as JPEG."""
    return tuple(sorted({min(width, step) for step in JPEG_WIDTHS}))


def file_name(picture: Sized, width: int, ending: str) -> str:
    """Return the name of a size of the picture's present version."""
    return f"{picture.version}-{width}.{ending}"


def share_name(version: int, focal: tuple[int, int]) -> str:
    """Return the name of what other sites show of a page; it holds the point that the crop keeps."""
    return f"{version}-share-{focal[0]}-{focal[1]}.jpg"


def nearest_files(picture: Filed, width: int, ending: str) -> tuple[str, ...]:
    """Return which files stand in for one that is not there, the best first: at last the master, which always is.

    A ``width`` of nothing asks for the crop that other sites show.
    """
    if picture.made_version != picture.version:
        return (picture.master,)
    if not width:
        return (share_name(picture.version, (picture.focal_x, picture.focal_y)), picture.master)
    kept = jpeg_widths(picture.width) if ending == "jpg" else widths(picture.width)
    fitting = next((step for step in kept if step >= width), kept[-1])
    return (file_name(picture, fitting, ending), picture.master)

"""Addresses of pictures."""

from typing import Protocol


class Kept(Protocol):
    """What an address needs to know of a picture; a row or a Core row will do."""

    public_id: str
    widths_text: str


def picture_url(picture: Kept) -> str:
    """Return the address of the largest rendition."""
    return f"/media/{picture.public_id}/{picture.widths_text.rsplit(',', 1)[-1]}.webp"


def share_url(picture: Kept) -> str:
    """Return the address of the JPEG that other sites and mail programs can show."""
    return f"/media/{picture.public_id}/{picture.widths_text.rsplit(',', 1)[-1]}.jpg"


def srcset(picture: Kept) -> str:
    """Return the picture's renditions for an ``srcset`` attribute."""
    widths = picture.widths_text.split(",")
    return ", ".join(f"/media/{picture.public_id}/{width}.webp {width}w" for width in widths)

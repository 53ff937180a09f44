"""Addresses of pictures: each holds the version, so that what it stands for may be kept for ever."""

from typing import Protocol

from northforum.media.models import JPEG_WIDTHS, Focused, Sized, file_name, share_name, widths


class Kept(Sized, Focused, Protocol):
    """What an address needs to know of a picture; a row or a Core row will do."""

    @property
    def public_id(self) -> str:
        """Its part of the address."""


def picture_url(picture: Kept) -> str:
    """Return the address of the JPEG in an ordinary width, which every program can show."""
    return _address(picture, file_name(picture, min(picture.width, JPEG_WIDTHS[0]), "jpg"))


def share_url(picture: Kept) -> str:
    """Return the address of the crop that other sites show of a page."""
    return _address(picture, share_name(picture.version, (picture.focal_x, picture.focal_y)))


def srcset(picture: Kept, ending: str, largest: int) -> str:
    """Return the picture's sizes up to ``largest`` for an ``srcset`` attribute, made already or not."""
    sizes = widths(picture.width, largest)
    return ", ".join(f"{_address(picture, file_name(picture, width, ending))} {width}w" for width in sizes)


def _address(picture: Kept, file: str) -> str:
    return f"/media/{picture.public_id}/{file}"

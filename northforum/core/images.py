"""Pictures from people: decoded under limits, freed of their metadata, and encoded afresh.

Nothing is served as it was received: what a file hides beside its pixels (places, comments, other formats glued to its
end) does not survive, because only the pixels go on.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from northforum.core.errors import Invalid

BYTE_LIMIT = 12 * 1024 * 1024
PIXEL_LIMIT = 40_000_000
SMALLEST_SIDE = 200
# A strip is no picture of a page, and no WebP is higher than 16,383 pixels.
STEEPEST = 8
WIDTHS = (480, 960, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
WEBP_QUALITY = 80
JPEG_QUALITY = 84

# Pillow's own limit only warns up to twice its number, by way of filters that all threads share.
Image.MAX_IMAGE_PIXELS = None
# How to turn a picture upright, by what its camera noted (Exif 2.32, 4.6.4 A).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be kept: its size and the files made of it, by name."""

    width: int
    height: int
    widths: tuple[int, ...]
    files: Mapping[str, bytes]


def prepare(stream: BinaryIO) -> Prepared:
    """Return the renditions of the picture in ``stream``: WebP in several widths and one JPEG.

    Raises
    ------
    Invalid
        When it is too large, too small, damaged, or no JPEG, PNG or WebP picture.
    """
    content = stream.read(BYTE_LIMIT + 1)
    if len(content) > BYTE_LIMIT:
        raise Invalid("The picture is larger than 12 MB. Save it smaller and try again.")
    picture = _decode(content)
    if min(picture.size) < SMALLEST_SIDE:
        raise Invalid(f"The picture is too small: each side needs at least {SMALLEST_SIDE} pixels.")
    if max(picture.size) > STEEPEST * min(picture.size):
        raise Invalid("The picture is too long and narrow. Crop it and try again.")
    widths = tuple(width for width in WIDTHS if width < picture.width) or (picture.width,)
    if widths[-1] < picture.width < WIDTHS[-1]:
        widths = (*widths, picture.width)
    renditions = {width: _resized(picture, width) for width in widths}
    files = {f"{width}.webp": _encoded(rendition, "WEBP") for width, rendition in renditions.items()}
    files[f"{widths[-1]}.jpg"] = _encoded(renditions[widths[-1]].convert("RGB"), "JPEG")
    return Prepared(*renditions[widths[-1]].size, widths=widths, files=files)


def _decode(content: bytes) -> Image.Image:
    try:
        opened = Image.open(io.BytesIO(content), formats=FORMATS)
        if opened.width * opened.height > PIXEL_LIMIT:
            raise Invalid("The picture has more than 40 million pixels. Save it smaller and try again.")
        opened.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
        # Not ImageOps.exif_transpose: it writes the metadata anew, and fails where a camera wrote nonsense.
        turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
        upright = opened if turn is None else opened.transpose(turn)
        mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
        return upright.convert(mode)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        raise Invalid("This is not a JPEG, PNG or WebP picture that can be read.") from problem


def _resized(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    copy = picture.resize((width, height), Image.Resampling.LANCZOS)
    # A copy of the pixels alone: Pillow hands a file's comment and profile on in "info".
    copy.info = {}
    return copy


def _encoded(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "WEBP":
        picture.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    else:
        picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()

"""From an upload to its master: limits first, then the pixels, upright, in sRGB, and nothing else."""

import io
import threading
from dataclasses import dataclass
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from northforum.core.errors import Invalid, Unavailable

BYTE_LIMIT = 20 * 1024 * 1024
# A JPEG is decoded at half, a quarter or an eighth of its size; every other format in full.
JPEG_PIXELS = 50_000_000
OTHER_PIXELS = 25_000_000
SMALLEST_SIDE = 200
# A strip is no picture of a page.
STEEPEST = 8
MASTER_SIDE = 2400
MASTER_QUALITY = 92
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# Cameras write a second picture behind the first (MPO), which is none in motion.
_STILL = ("JPEG", "MPO")
# An ordinary progressive JPEG has about ten scans, each a pass over the whole picture; a bomb has thousands. What
# looks like a scan's mark may also lie in a camera's notes, hence the room.
_SCANS, _SCANNED_PIXELS = 16, 2_000_000_000
_SCAN = b"\xff\xda"
_WAIT_SECONDS = 20
# One at a time in a process: decoding is the dearest thing that a request of ours does, in time and in memory.
_turn = threading.Lock()

UNREADABLE = "This is not a JPEG, PNG, WebP, AVIF or GIF picture that can be read."
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
    """A picture ready to be kept: its size, and its master with the ending of its file's name."""

    width: int
    height: int
    content: bytes
    ending: str


def prepare(stream: BinaryIO) -> Prepared:
    """Return the master of the picture in ``stream``: JPEG, or PNG where something in it is transparent.

    Raises
    ------
    Invalid
        When it is too large, too small, in motion, damaged, or no picture of a format that we take.
    Unavailable
        When so many pictures arrive at once that this one's turn does not come.
    """
    content = stream.read(BYTE_LIMIT + 1)
    if len(content) > BYTE_LIMIT:
        raise Invalid("The picture is larger than 20 MB. Save it smaller and try again.")
    if not _turn.acquire(timeout=_WAIT_SECONDS):
        raise Unavailable("Many pictures are arriving at once. Wait a moment and send this one again.")
    try:
        return _master(_decoded(content))
    finally:
        _turn.release()


def _decoded(content: bytes) -> Image.Image:
    try:
        _refuse_huge_canvas(content)
        found = Image.open(io.BytesIO(content), formats=FORMATS)
        _refuse_unfit(found, content)
        found.draft("RGB", (MASTER_SIDE, MASTER_SIDE))
        return _upright(_small(found), found)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as problem:
        raise Invalid(UNREADABLE) from problem


def _refuse_huge_canvas(content: bytes) -> None:
    """Refuse an extended WebP by its header (RFC 9649, 2.7): its decoder sets the canvas aside before it is asked."""
    if content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X":
        width, height = (int.from_bytes(content[place : place + 3], "little") + 1 for place in (24, 27))
        _refuse_many_pixels(width * height, OTHER_PIXELS)


def _refuse_many_pixels(pixels: int, limit: int) -> None:
    if pixels > limit:
        most = f"{limit // 1_000_000} million pixels"
        raise Invalid(f"The picture has more than {most}, the most for its format. Save it smaller and try again.")


def _refuse_unfit(found: Image.Image, content: bytes) -> None:
    is_still = found.format in _STILL
    pixels = found.width * found.height
    _refuse_many_pixels(pixels, JPEG_PIXELS if is_still else OTHER_PIXELS)
    if not is_still and getattr(found, "is_animated", False):
        raise Invalid("The picture moves. Save one still picture of it and try again.")
    scans = content.count(_SCAN) if is_still else 0
    if scans > _SCANS and scans * pixels > _SCANNED_PIXELS:
        raise Invalid("The picture is built so that reading it takes very long. Save it anew and try again.")
    if min(found.size) < SMALLEST_SIDE:
        raise Invalid(f"The picture is too small: each side needs at least {SMALLEST_SIDE} pixels.")
    if max(found.size) > STEEPEST * min(found.size):
        raise Invalid("The picture is too long and narrow. Crop it and try again.")


def _small(found: Image.Image) -> Image.Image:
    """Return the picture in the master's size and in sRGB."""
    profile = found.info.get("icc_profile")
    picture = _plain(found)
    picture.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if picture.mode == "RGBA":
        alpha = picture.getchannel("A")
        if alpha.getextrema() == (255, 255):
            return _in_srgb(picture.convert("RGB"), profile)
        coloured = _in_srgb(picture.convert("RGB"), profile)
        coloured.putalpha(alpha)
        return coloured
    return _in_srgb(picture, profile)


def _plain(found: Image.Image) -> Image.Image:
    """Return the pixels in one of three modes: RGB, RGBA or CMYK."""
    if found.mode.startswith("I"):
        # Sixteen bits of grey: a plain conversion would cut them off, not scale them down.
        return found.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "A" in found.getbands() or "transparency" in found.info:
        return found.convert("RGBA")
    return found.copy() if found.mode in {"RGB", "CMYK"} else found.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the one colour space that every browser shows alike; a profile of nonsense counts not."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            moved = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            moved = None
        if moved is not None:
            return moved
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _upright(picture: Image.Image, found: Image.Image) -> Image.Image:
    # Not ImageOps.exif_transpose: it writes the metadata anew, and fails where a camera wrote nonsense.
    turn = _TURNS.get(found.getexif().get(ExifTags.Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def _master(picture: Image.Image) -> Prepared:
    # Pillow hands a file's comment and profile on in "info".
    picture.info = {}
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", compress_level=3)
    else:
        picture.save(out, "JPEG", quality=MASTER_QUALITY, subsampling=0)
    return Prepared(*picture.size, content=out.getvalue(), ending="png" if picture.mode == "RGBA" else "jpg")

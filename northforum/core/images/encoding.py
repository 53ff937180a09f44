"""From a master to what readers get: smaller, cropped, in the three formats that browsers choose from."""

import io
from collections.abc import Callable, Mapping

from PIL import Image

# What other sites show of a page (Open Graph): 1.91 to 1.
SHARE_SIZE = (1200, 630)
# Measured on photographs at 1,440 pixels: AVIF takes as long as WebP and is a third smaller.
AVIF_QUALITY, AVIF_SPEED = 60, 8
WEBP_QUALITY, WEBP_EFFORT = 80, 4
JPEG_QUALITY = 82
# What shows through a transparent picture in the one format that knows no transparency.
_PAPER = (255, 255, 255)


def opened(master: bytes) -> Image.Image:
    """Return the picture of a master that ``prepare`` has made."""
    picture = Image.open(io.BytesIO(master), formats=("JPEG", "PNG"))
    picture.load()
    picture.info = {}
    return picture


def resized(picture: Image.Image, width: int) -> Image.Image:
    """Return the whole picture in ``width``."""
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def cropped(picture: Image.Image, size: tuple[int, int], focal: tuple[int, int]) -> Image.Image:
    """Return what fills ``size``, with ``focal`` (per cent from left and top) as near to its middle as fits."""
    width, height = size
    scale = min(picture.width / width, picture.height / height)
    across, down = width * scale, height * scale
    left = _start(picture.width, across, focal[0])
    top = _start(picture.height, down, focal[1])
    box = (left, top, left + across, top + down)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def encoded(picture: Image.Image, ending: str) -> bytes:
    """Return the picture as a file whose name ends in ``ending``: one of ``KINDS``."""
    out = io.BytesIO()
    _WRITERS[ending](picture, out)
    return out.getvalue()


def _start(whole: int, part: float, focal: int) -> float:
    return min(max(whole * focal / 100 - part / 2, 0.0), whole - part)


def _avif(picture: Image.Image, out: io.BytesIO) -> None:
    picture.save(out, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=1)


def _webp(picture: Image.Image, out: io.BytesIO) -> None:
    picture.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)


def _jpeg(picture: Image.Image, out: io.BytesIO) -> None:
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, _PAPER)
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)


_WRITERS: Mapping[str, Callable[[Image.Image, io.BytesIO], None]] = {"avif": _avif, "webp": _webp, "jpg": _jpeg}
# The media type of each file that is sent; a master that is transparent is a PNG.
KINDS: Mapping[str, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}

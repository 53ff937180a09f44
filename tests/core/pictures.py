"""Pictures as cameras and programs write them, for tests."""

import io

from PIL import Image

from northforum.core import images

BRICK = (162, 54, 31)


def a_picture(
    width: int = 1200, height: int = 800, kind: str = "JPEG", mode: str = "RGB", **save: object
) -> io.BytesIO:
    """Return a plain picture as a file."""
    return written(Image.new("RGB", (width, height), BRICK).convert(mode), kind, **save)


def written(picture: Image.Image, kind: str, **save: object) -> io.BytesIO:
    """Return a picture as a file of that kind."""
    out = io.BytesIO()
    picture.save(out, kind, **save)
    out.seek(0)
    return out


def seen(prepared: images.Prepared) -> Image.Image:
    """Return the master as any program would open it."""
    kept = Image.open(io.BytesIO(prepared.content))
    kept.load()
    return kept


def is_near(found: object, wanted: tuple[int, ...], by: int = 6) -> bool:
    """Return whether two colours are nearly the same."""
    assert isinstance(found, tuple)
    return len(found) == len(wanted) and all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))

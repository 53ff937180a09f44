"""Share cards as whoever shows them reads them."""

import io

from PIL import Image


def decoded(content: bytes) -> Image.Image:
    """Return a card as whoever shows it reads it."""
    picture = Image.open(io.BytesIO(content), formats=("PNG",))
    picture.load()
    assert picture.size == (1200, 630)
    assert len(content) < 150_000
    return picture.convert("RGB")


def colour_of(card: Image.Image) -> tuple[int, int, int]:
    """Return the colour in the middle of the picture's place."""
    red, green, blue = card.crop((1000, 300, 1001, 301)).tobytes()
    return red, green, blue

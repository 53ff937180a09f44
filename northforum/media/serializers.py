"""What others get of a picture: the element that shows it, and what a program is told of it."""

import re
from html import unescape
from typing import Any, Protocol

from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it

from northforum.core.templating import markup
from northforum.media import links
from northforum.media.links import Kept
from northforum.media.models import LARGEST

# A picture in the column of a text, which is 44rem wide at most.
IN_TEXT = "(min-width: 46rem) 44rem, 100vw"
_ELEMENT = re.compile(r"<picture\b[^>]*>.*?</picture>", re.DOTALL)
_NAME = re.compile(r'<img\b[^>]* src="/media/([0-9a-z]{12})/')
_NAMES = re.compile(r"/media/([0-9a-z]{12})/")


class Shown(Kept, Protocol):
    """What the element needs to know of a picture; a row or a Core row will do."""

    @property
    def height(self) -> int:
        """The height of its master, in pixels."""


class Described(Shown, Protocol):
    """A picture with its words."""

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""

    @property
    def caption(self) -> str:
        """What stands under it."""

    @property
    def credit(self) -> str:
        """Who made it."""


def element(
    picture: Shown, alt: str = "", *, sizes: str = IN_TEXT, largest: int = LARGEST, is_first: bool = False
) -> Markup:
    """Return the ``<picture>`` of a picture, to be stored or shown; it does not wait for the sizes to be made.

    ``largest`` bounds the widths that are offered, for small places. ``is_first`` is for the one picture that readers
    see first: it is fetched before others, and the rest when they come near. Where a style crops it, the classes keep
    its focal point in sight.
    """
    sources = [
        markup('<source type="image/{}" srcset="{}" sizes="{}">', kind, links.srcset(picture, kind, largest), sizes)
        for kind in ("avif", "webp")
    ]
    image = markup(
        '<img src="{}" alt="{}" width="{}" height="{}"{}{}>',
        links.picture_url(picture),
        alt,
        picture.width,
        picture.height,
        focus(picture),
        markup(' fetchpriority="high"') if is_first else markup(' loading="lazy" decoding="async"'),
    )
    return markup("<picture>{}{}{}</picture>", *sources, image)


def focus(picture: Kept) -> Markup:
    """Return the class attribute that keeps the focal point in sight, in tenths, or nothing for the middle."""
    across, down = round(picture.focal_x / 10), round(picture.focal_y / 10)
    if (across, down) == (5, 5):
        return markup("")
    return markup(' class="focus-x-{} focus-y-{}"', across, down)


def names_in(html: str) -> set[str]:
    """Return the public ids of the pictures that stored HTML shows."""
    return set(_NAMES.findall(html))


def redrawn(html: str, picture: Shown) -> str:
    """Return stored HTML with every element of ``picture`` drawn afresh, as after it was replaced."""

    def redraw(found: re.Match[str]) -> str:
        old = found.group()
        name = _NAME.search(old)
        if name is None or name[1] != picture.public_id:
            return old
        return str(element(picture, _attribute(old, "alt"), sizes=_attribute(old, "sizes") or IN_TEXT))

    return _ELEMENT.sub(redraw, html)


def told(picture: Described) -> dict[str, Any]:
    """Return what a program is told of a picture."""
    return {
        "id": picture.public_id,
        "url": links.picture_url(picture),
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def _attribute(html: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', html)
    return unescape(found[1]) if found else ""

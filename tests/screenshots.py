"""The two pictures of the README, taken of the demonstration site: ``python -m tests.screenshots [folder]``."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Literal

import click
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import chromium, demo_site, servers

FOLDER = Path(__file__).parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1280, 1400
COLOURS = 256
LARGEST = 300 * 1024
SHOTS: tuple[tuple[str, str, Literal["light", "dark"]], ...] = (
    ("article", "/articles/pan-northern-collaboration", "light"),
    ("front", "/", "dark"),
)


def take(folder: Path) -> None:
    """Make the demonstration site in a temporary folder, and write a picture of each page into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        demo_site.make(Path(data))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        with servers.serve(Path(data)) as site:
            for name, path, scheme in SHOTS:
                write(shoot(browser, site.url + path, scheme), folder / f"{name}.png")
        browser.close()


def shoot(browser: Browser, url: str, scheme: Literal["light", "dark"]) -> bytes:
    """Return the top of a page as a reader of that theme sees it."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page.goto(url)
    page.evaluate("() => document.fonts.ready")
    return page.screenshot()


def write(picture: bytes, path: Path) -> None:
    """Write a picture with few colours: these pages have few, and a README should load quickly."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    size = path.stat().st_size
    click.echo(f"{path}: {few.width} × {few.height}, {size >> 10} KB")
    if size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST >> 10} KB.")


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

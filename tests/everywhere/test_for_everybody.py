"""Every page in a real browser: for everybody, in both themes, on narrow screens, with nothing from elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import validity
from tests.demo_site import DemoSite
from tests.everywhere.pages import PERSONS, STRANGER, Places
from tests.servers import LiveSite

PHONE, DESK, SMALLEST = 360, 1280, 320
# The colours are all that a theme changes.
COLOURS = ("color-contrast", "link-in-text-block")
WIDER = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
_USUAL = ("Failed to load resource", "was preloaded using link preload but not used")


@pytest.fixture
def walker(browser: Browser, demo: DemoSite, house: LiveSite, request: pytest.FixtureRequest) -> Iterator["Walker"]:
    """Give a browser in which the person of the test looks about."""
    person = request.param
    context = browser.new_context(base_url=house.url, locale="en-GB", reduced_motion="reduce", color_scheme="light")
    if person != STRANGER:
        context.add_cookies([{"name": "session", "value": demo.cookie(person), "url": house.url}])
    yield Walker(context, house.url)
    context.close()


class Walker:
    """A browser that notes what goes wrong, page by page."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", lambda asked: self._watch(asked.url, origin))
        self._axe = validity.AXE.read_text(encoding="utf-8")

    def look_at(self, path: str) -> None:
        """Note every fault of the page at ``path``."""
        self.page.set_viewport_size({"width": SMALLEST, "height": 800})
        self.page.emulate_media(color_scheme="light")
        self.page.goto(path)
        wide, seen = self.page.evaluate(WIDER)
        if wide > seen:
            self.faults.append(f"{path}: {wide} pixels wide on a screen of {seen}")
        # Through the browser's own door, which the page's policy does not guard.
        self.page.evaluate(f"() => {{ {self._axe} }}")
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.faults += [f"{path} (light, {width}): {found}" for found in validity.axe_violations(self.page)]
            self.page.emulate_media(color_scheme="dark")
            self.faults += [f"{path} (dark, {width}): {found}" for found in self._faint()]
            self.page.emulate_media(color_scheme="light")

    def _faint(self) -> list[str]:
        found = self.page.evaluate(
            """async (rules) => {
                const { violations } = await axe.run({ runOnly: { type: "rule", values: rules } });
                return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`));
            }""",
            COLOURS,
        )
        return [str(line) for line in found]

    def _watch(self, url: str, origin: str) -> None:
        if not url.startswith(origin):
            self.faults.append(f"{self.page.url} asks for {url}")

    def _note(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"} and not any(usual in words for usual in _USUAL):
            self.faults.append(f"{self.page.url}: {kind}: {words}")


HALVES = [(person, half) for person in PERSONS for half in ((0, 1) if person != "host" else (None,))]


@pytest.mark.parametrize(("walker", "half"), HALVES, indirect=["walker"])
def test_every_page_is_for_everybody(
    walker: Walker, half: int | None, places: Places, request: pytest.FixtureRequest
) -> None:
    person = request.node.callspec.params["walker"]
    paths = places[person] if half is None else places[person][half::2]
    for path in paths:
        walker.look_at(path)
    assert not walker.faults, "\n".join(walker.faults)


@pytest.mark.parametrize("walker", [STRANGER], indirect=True)
def test_forms_that_are_shown_again_are_for_everybody_too(walker: Walker) -> None:
    walker.page.goto("/join")
    walker.page.locator("#main button").last.click()
    walker.page.wait_for_selector(".error-summary")
    walker.page.evaluate(f"() => {{ {validity.AXE.read_text(encoding='utf-8')} }}")
    assert validity.axe_violations(walker.page) == []
    assert not walker.faults, "\n".join(walker.faults)

"""Somebody who has no mouse: goes from place to place with Tab, and sees at each where they are."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.town import Reader

# More stops than any page of the desk has: whoever has not arrived by then goes round in a circle, or is trapped.
MOST = 200
# Whether the wanted element has the focus, what keeps that from being seen, and what has it.
LOOK = """async (wanted) => {
  const here = document.activeElement;
  const marked = () => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const uncovered = () => {
    const { left, top, width, height } = here.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return above && (here.contains(above) || above.contains(here) || above.htmlFor === here.id);
  };
  let fault = "";
  // In a text that fills the window the caret says where one is; the whole of a page needs no mark.
  if (!here.matches("body, main, .editor-text")) {
    for (let frame = 0; frame < 10; frame += 1) {
      fault = marked() ? (uncovered() ? "" : "covered") : "unmarked";
      if (!fault) break;
      await new Promise(requestAnimationFrame);
    }
  }
  return [here === wanted, fault, here.outerHTML.slice(0, 120)];
}"""


@dataclass(frozen=True)
class Keys:
    """The keyboard of ``reader``; nothing here touches the mouse."""

    reader: Reader

    def __post_init__(self) -> None:
        # Where the page glides to what has the focus, one would look too early.
        self.reader.page.emulate_media(reduced_motion="reduce")

    def reach(self, wanted: Locator) -> None:
        """Tab to ``wanted``, past the head of the page by its skip link, with the focus seen all the way."""
        expect(wanted).to_be_visible()
        page = self.reader.page
        # Where an address leads to a part of a page, Tab goes on from there.
        if page.evaluate("() => document.activeElement === document.body && !location.hash"):
            page.keyboard.press("Tab")
            expect(page.locator(".skip-link")).to_be_focused()
            page.keyboard.press("Enter")
        for _ in range(MOST):
            arrived, fault, here = wanted.evaluate(LOOK)
            assert not fault, f"the focus is {fault} on {here}"
            if arrived:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def type(self, label: str, words: str) -> None:
        """Tab to the field with this label and put ``words`` in place of what it holds."""
        self.reach(self.reader.main.get_by_label(label, exact=True))
        self.reader.page.keyboard.press("Control+a")
        self.reader.page.keyboard.type(words)

    def press(self, name: str) -> None:
        """Tab to the button with this name and press it."""
        self.reach(self.reader.main.get_by_role("button", name=name, exact=True).first)
        self.reader.page.keyboard.press("Enter")

    def follow(self, link: Locator) -> None:
        """Tab to the link and follow it."""
        self.reach(link)
        self.reader.page.keyboard.press("Enter")

    def said(self, words: str) -> None:
        """Hold that the site says ``words`` of what was done."""
        expect(self.reader.page.locator("[data-flash]")).to_contain_text(words)

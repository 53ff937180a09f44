"""A piece is the same whether it went through the rich editor or not: its own Markdown code, run by Node."""

import contextlib
import json
import random
import subprocess
from pathlib import Path
from typing import Any

from northforum.core import errors, richtext
from northforum.demonstration import reading

SCRIPT = Path(__file__).with_name("roundtrip.mjs")
# What the editor has a device for.
KNOWN = [
    "Hello *there* **you** `code` [link](https://a.example) ***both*** **bold**text",
    "## Head\n\n### Sub\n\n#### Low",
    "# One\n\n###### Six\n\nWords\n===",
    "- one\n- two\n  - three\n\n1. a\n2. b",
    "3. three\n4. four",
    "10. ten\n\n    more\n11. eleven",
    "> quote\n> more\n\n> - a\n> - b\n>\n> c",
    "> [!pull]\n> Pull *it*.\n>\n> And more.",
    "a\n\n---\n\nb\n\n***\n\nc",
    "```js\nx `y`\n```\n\n~~~\n```\n~~~",
    "a  \nb\\\nc\nd",
    "snake_case * star \\* [not link] <b>raw</b> & &amp; https://a.example/b_c_d",
    "1\\. not a list\n\n\\- not\n\n\\# not",
    "text with `` a`b `` code",
    "![A crane](/media/abcdefghijkl)",
    "![A \\[big\\] crane](/media/abcdefghijkl)\nThe *dock*,\nat [dawn](https://a.example).\nPhoto: Ada Reed",
    "![A crane](/media/abcdefghijkl)\n\\# no heading\n1\\. no list\nIllustration: [Ada](/members/ada)",
    '![A crane](/media/abcdefghijkl "The dock")',
    "https://youtu.be/abc",
    "<https://vimeo.com/1>",
    "[The *film*](https://youtu.be/abc)",
    "See https://youtu.be/abc and @ada, [Weir Yard](/hubs/weir-yard).",
]
NAMING = [
    "At @hubs/weir-yard, @hubs/the-mill: **@hubs/weir-yard**'s and [@hubs/not-here](https://a.example).",
    "@hubs/weir-yard\n\n- @hubs/the-mill\n- mail@hubs/x and @hubs/x/members",
]
# What it shows as Markdown.
BOXED = ["|a|b|\n|-|-:|\n|1|2|", "in line ![x](/media/abc) text", "- ![x](/media/abc)\n  cap", "> [!pull] no\n> yes"]


def through(texts: list[str]) -> list[dict[str, Any]]:
    sent = json.dumps({"places": richtext.places(), "texts": texts})
    done = subprocess.run(["node", SCRIPT], input=sent, capture_output=True, text=True, check=True, timeout=60)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def shown(text: str) -> list[str]:
    """Return what readers get; where a line breaks in the source is nothing to them."""
    return richtext.article(text).html.split()


def check(texts: list[str]) -> list[dict[str, Any]]:
    found = through(texts)
    for text, done in zip(texts, found, strict=True):
        assert shown(done["text"]) == shown(text)
        assert done["again"] == done["text"]
    return found


def test_what_the_editor_knows_comes_out_as_it_went_in_and_is_no_box_of_markdown() -> None:
    assert [done["boxes"] for done in check([*KNOWN, *NAMING])] == [[] for _ in [*KNOWN, *NAMING]]


def test_what_the_editor_does_not_know_is_kept_word_for_word() -> None:
    assert [done["text"] for done in check(BOXED[:3])] == BOXED[:3]
    check(BOXED)


def test_the_articles_of_the_demonstration_site_come_out_as_they_went_in() -> None:
    check([entry["body"] for entry in reading.articles()])


MARKS = ["*", "**", "_", "`", "[", "]", "(", ")", "!", "#", "##", "- ", "1. ", "> ", "|", "\\", "\n", "\n\n", "    "]
WORDS = ["a", "word", "  ", "http://a.example", "![", "](/media/abc)", "Photo: x", "[!pull]", "---", "===", "```"]


def test_whatever_is_typed_keeps_its_words() -> None:
    dice = random.Random(20261125)
    pieces = [*(known for known in KNOWN if '"The dock"' not in known), *BOXED, *(MARKS + WORDS) * 2]
    texts = ["".join(dice.choices(pieces, k=dice.randint(1, 6))) for _ in range(1_000)]
    for text, done in zip(texts, through(texts), strict=True):
        with contextlib.suppress(errors.Invalid):
            assert richtext.article(done["text"]).text.split() == richtext.article(text).text.split()

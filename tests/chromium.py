"""The browser of the tests: Chromium or Chrome, from the machine, named by ``NORTHFORUM_TEST_CHROMIUM`` or installed.

``python -m tests.chromium`` finds one or installs it, or fails saying how.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def find() -> str | None:
    """Return the path of a Chromium or Chrome on this machine, or ``None``."""
    given = os.environ.get("NORTHFORUM_TEST_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return str(mac) if mac.exists() else _playwrights_own()


def flags() -> list[str]:
    """Return the flags a test browser starts with; root has no sandbox to give it."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import, and seldom needed here

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> int:
    """Install Chromium where there is none; return an exit status."""
    if find():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        steps = [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    else:
        steps = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in steps:
        click.echo(f"installing a browser: {' '.join(step)}")
        subprocess.run(step, check=False, env=quiet, stdout=subprocess.DEVNULL)
    if find():
        return 0
    click.echo("The tests need Chromium or Chrome. Install one, or name it in NORTHFORUM_TEST_CHROMIUM.", err=True)
    return 1


if __name__ == "__main__":
    sys.exit(install())

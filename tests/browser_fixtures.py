"""Fixtures that drive a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, once for each worker of the run."""
    path = chromium.find()
    assert path, "no browser: run `make browser`, or name one in NORTHFORUM_TEST_CHROMIUM"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser profile of this test's own."""
    fresh = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give an empty page of a browser."""
    return context.new_page()

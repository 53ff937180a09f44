"""What counts as an opening of a page, and what becomes of the counts."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from northforum.core.tally import Counted, Tally, is_person

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.0 Mobile/15E148 Safari/604.1"
)
OPENING = {"REQUEST_METHOD": "GET", "PATH_INFO": "/articles/a-piece", "HTTP_USER_AGENT": FIREFOX}


def counted(status: str = "200 OK", **changes: str | None) -> Counter[str]:
    """Return what is counted of one request that is answered with ``status``."""
    counts: Counter[str] = Counter()

    def inner(_environ: Any, start_response: Any) -> list[bytes]:
        start_response(status, [])
        return [b"page"]

    environ = {name: value for name, value in (OPENING | changes).items() if value is not None}
    site = Counted(inner, "/articles/", lambda name: counts.update([name]))
    assert list(site(environ, lambda *_: None)) == [b"page"]
    return counts


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        ("200 OK", {}),
        # The browser has the page and shows it again.
        ("304 NOT MODIFIED", {}),
        ("200 OK", {"HTTP_SEC_FETCH_DEST": "document"}),
        ("200 OK", {"HTTP_USER_AGENT": PHONE}),
    ],
)
def test_an_opening_by_a_person_counts_once(status: str, changes: dict[str, str]) -> None:
    assert counted(status, **changes) == {"a-piece": 1}


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        ("200 OK", {"REQUEST_METHOD": "HEAD"}),
        ("200 OK", {"REQUEST_METHOD": "POST"}),
        ("301 MOVED PERMANENTLY", {}),
        ("404 NOT FOUND", {}),
        ("410 GONE", {}),
        ("503 SERVICE UNAVAILABLE", {}),
        ("200 OK", {"HTTP_SEC_PURPOSE": "prefetch;prerender"}),
        ("200 OK", {"HTTP_PURPOSE": "prefetch"}),
        ("200 OK", {"HTTP_X_MOZ": "prefetch"}),
        ("200 OK", {"HTTP_SEC_FETCH_DEST": "empty"}),
        ("200 OK", {"HTTP_SEC_FETCH_DEST": "iframe"}),
        ("200 OK", {"PATH_INFO": "/articles/a-piece/comments"}),
        ("200 OK", {"PATH_INFO": "/articles/"}),
        ("200 OK", {"PATH_INFO": "/sections/opinion"}),
        ("200 OK", {"PATH_INFO": "/articles/" + "a" * 101}),
        ("200 OK", {"HTTP_USER_AGENT": None}),
        ("200 OK", {"HTTP_USER_AGENT": ""}),
    ],
)
def test_nothing_else_counts(status: str, changes: dict[str, str | None]) -> None:
    assert not counted(status, **changes)


@pytest.mark.parametrize(
    "program",
    [
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (Applebot/0.1)",
        "Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)",
    ],
)
def test_programs_are_no_readers(program: str) -> None:
    assert not is_person(program)


def test_what_was_counted_is_handed_on_once() -> None:
    taken: list[dict[str, int]] = []
    tally = Tally(lambda counts: taken.append(dict(counts)), seconds=3600)
    for name in ("a", "b", "a"):
        tally.add(name)
    tally.flush()
    tally.flush()
    assert taken == [{"a": 2, "b": 1}]


def test_what_could_not_be_taken_is_handed_on_again() -> None:
    taken: list[dict[str, int]] = []
    away = [True]

    def write(counts: Mapping[str, int]) -> None:
        if away.pop() if away else False:
            raise OSError("the database is away")
        taken.append(dict(counts))

    tally = Tally(write, seconds=3600)
    tally.add("a")
    tally.flush()
    tally.add("a")
    tally.flush()
    assert taken == [{"a": 2}]


def test_the_counts_are_handed_on_by_themselves_after_a_while() -> None:
    done = threading.Event()
    tally = Tally(lambda _counts: done.set(), seconds=0.01)
    tally.add("a")
    assert done.wait(10)


def test_many_threads_lose_no_count() -> None:
    total: Counter[str] = Counter()
    tally = Tally(total.update, seconds=3600)

    def read() -> None:
        for number in range(500):
            tally.add("a")
            if number % 100 == 0:
                tally.flush()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.flush()
    assert total == {"a": 4000}


@pytest.mark.parametrize("how", ["count()", "p = multiprocessing.Process(target=count); p.start(); p.join()"])
def test_a_process_that_ends_by_itself_hands_its_counts_on_before(how: str) -> None:
    program = (
        "import multiprocessing\nfrom northforum.core.tally import Tally\n"
        "def count():\n    Tally(lambda counts: print(dict(counts), flush=True), 3600).add('a')\n"
        f"if __name__ == '__main__':\n    {how}\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout == "{'a': 1}\n"

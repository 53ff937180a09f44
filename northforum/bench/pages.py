"""Pages under load, each in turn with the ceiling of its own bytes."""

import http
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from northforum.bench import load, processes
from northforum.bench.figures import Figure, Target, Unit
from northforum.bench.load import Load
from northforum.bench.reader import Reader

COMMENT = re.compile(rb'<article class="comment')
WAYS: Mapping[str, Mapping[str, str]] = {
    "uncompressed": {"Accept-Encoding": "identity"},
    "gzip": {"Accept-Encoding": "gzip"},
    "brotli": {"Accept-Encoding": "br"},
}
UNCHANGED = "304"


@dataclass(frozen=True)
class Page:
    """A page to measure, for whom, in which ways, and what each way has to reach of the ceiling."""

    group: str
    name: str
    path: str
    reader: Reader
    ways: Mapping[str, Target | None]
    accept: str = "text/html"
    # Whose bytes the ceiling returns; the page's own where nothing else is said.
    ceiling_of: str = ""


@dataclass
class Effort:
    """How long everything is measured: rounds of so many seconds."""

    rounds: int
    seconds: float


def measured(pages: Sequence[Page], folder: Path, effort: Effort) -> Iterator[Figure]:
    """Yield the figures of ``pages``; the files of the ceiling are kept in ``folder``."""
    with _ceiling(pages, folder) as ceiling:
        for number, page in enumerate(pages):
            yield from _page(page, f"{ceiling}/{number}", effort)


@contextmanager
def _ceiling(pages: Sequence[Page], folder: Path) -> Iterator[str]:
    """Give the address of a server that answers with the uncompressed bytes of each page under its number."""
    folder.mkdir(exist_ok=True)
    for number, page in enumerate(pages):
        body = page.reader.page(page.ceiling_of or page.path, **_names(WAYS["uncompressed"], page))
        (folder / f"{number}.page").write_bytes(body)
    with processes.ceiling(folder) as server:
        yield server.origin


def _page(page: Page, ceiling: str, effort: Effort) -> Iterator[Figure]:
    if page.reader.get(page.path, Accept=page.accept).status == http.HTTPStatus.NOT_FOUND:
        for way, target in page.ways.items():
            yield Figure(page.group, f"{page.name}: {way}", target=target, unit=Unit.SHARE, note="not there")
        return
    headers = {way: _headers(page, way) for way in page.ways}
    ways = {way: asked for way, asked in headers.items() if asked is not None}
    tops: list[Load] = []
    runs: dict[str, list[Load]] = {way: [] for way in ways}
    for _ in range(effort.rounds):
        # Each round takes its own ceiling, so that a drift of the machine meets both.
        tops.append(load.measured(ceiling, effort.seconds, {}))
        for way, asked in ways.items():
            runs[way].append(load.measured(f"{page.reader.origin}{page.path}", effort.seconds, asked))
    yield Figure(page.group, f"{page.name}: ceiling", load=load.median(tops), note=_comments(page))
    for way in page.ways:
        if way not in ways:
            yield Figure(page.group, f"{page.name}: {way}", target=page.ways[way], unit=Unit.SHARE, note="no ETag")
            continue
        share = statistics.median(mine.rate / top.rate for mine, top in zip(runs[way], tops, strict=True))
        yield Figure(page.group, f"{page.name}: {way}", share, Unit.SHARE, page.ways[way], load.median(runs[way]))


def _comments(page: Page) -> str:
    if page.ceiling_of:
        return f"the bytes of {page.ceiling_of}"
    found = len(COMMENT.findall(page.reader.page(page.path, **_names(WAYS["uncompressed"], page))))
    return f"{found} comments on the page" if found else ""


def _headers(page: Page, way: str) -> dict[str, str] | None:
    """Return what to ask with; ``None`` where the page has no tag by which it could be found unchanged."""
    cookie = {"Cookie": page.reader.cookie} if page.reader.cookies else {}
    common = {**cookie, "Accept": page.accept}
    if way != UNCHANGED:
        return {**common, **WAYS[way]}
    tag = etag(page.reader, page.path, page.accept)
    return None if tag is None else {**common, **WAYS["gzip"], "If-None-Match": tag}


def etag(reader: Reader, path: str, accept: str = "text/html") -> str | None:
    """Return the tag of a page with which it then answers 304, or ``None``."""
    tag = reader.get(path, Accept=accept, **_underscored(WAYS["gzip"])).headers.get("ETag")
    if tag is None:
        return None
    again = reader.get(path, Accept=accept, If_None_Match=tag, **_underscored(WAYS["gzip"]))
    return tag if again.status == http.HTTPStatus.NOT_MODIFIED else None


def asked(way: str) -> dict[str, str]:
    """Return the headers of a way as ``Reader.get`` takes them."""
    return _underscored(WAYS[way])


def _names(asked: Mapping[str, str], page: Page) -> dict[str, str]:
    return {**_underscored(asked), "Accept": page.accept}


def _underscored(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in headers.items()}

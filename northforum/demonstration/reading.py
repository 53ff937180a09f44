"""Reading what is written in ``content/``: people, hubs, articles and what was said about them."""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"
FENCE = "+++\n"


class Entry(dict[str, Any]):
    """One entry of a content file; a key that is missing reads as nothing."""

    def text(self, name: str) -> str:
        """Return the entry's text under ``name``, without the space around it."""
        return str(self.get(name, "")).strip()

    def many(self, name: str) -> list[Any]:
        """Return the entry's list under ``name``."""
        return list(self.get(name, []))


@lru_cache(maxsize=8)
def entries(kind: str) -> tuple[Entry, ...]:
    """Return the entries of ``<kind>s.toml``."""
    return tuple(Entry(entry) for entry in _toml(FOLDER / f"{kind}s.toml")[kind])


def articles() -> list[Entry]:
    """Return the articles, oldest first, drafts last; each with its ``slug`` and ``body``."""
    found = [_article(path) for path in sorted((FOLDER / "articles").glob("*.md"))]
    return sorted(found, key=lambda entry: (entry["state"] != "published", entry["published"], entry["slug"]))


def comments(slug: str) -> list[Entry]:
    """Return what was said under the article, in the order in which it was said."""
    path = FOLDER / "threads" / f"{slug}.toml"
    if not path.is_file():
        return []
    said = [Entry(entry) for entry in _toml(path).get("comment", [])]
    return sorted(said, key=lambda entry: int(entry["minutes"]))


def said_at(article: Entry, comment: Entry) -> datetime:
    """Return when the comment was made."""
    published: datetime = article["published"]
    return published.astimezone(UTC) + timedelta(minutes=int(comment["minutes"]))


def _article(path: Path) -> Entry:
    _, front, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    return Entry({**tomllib.loads(front), "slug": path.stem, "body": body.strip()})


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

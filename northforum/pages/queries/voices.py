"""Voices: short passages of the latest comments, each from another writer and another discussion."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.discussion import queries as discussion
from northforum.members import queries as members
from northforum.members.models import AuthorCard

VOICES = 4
CANDIDATES = 24
SHORTEST, LONGEST = 40, 220
_SPACES = re.compile(r"\s+")
_LAST_SENTENCE = re.compile(r".*[.!?…](?=\s|$)", re.DOTALL)


class Voice(NamedTuple):
    """A passage of a comment, with who said it and where."""

    public_id: str
    text: str
    author: AuthorCard
    title: str
    path: str


def latest_voices(actor: Actor) -> Sequence[Voice]:
    """Return passages of the newest comments that the actor may read."""
    chosen = list(_distinct(discussion.latest_comments(actor, CANDIDATES)))
    cards = members.author_cards(row.author_id for row, _ in chosen) if chosen else {}
    return [
        Voice(row.public_id, passage, cards[row.author_id], row.thread_title, row.thread_path)
        for row, passage in chosen
    ]


def passage_of(html: str) -> str:
    """Return the beginning of what a comment's writer says, without what it quotes, up to the end of a sentence."""
    reader = _OwnWords()
    reader.feed(html)
    reader.close()
    words = _SPACES.sub(" ", " ".join(reader.parts)).strip()
    if len(words) <= LONGEST:
        return words
    cut = words[:LONGEST]
    whole = _LAST_SENTENCE.match(cut)
    return whole[0] if whole and len(whole[0]) >= SHORTEST else f"{cut.rpartition(' ')[0].rstrip(' ,;:–-')}…"


def _distinct(rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], str]]:
    people: set[int] = set()
    threads: set[str] = set()
    for row in rows:
        if row.author_id in people or row.thread_path in threads or len(people) == VOICES:
            continue
        if len(passage := passage_of(row.html)) >= SHORTEST:
            people.add(row.author_id)
            threads.add(row.thread_path)
            yield row, passage


class _OwnWords(HTMLParser):
    """Collects the text outside quotations and code of HTML that is clean already."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in _NOT_SAID

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in _NOT_SAID

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)


_NOT_SAID = frozenset({"blockquote", "pre"})

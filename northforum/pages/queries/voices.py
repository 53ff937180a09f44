"""Voices: short passages of the latest comments, each from another writer, of several discussions."""

import functools
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.discussion import queries as discussion
from northforum.members import queries as members
from northforum.members.models import AuthorCard

VOICES = 4
CANDIDATES = 60
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


def chosen_voices(actor: Actor, comment_ids: Sequence[int]) -> Sequence[Voice]:
    """Return passages of these comments, and of the newest others, that the actor may read."""
    quoted = discussion.quoted_comments(actor, comment_ids) if comment_ids else ()
    chosen = [(row, passage_of(row.html)) for row in quoted]
    if len(chosen) < VOICES:
        chosen = _chosen(discussion.latest_comments(actor, CANDIDATES), chosen)
    cards = members.author_cards(row.author_id for row, _ in chosen) if chosen else {}
    return [
        Voice(row.public_id, passage, cards[row.author_id], row.thread_title, row.thread_path)
        for row, passage in chosen
    ]


@functools.lru_cache(maxsize=512)
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


def _chosen(rows: Sequence[Row[Any]], first: Sequence[tuple[Row[Any], str]]) -> list[tuple[Row[Any], str]]:
    """Return ``first``, then the newest passages of as many other discussions as there are, each writer once."""
    passages = [(row, passage) for row in rows if len(passage := passage_of(row.html)) >= SHORTEST]
    chosen = list(first)
    for may_repeat_thread in (False, True):
        for row, passage in passages:
            people = {each.author_id for each, _ in chosen}
            threads = set() if may_repeat_thread else {each.thread_path for each, _ in chosen}
            if len(chosen) < VOICES and row.author_id not in people and row.thread_path not in threads:
                chosen.append((row, passage))
    return chosen


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

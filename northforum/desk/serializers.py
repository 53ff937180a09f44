"""What the pages of the desk show of a piece beside its form: paragraphs with their notes, and what changed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.articles import queries
from northforum.articles.models import Article, ArticleRevision
from northforum.core import differences, paragraphs
from northforum.core.differences import Side
from northforum.core.richtext import mentions
from northforum.hubs import serializers as hubs

# The parts of a revision that are not its text, as they are named to people.
_NAMES = {
    "section": "Section",
    "topics": "Topics",
    "bylines": "Bylines",
    "hero": "Picture",
    "social": "Sharing",
    "audience": "Who reads it",
}


class Paragraph(NamedTuple):
    """A paragraph of a piece with the notes on it."""

    number: int
    html: str
    notes: Sequence[Row[Any]]


class Reading(NamedTuple):
    """A piece by paragraphs; ``general`` are notes on the whole, ``orphans`` those whose paragraph is gone."""

    paragraphs: Sequence[Paragraph]
    general: Sequence[Row[Any]]
    orphans: Sequence[Row[Any]]
    open_count: int


class Changed(NamedTuple):
    """A part of a piece in two states, side by side."""

    name: str
    rows: Sequence[Side]


def reading(article: Article) -> Reading:
    """Return the piece by paragraphs, each with the notes that are on it by now."""
    blocks = paragraphs.blocks(article.body_html)
    texts = [paragraphs.plain(block) for block in blocks]
    placed: dict[int, list[Row[Any]]] = {}
    general: list[Row[Any]] = []
    orphans: list[Row[Any]] = []
    rows = queries.notes(article)
    for row in rows:
        note = row.ArticleNote
        if note.paragraph is None:
            general.append(row)
            continue
        at = paragraphs.find(note.quote, note.paragraph, texts)
        (orphans if at is None else placed.setdefault(at, [])).append(row)
    shown = [Paragraph(number, hubs.drawn(block), placed.get(number, ())) for number, block in enumerate(blocks)]
    return Reading(shown, general, orphans, sum(row.ArticleNote.resolved_at is None for row in rows))


def changes(old: ArticleRevision | Article | None, new: ArticleRevision | Article) -> list[Changed]:
    """Return what differs between two states of a piece, side by side; against nothing, everything is new."""
    parts = {
        "Headline": (old.headline if old else "", new.headline),
        "Standfirst": (old.standfirst if old else "", new.standfirst),
        "Text": (_text(old), _text(new)),
    }
    return [Changed(name, differences.side_by_side(*pair)) for name, pair in parts.items() if pair[0] != pair[1]]


def differences_of(theirs: Article, mine: tuple[str, str, str]) -> list[Changed]:
    """Return what differs between an article as somebody else saved it and the words that were typed meanwhile."""
    stored = theirs.headline, theirs.standfirst, theirs.body_source
    pairs = zip(("Headline", "Standfirst", "Text"), stored, mine, strict=True)
    return [Changed(name, differences.side_by_side(old, new)) for name, old, new in pairs if old != new]


def details_changed(old: ArticleRevision | None, new: ArticleRevision) -> list[str]:
    """Return the names of the parts beside the text that differ between two revisions."""
    if old is None:
        return []
    before, after = queries.details(old), queries.details(new)
    return [name for part, name in _NAMES.items() if before.get(part) != after.get(part)]


def _text(state: ArticleRevision | Article | None) -> str:
    """Return the words of a state, a paragraph a line, however it was written."""
    if state is None:
        return ""
    blocks = paragraphs.blocks(mentions.written(state.body_html))
    return "\n".join(filter(None, map(paragraphs.plain, blocks)))

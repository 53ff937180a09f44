"""The words that are known: how a word goes on, what was meant by a misspelt one, and how common a term is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from northforum.core import terms
from northforum.core.db import db
from northforum.search.models import KnownWord, Reached, Trigram
from northforum.search.queries.asking import Asked, Part

ENDINGS = 12
# Of so many words that share the most letters, the nearest is taken.
CANDIDATES = 60
# A word that stands in more entries is hardly misspelt.
HARDLY_KNOWN = 2
_BEHIND = "\U0010ffff"


def gone_on(asked: Asked) -> Asked | None:
    """Return the query with every way in which its last word may go on, or ``None`` where none is known."""
    beginning = asked.last_word
    if not beginning:
        return None
    longer = (
        select(KnownWord.term)
        .where(KnownWord.word > beginning, KnownWord.word < beginning + _BEHIND, KnownWord.documents > 0)
        .order_by(KnownWord.documents.desc(), KnownWord.word)
        .limit(ENDINGS)
    )
    *before, last = asked.parts
    found = dict.fromkeys((term,) for term in db.session.scalars(longer))
    others = [phrase for phrase in found if phrase != last.phrase]
    return asked.with_parts([*before, replace(last, others=others)]) if others else None


def corrected(asked: Asked, most: int) -> Asked | None:
    """Return the query with the nearest known words in place of those that stand in ``most`` entries or fewer.

    ``None`` where none is near.
    """
    known = _documents([part.phrase[0] for part in asked.parts if not part.is_quoted])
    parts = [_corrected(part, known, most) for part in asked.parts]
    return asked.with_parts(parts) if parts != list(asked.parts) else None


def share(asked: Asked) -> float:
    """Return what part of all entries the query may match, by what is known of its words."""
    total = int(db.session.scalar(select(func.sum(Reached.reached_id))) or 0)
    if not total or not asked.parts:
        return 0.0
    alternatives = [phrase for part in asked.parts for phrase in part.alternatives]
    if any(len(phrase) > 1 for phrase in alternatives):
        # How often common words stand together nobody has counted.
        return 0.0
    known = _documents({phrase[0] for phrase in alternatives})
    part_of_all = 1.0
    for part in asked.parts:
        entries = sum(known.get(phrase[0], 0) for phrase in part.alternatives)
        part_of_all *= min(1.0, entries / total)
    return part_of_all


def _documents(asked_terms: Collection[str]) -> Mapping[str, int]:
    counted = select(KnownWord.term, func.sum(KnownWord.documents)).where(KnownWord.term.in_(sorted(set(asked_terms))))
    return {term: int(documents) for term, documents in db.session.execute(counted.group_by(KnownWord.term))}


def _corrected(part: Part, known: Mapping[str, int], most: int) -> Part:
    word = part.typed
    if part.is_quoted or known.get(part.phrase[0], 0) > most or not _is_correctable(word):
        return part
    near = _nearest(word)
    return Part(near, (terms.term_of(near),)) if near else part


def _is_correctable(word: str) -> bool:
    return len(word) > 2 and not any(letter.isdigit() for letter in word)


def _nearest(word: str) -> str | None:
    candidates = _sharing_letters(word)
    most = 1 if len(word) < 6 else 2
    best: tuple[int, int, str] | None = None
    for candidate, documents in candidates:
        off = terms.distance(word, candidate)
        if off and off <= most and (best is None or (off, -documents, candidate) < best):
            best = (off, -documents, candidate)
    return best[2] if best else None


def _sharing_letters(word: str) -> Sequence[tuple[str, int]]:
    shared = (
        select(Trigram.word)
        .where(Trigram.trigram.in_(terms.trigrams_of(word)), Trigram.length.between(len(word) - 2, len(word) + 2))
        .group_by(Trigram.word)
        .order_by(func.count().desc(), Trigram.word)
        .limit(CANDIDATES)
        .subquery()
    )
    counted = select(KnownWord.word, KnownWord.documents).join(shared, shared.c.word == KnownWord.word)
    rows = db.session.execute(counted.where(KnownWord.documents > 0))
    return [(row.word, row.documents) for row in rows]

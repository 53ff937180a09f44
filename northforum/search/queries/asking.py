"""What somebody asks: the words of a query, taken apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from northforum.core import errors, terms, text
from northforum.core.fulltext import Phrase

LONGEST = 200
# More words than anybody means; each costs time.
MOST_WORDS = 12
# Fewer letters are the beginning of too many words.
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class Part:
    """A word or a quoted phrase of a query, as typed and as looked for; ``others`` may stand in its place."""

    typed: str
    phrase: Phrase
    is_quoted: bool = False
    others: Sequence[Phrase] = ()

    @property
    def alternatives(self) -> Sequence[Phrase]:
        """Return everything that will do."""
        return (self.phrase, *self.others)


@dataclass(frozen=True)
class Asked:
    """A query: all ``parts`` have to be there, none of ``without``. ``may_go_on``: the last word may be unfinished."""

    parts: Sequence[Part] = ()
    without: Sequence[Phrase] = ()
    may_go_on: bool = False

    @property
    def last_word(self) -> str:
        """Return the word that may be unfinished, folded, or nothing."""
        last = self.parts[-1] if self.may_go_on and self.parts else None
        return last.typed if last and not last.is_quoted and len(last.typed) >= SHORTEST_BEGINNING else ""

    @property
    def text(self) -> str:
        """Return the query as it may be typed."""
        wanted = [f'"{part.typed}"' if part.is_quoted else part.typed for part in self.parts]
        return " ".join([*wanted, *(f"-{'-'.join(phrase)}" for phrase in self.without)])

    def with_parts(self, parts: Sequence[Part]) -> "Asked":
        """Return the same query with other parts."""
        return replace(self, parts=parts)

    @property
    def to_mark(self) -> frozenset[str]:
        """Return the terms that are marked in what is found."""
        return frozenset(term for part in self.parts for phrase in part.alternatives for term in phrase)


def asked(query: str) -> Asked:
    """Return ``query`` taken apart: words, phrases in double quotation marks, and ``-words`` that may not be there.

    Raises
    ------
    errors.Invalid
        Under ``q``, when it is too long or holds what is no text.
    """
    line = _clean(query)
    parts: list[Part] = []
    without: list[Phrase] = []
    for number, piece in enumerate(line.replace("\u201c", '"').replace("\u201d", '"').split('"')):
        if number % 2:
            parts += _quoted(piece)
        else:
            parts += _plain(piece, without)
    kept = _telling(parts)[:MOST_WORDS]
    ends_in_word = bool(parts) and kept[-1:] == parts[-1:] and not query[-1:].isspace()
    return Asked(kept, without[:MOST_WORDS], may_go_on=ends_in_word)


def _clean(query: str) -> str:
    if len(query) > LONGEST:
        raise errors.Invalid(q=f"Use {LONGEST} characters at most.")
    try:
        return text.clean_line(query)
    except errors.Invalid as refusal:
        raise errors.Invalid(q=refusal.message) from refusal


def _quoted(piece: str) -> list[Part]:
    phrase = tuple(terms.terms_of(piece))
    return [Part(piece.strip(), phrase, is_quoted=True)] if phrase else []


def _plain(piece: str, without: list[Phrase]) -> list[Part]:
    parts = []
    for token in piece.split():
        words = list(terms.words_of(token))
        if token.startswith("-") and words:
            without.append(tuple(word.term for word in words))
        elif len(words) > 1:
            # “pan-northern” is looked for as it is written.
            parts.append(Part(token, tuple(word.term for word in words), is_quoted=True))
        elif words:
            parts.append(Part(words[0].folded, (words[0].term,)))
    return parts


def _telling(parts: list[Part]) -> list[Part]:
    """Return the parts without words that nearly every text holds, unless there are no others."""
    telling = [part for part in parts if part.is_quoted or part.typed not in terms.COMMON]
    return telling or parts

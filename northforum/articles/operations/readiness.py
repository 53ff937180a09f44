"""The list that an article is checked against before readers get it, and again whenever it is edited afterwards."""

from dataclasses import dataclass

from northforum.articles import queries
from northforum.articles.models import Article
from northforum.articles.operations.piece import Hero, Piece
from northforum.core import richtext


@dataclass(frozen=True)
class Facts:
    """What the list asks about."""

    words: int
    body: str
    standfirst: str
    has_section: bool
    has_byline: bool
    hero: Hero


def missing(article: Article) -> dict[str, str]:
    """Return what the article lacks for publication: a sentence by the field of the desk's form, empty when ready."""
    hero = Hero(article.picture_id, article.hero_alt, article.hero_caption, article.hero_credit)
    has_byline = bool(queries.bylines([article.id]).get(article.id))
    return _missing(
        Facts(
            article.word_count, article.body_html, article.standfirst, article.section_id is not None, has_byline, hero
        )
    )


def missing_in_piece(piece: Piece) -> dict[str, str]:
    """Return the same of a piece that is not stored yet."""
    has_byline = any(not entry.is_blank for entry in piece.bylines)
    return _missing(
        Facts(piece.body.words, piece.body.html, piece.standfirst, bool(piece.section), has_byline, piece.hero)
    )


def _missing(facts: Facts) -> dict[str, str]:
    has_picture = facts.hero.picture_id is not None
    rules = {
        "standfirst": (not facts.standfirst, "Add a standfirst: one or two sentences that lead into the piece."),
        "body": (
            not facts.words or richtext.has_undescribed(facts.body),
            "Describe each picture in the piece for readers who cannot see it."
            if facts.words
            else "Write the piece itself.",
        ),
        "section": (not facts.has_section, "Choose the section in which it stands."),
        "byline-0-name": (not facts.has_byline, "Say who wrote it."),
        "hero_alt": (has_picture and not facts.hero.alt, "Describe the picture for readers who cannot see it."),
        "hero_credit": (has_picture and not facts.hero.credit, "Say who made the picture."),
    }
    return {field: sentence for field, (lacks, sentence) in rules.items() if lacks}

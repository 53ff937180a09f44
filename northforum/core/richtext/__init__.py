"""Text from people: Markdown → guard → bleach → nh3, once, when it is written.

Raw HTML is off everywhere, so what reaches a page was made by this package alone; the two sanitisers, driven by one
allow-list, are the second and third lock on the same door.
"""

from dataclasses import dataclass, replace

from northforum.core import text
from northforum.core.richtext import cleaning, guard, markdown, pictures, rules
from northforum.core.richtext.embeds import places
from northforum.core.richtext.names import Named, Resolve, linked, nobody
from northforum.core.richtext.pictures import Library, has_undescribed

# Raised whenever the same source would give other HTML; stored beside each text, so that it can be rendered anew.
RULES_VERSION = 4
COMMENT_BYTES = rules.COMMENT.max_bytes

__all__ = [
    "COMMENT_BYTES",
    "RULES_VERSION",
    "Library",
    "Named",
    "Rendered",
    "Resolve",
    "article",
    "comment",
    "comment_source",
    "has_undescribed",
    "linked",
    "places",
    "profile",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as it is stored.

    Attributes
    ----------
    source : str
        What was typed, made clean.
    html : str
        What is shown; safe as it stands.
    text : str
        The words alone, a line a block, for search, summaries and feeds.
    words : int
        How many there are.
    rules : int
        The ``RULES_VERSION`` that made ``html``.
    named : tuple of int
        The keys of those whose names became links, as ``Resolve`` gave them.
    """

    source: str
    html: str
    text: str
    words: int
    rules: int
    named: tuple[int, ...] = ()


def comment(source: str, resolve: Resolve = nobody) -> Rendered:
    """Return a member's comment, rendered, with the names that ``resolve`` knows as links.

    Raises
    ------
    errors.Invalid
        Under ``body``, when it cannot be accepted.
    """
    rendered = _render(source, rules.COMMENT, resolve)
    if text.is_blank(rendered.text):
        raise guard.refusal("Write something first.")
    return rendered


def comment_source(source: str) -> str:
    """Return what was typed of a comment, made clean, not rendered; it may be empty.

    Raises
    ------
    errors.Invalid
        Under ``body``, when it is too long or holds what is no text.
    """
    guard.check_size(source, rules.COMMENT)
    return text.clean_text(source)


def profile(source: str) -> Rendered:
    """Return a short text about a person or a hub, rendered; it may be empty.

    Raises
    ------
    errors.Invalid
        Under ``body``, when it cannot be accepted.
    """
    return _render(source, rules.PROFILE)


def article(source: str, resolve: Resolve = nobody, library: Library | None = None) -> Rendered:
    """Return an article's body, rendered; it may be empty, as in a draft.

    Headings become ``h2`` to ``h4`` with an anchor each, ``> [!pull]`` makes a pull quote, lines under a picture its
    caption and credit, a link alone to a film or to sound a card. Pictures come from our own library, which draws them.

    Raises
    ------
    errors.Invalid
        Under ``body``, when it cannot be accepted.
    """
    rendered = _render(source, rules.ARTICLE, resolve)
    return rendered if library is None else replace(rendered, html=pictures.draw(rendered.html, library))


def _render(source: str, allowed: rules.Rules, resolve: Resolve = nobody) -> Rendered:
    guard.check_size(source, allowed)
    clean_source = text.clean_text(source)
    guard.check_source(clean_source, allowed)
    page = markdown.render(clean_source, allowed, resolve)
    guard.check_html(page.html, clean_source, allowed)
    html = cleaning.clean(page.html, allowed)
    return Rendered(clean_source, html, page.text, text.count_words(page.text), RULES_VERSION, page.named)

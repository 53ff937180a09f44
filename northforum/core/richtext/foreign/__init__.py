"""Foreign HTML (a paste, a file, an import) as the Markdown of a piece, of which ``core.richtext`` makes ours.

Nothing here is trusted and nothing of it reaches a page: what comes out is Markdown, and the one renderer reads that.
Time and memory grow with the length of what comes in, whatever is in it.
"""

from dataclasses import dataclass

from northforum.core import errors, text
from northforum.core.richtext.foreign import trees, word, writing

MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Foreign:
    """What foreign HTML says: its title, its Markdown, and the addresses of pictures that are not of our library."""

    title: str
    markdown: str
    pictures: tuple[str, ...]


def to_markdown(html: str) -> Foreign:
    """Return foreign ``html``, a whole page or a part of one, as the Markdown of a piece.

    Pictures from elsewhere stay in it as ``![what it shows](address)``: whoever imports them puts in the library's.

    Raises
    ------
    errors.Invalid
        Under ``body``, when there is more of it than anybody writes.
    """
    if len(html) > MOST_BYTES:
        sentence = "This is too long: 5 MB of HTML is the most that can be read."
        raise errors.Invalid(sentence, body=sentence)
    tree, title = trees.tree(text.clean_text(html))
    word.mend(tree)
    writer = writing.Writer()
    return Foreign(title, writer.document(tree), tuple(dict.fromkeys(writer.pictures)))

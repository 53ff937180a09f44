"""A piece that was written elsewhere: a file or a paste of HTML or Markdown, which becomes a draft."""

from pathlib import PurePath
from typing import Any

from northforum.articles import operations as articles
from northforum.core import forms, text
from northforum.core.errors import Invalid
from northforum.core.richtext import foreign
from northforum.core.richtext.foreign import Foreign
from northforum.desk.operations import Work

FILE_LIMIT = foreign.MOST_BYTES
LONGEST_HEADLINE = 160
_MARKDOWN = frozenset({".md", ".markdown", ".txt"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_WRONG_FILE = "Send an HTML or Markdown file. From Word or Google Docs, save the piece as a web page first."


class BringForm(forms.KeyedForm):
    """A text from elsewhere, by file or in a box."""

    file = forms.file_box("A file")
    source: Any = forms.text_box("Or the text itself", limit=400_000, required=False)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.pictures: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return the draft to be made."""
        found = self._found()
        self.pictures = found.pictures
        try:
            body = articles.rendered_body(found.markdown)
        except Invalid as refusal:
            raise Invalid(source=refusal.message) from refusal
        piece = articles.Piece(headline=found.title or "Without a headline", standfirst="", body=body)
        return {"work": Work(piece=piece, form_key=self.form_key.data)}

    def _found(self) -> Foreign:
        upload = self.file.data
        if upload is not None:
            return _of_file(upload.filename or "", upload.stream.read(FILE_LIMIT + 1))
        if text.is_blank(self.source.data or ""):
            raise Invalid(source="Choose a file, or put the text in this box.")
        looks_like_html = "</" in self.source.data or "<p>" in self.source.data
        return _of_html(self.source.data) if looks_like_html else _of_markdown(self.source.data)


def _of_file(name: str, data: bytes) -> Foreign:
    ending = PurePath(name).suffix.lower()
    if len(data) > FILE_LIMIT:
        raise Invalid(file="This file is too large: 5 MB is the most that can be read.")
    if ending not in _MARKDOWN | _HTML or b"\0" in data:
        raise Invalid(file=_WRONG_FILE)
    read = _decoded(data)
    found = _of_markdown(read) if ending in _MARKDOWN else _of_html(read)
    return found if found.title else Foreign(_line(PurePath(name).stem), found.markdown, found.pictures)


def _decoded(data: bytes) -> str:
    """Return the words of a file: UTF-8, or what Word writes on Windows where it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_html(html: str) -> Foreign:
    try:
        found = foreign.to_markdown(html)
    except Invalid as refusal:
        raise Invalid(source=refusal.message) from refusal
    headed = _of_markdown(found.markdown)
    # The first heading is the headline, unless the page is called something else.
    if headed.title and found.title in {"", headed.title}:
        return Foreign(headed.title, headed.markdown, found.pictures)
    return Foreign(_line(found.title), found.markdown, found.pictures)


def _of_markdown(source: str) -> Foreign:
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith(("# ", "## ")):
        return Foreign(_line(first.lstrip("#").replace("\\", "")), rest.strip(), ())
    return Foreign("", source.strip(), ())


def _line(words: str) -> str:
    return text.clean_line(words)[:LONGEST_HEADLINE].strip()

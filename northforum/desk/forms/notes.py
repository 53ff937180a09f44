"""What is filled in beside a piece: notes, preview links, and bringing a revision back."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.articles import operations as articles
from northforum.core import forms

_LARGEST = 2**31
DAYS = [(str(days), "One day" if days == 1 else f"{days} days") for days in articles.DAYS]


class NoteForm(forms.KeyedForm):
    """A note on a piece, or on one paragraph of it."""

    paragraph = forms.hidden()
    words = forms.text_box("A note", limit=2000)

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {**super().values(), "paragraph": int(self.paragraph.data) if self.paragraph.data else None}

    def validate_paragraph(self, field: Field) -> None:
        """Refuse a number that is none."""
        _check_number(field, "The note had lost its paragraph. Choose it again.")


class ShareForm(forms.KeyedForm):
    """For how long somebody without an account may read a piece, and who that is."""

    label = forms.text_line("Who it is for", limit=80)
    days = forms.choice("Ends after", DAYS, default="7")

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"label": self.label.data, "days": int(self.days.data)}


class RestoreForm(forms.Form):
    """The version that a revision is brought back on top of."""

    version = forms.hidden()

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"version": int(self.version.data or 0)}

    def validate_version(self, field: Field) -> None:
        """Refuse a version that was not ours."""
        _check_number(field, "The form had lost its place. Open the history again.")


def _check_number(field: Field, sentence: str) -> None:
    if field.data and not (field.data.isascii() and field.data.isdigit() and int(field.data) < _LARGEST):
        field.data = ""
        raise StopValidation(sentence)

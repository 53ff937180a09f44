"""Forms of the library: a picture put in, described or replaced."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.core import forms, images, storage
from northforum.core.errors import Invalid
from northforum.media import operations as media
from northforum.media.models import MIDDLE, Picture

LONGEST_ALT, LONGEST_CAPTION, LONGEST_CREDIT = 500, 400, 160
MISSING = "Choose a picture first."


class UploadForm(forms.Form):
    """A picture with the words that it comes with; they can be written later."""

    file = forms.file_box("Picture")
    alt = forms.text_line("Description", limit=LONGEST_ALT, required=False)
    caption = forms.text_line("Caption", limit=LONGEST_CAPTION, required=False)
    credit = forms.text_line("Credit", limit=LONGEST_CREDIT, required=False)

    def validate_file(self, field: Field) -> None:
        """Ask for a file."""
        if field.data is None:
            raise StopValidation(MISSING)

    def values(self) -> dict[str, Any]:
        """Return the files as they were kept, before the write begins, and the words."""
        return {"kept": kept_files(self.file), "words": _words(self)}


class ReplaceForm(forms.Form):
    """Another picture for the same address."""

    file = forms.file_box("Another picture")

    def __init__(self, picture: Picture, **values: Any) -> None:
        super().__init__(**values)
        self._name = picture.public_id

    def validate_file(self, field: Field) -> None:
        """Ask for a file."""
        if field.data is None:
            raise StopValidation(MISSING)

    def values(self) -> dict[str, Any]:
        """Return the files as they were kept, before the write begins."""
        return {"kept": kept_files(self.file, self._name)}


class PictureForm(forms.Form):
    """What is said of a picture, and the point that crops keep."""

    alt = forms.text_box("Description", limit=LONGEST_ALT, required=False)
    caption = forms.text_line("Caption", limit=LONGEST_CAPTION, required=False)
    credit = forms.text_line("Credit", limit=LONGEST_CREDIT, required=False)
    focal_x = forms.text_line("From the left", limit=3)
    focal_y = forms.text_line("From the top", limit=3)

    @classmethod
    def of(cls, picture: Picture) -> "PictureForm":
        """Return the form filled with the picture as it stands."""
        words = {name: getattr(picture, name) for name in ("alt", "caption", "credit")}
        return cls(**words, focal_x=str(picture.focal_x), focal_y=str(picture.focal_y))

    def validate_focal_x(self, field: Field) -> None:
        """Refuse what is no percentage."""
        _expect_percentage(field)

    def validate_focal_y(self, field: Field) -> None:
        """Refuse what is no percentage."""
        _expect_percentage(field)

    def values(self) -> dict[str, Any]:
        """Return the words and the point as operations take them."""
        return {"words": _words(self), "focal": (int(self.focal_x.data), int(self.focal_y.data))}


class ButtonForm(forms.Form):
    """A button that is a whole form: nothing to fill in."""


def kept_files(field: Field, name: str | None = None) -> media.KeptFiles:
    """Return the upload in ``field`` as its master was kept; ``Invalid`` at this field when it is no fit picture."""
    try:
        prepared = images.prepare(field.data.stream)
    except Invalid as refusal:
        raise Invalid(refusal.message, **{field.short_name: refusal.message}) from refusal
    return media.keep_files(storage.current(), prepared, field.data.filename or "", name=name)


def _words(form: UploadForm | PictureForm) -> media.Words:
    return media.Words(alt=form.alt.data.strip(), caption=form.caption.data.strip(), credit=form.credit.data.strip())


def _expect_percentage(field: Field) -> None:
    if not (field.data.isascii() and field.data.isdigit() and int(field.data) <= 2 * MIDDLE):
        raise StopValidation("Give a whole number from 0 to 100.")

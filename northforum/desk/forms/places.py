"""Sections and topics as they are filled in at the desk."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.articles import operations as articles, queries as articles_queries
from northforum.articles.models import Section, Topic
from northforum.core import forms

LONGEST_NAME, LONGEST_SLUG, LONGEST_DESCRIPTION = 60, 60, 300
_MOST = 10_000


class PlaceForm(forms.Form):
    """What is said of a section or a topic."""

    name = forms.text_line("A name", limit=LONGEST_NAME)
    slug = forms.text_line("Address", limit=LONGEST_SLUG, required=False)
    description = forms.text_box("Description", limit=LONGEST_DESCRIPTION, required=False)

    @classmethod
    def of(cls, place: Section | Topic) -> "PlaceForm":
        """Return the form filled with the place as it stands."""
        return cls(name=place.name, slug=place.slug, description=place.description)

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        description = (self.description.data or "").strip()
        return {"words": articles.PlaceWords(self.name.data, self.slug.data or "", description)}


class NewPlaceForm(forms.KeyedForm, PlaceForm):
    """The same for one that is not there yet."""

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {**PlaceForm.values(self), "form_key": self.form_key.data}


class OrderForm(forms.Form):
    """Where a section is to stand in the navigation."""

    to = forms.hidden()

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"to": int(self.to.data or 0)}

    def validate_to(self, field: Field) -> None:
        """Refuse what is no place."""
        if not (field.data.isascii() and field.data.isdigit() and int(field.data) < _MOST):
            field.data = ""
            raise StopValidation("The button had lost its place. Open the page again.")


class MergeForm(forms.Form):
    """Which topic takes in another one."""

    into = forms.text_line("The topic that stays", limit=LONGEST_NAME)

    def validate_into(self, field: Field) -> None:
        """Ask for a topic that is there."""
        if articles_queries.topic_named(field.data) is None:
            raise StopValidation("There is no topic with this name.")

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"into": articles_queries.topic_named(self.into.data)}

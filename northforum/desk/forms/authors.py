"""Authors as they are filled in at the desk."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.articles import operations as articles, queries as articles_queries
from northforum.articles.models import Author
from northforum.core import forms, images, richtext, storage
from northforum.core.errors import Invalid
from northforum.media import operations as media

LONGEST_LINKS = 1300


class OwnAuthorForm(forms.Form):
    """What authors say of themselves; their name is the editors' to say, for whoever bears it has its pieces."""

    role = forms.text_line("Role", limit=120, required=False)
    organisation = forms.text_line("Organisation", limit=120, required=False)
    bio: Any = forms.markdown_box("Biography", richtext.profile, required=False)
    links = forms.text_box("Links", limit=LONGEST_LINKS, required=False)
    portrait = forms.file_box("Portrait")
    portrait_alt = forms.text_line("Description of the portrait", limit=300, required=False)
    without_portrait = forms.tick_box("Take the portrait away")

    @classmethod
    def of(cls, author: Author) -> "OwnAuthorForm":
        """Return the form filled with the author as the site has them."""
        return cls(**_values_of(author))

    def values(self) -> dict[str, Any]:
        """Return what the desk's operation takes; the picture is kept and the text rendered before the write begins."""
        return {
            "words": self._words(),
            "picture": self._kept_portrait(),
            "alt": (self.portrait_alt.data or "").strip(),
            "takes_away": bool(self.without_portrait.data),
        }

    def _words(self) -> articles.AuthorWords:
        return articles.AuthorWords(
            name="",
            bio=self.bio.rendered(),
            role=self.role.data or "",
            organisation=self.organisation.data or "",
            links=self.links.data or "",
        )

    def _kept_portrait(self) -> media.KeptFiles | None:
        if self.portrait.data is None:
            return None
        if not (self.portrait_alt.data or "").strip():
            raise Invalid(portrait_alt="Describe the portrait for readers who cannot see it.")
        try:
            prepared = images.prepare(self.portrait.data.stream)
        except Invalid as refusal:
            raise Invalid(portrait=refusal.message) from refusal
        return media.keep_files(storage.current(), prepared, self.portrait.data.filename or "")


class AuthorForm(OwnAuthorForm):
    """The same for editors, with the name, the address and whose account it is."""

    name = forms.text_line("A name", limit=80)
    slug = forms.text_line("Address", limit=80, required=False)
    handle = forms.text_line("Member’s handle", limit=60, required=False)

    def _words(self) -> articles.AuthorWords:
        own = super()._words()
        said = {"name": self.name.data, "slug": self.slug.data or "", "handle": self.handle.data or ""}
        return articles.AuthorWords(**{**vars(own), **said})


class NewAuthorForm(forms.KeyedForm):
    """Somebody whom bylines may name from now on."""

    name = forms.text_line("A name", limit=80)
    handle = forms.text_line("Member’s handle", limit=60, required=False)
    bio: Any = forms.markdown_box("Biography", richtext.profile, required=False)

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        words = articles.AuthorWords(self.name.data, self.bio.rendered(), handle=self.handle.data or "")
        return {"words": words, "form_key": self.form_key.data}


class MergeAuthorForm(forms.Form):
    """Which author is the same person."""

    into = forms.text_line("The author who stays", limit=300)

    def validate_into(self, field: Field) -> None:
        """Ask for an author who is there."""
        if articles_queries.author_named(field.data) is None:
            raise StopValidation(
                "There is no such author, or more than one of this name. Give the address of the page."
            )

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"into": articles_queries.author_named(self.into.data)}


def _values_of(author: Author) -> dict[str, Any]:
    card = articles_queries.author_card(author)
    same = ("name", "role", "organisation", "handle", "slug")
    values = {name: getattr(card, name) for name in same}
    alt = card.portrait.alt if card.portrait else ""
    return {**values, "bio": author.bio_source, "links": author.links_text, "portrait_alt": alt}

"""The text of a piece as the desk's forms take it."""

from typing import Any, Protocol

from northforum.articles import operations as articles
from northforum.core import forms, richtext
from northforum.core.errors import Invalid
from northforum.core.richtext import Rendered, mentions
from northforum.hubs import operations as hubs


class HasBody(Protocol):
    """A form with the text of a piece in it."""

    body: Any

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether what was sent can be used."""

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal."""


class PreviewForm(forms.Form):
    """The text whose preview is asked for while it is written."""

    status = Invalid.status
    body: Any = forms.markdown_box("The piece", articles.rendered_body, required=False)


def rendered_body(form: HasBody) -> Rendered | None:
    """Return the form's text as it will be shown, or ``None`` when the form must be shown again."""
    if not form.validate():
        return None
    try:
        rendered: Rendered = form.body.rendered()
    except Invalid as refusal:
        form.refuse(refusal)
        return None
    return rendered


def expect_known_hubs(body: Rendered, field: Any, stored: str) -> None:
    """Go on when every hub that the text names anew is one that ``field`` offers; ``Invalid`` under ``body`` otherwise.

    One that the ``stored`` text named already may have become secret: whoever edits it then learns nothing of that.
    """
    known = {choice.value for choice in field.choices} | {slug for _, slug in mentions.mentioned(stored)}
    named = [slug for folder, slug in mentions.mentioned(body.html) if folder == mentions.HUBS]
    if unknown := next((slug for slug in named if slug not in known), None):
        raise Invalid(body=f"There is no hub “{unknown}” that you can name. Copy the end of its page’s address.")


def hubs_named_in(body: Rendered, field: Any) -> tuple[str, ...]:
    """Return the hubs that are chosen in ``field``, and those that the text leads to, as far as there is room."""
    chosen: list[str] = list(field.data or ())
    known = {choice.value for choice in field.choices}
    mentioned = [slug for slug in richtext.linked(body.html, "/hubs/") if slug in known and slug not in chosen]
    return (*chosen, *mentioned[: max(hubs.MOST_NAMED - len(chosen), 0)])

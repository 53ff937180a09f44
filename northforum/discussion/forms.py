"""What people send when they write or change a comment."""

from collections.abc import Collection, Mapping
from typing import Any

from northforum.core import richtext
from northforum.core.errors import Conflict, Invalid, TooFast
from northforum.core.forms import Form, KeyedForm, hidden, markdown_box, text_box
from northforum.core.richtext import Named, Rendered
from northforum.members import links as members_links, queries as members

LONGEST_VERSION = 9


def render_comment(source: str) -> Rendered:
    """Return a comment's text rendered, with members' handles as links; ``Invalid`` when it cannot be accepted."""
    return richtext.comment(source, _members_named)


def _members_named(handles: Collection[str]) -> Mapping[str, Named]:
    found = members.ids_by_handle(handles)
    return {handle: Named(key, members_links.handle_url(handle)) for handle, key in found.items()}


def rendered_body(form: "CommentForm | EditForm") -> Rendered | None:
    """Return the form's text as it will be shown, or ``None`` when the form must be shown again."""
    if not form.validate():
        return None
    try:
        rendered: Rendered = form.values()["body"]
    except Invalid as refusal:
        form.refuse(refusal)
        return None
    return rendered


class CommentForm(KeyedForm):
    """A new comment, or with ``parent`` a reply."""

    body = markdown_box("your comment", render_comment)
    parent = hidden()
    retry_after = 0

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal; what cannot be answered is let go, so that the words can be sent as a new comment."""
        super().refuse(refusal)
        if isinstance(refusal, TooFast):
            self.retry_after = refusal.retry_after
        if "parent" in refusal.fields:
            self.parent.data = ""

    def shown(self) -> dict[str, str]:
        """Return what the form held and what is wrong with it, for ``serializers.refused_composer``."""
        elsewhere = [*self.parent.errors, *self.form_key.errors, *([self.summary] if self.summary else [])]
        return {
            "form_key": self.form_key.data or "",
            "body": self.body.data or "",
            "parent": self.parent.data or "",
            "error": " ".join(self.body.errors),
            "summary": " ".join(elsewhere),
        }

    @property
    def status(self) -> int:
        """Return the status of the answer that shows the form again."""
        return TooFast.status if self.retry_after else Invalid.status


class EditForm(Form):
    """Other words for a comment, with the version that they replace."""

    body = markdown_box("your comment", render_comment)
    version = hidden()
    status: int = Invalid.status

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``edit_comment``."""
        number = str(self.version.data)
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_VERSION):
            raise Invalid(version="The form was not complete. Your words are kept: please save again.")
        return {**super().values(), "version": int(number)}

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal, with its status."""
        super().refuse(refusal)
        self.status = refusal.status

    @property
    def is_overtaken(self) -> bool:
        """Whether the comment has been changed meanwhile."""
        return self.status == Conflict.status


class DraftForm(Form):
    """Words on their way to a comment; what cannot be posted yet is kept as well."""

    body = text_box("your draft", limit=richtext.COMMENT_BYTES, required=False)
    parent = hidden()

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``save_draft``; ``Invalid`` where the words are more than a comment may have."""
        return {"body": richtext.comment_source(self.body.data or ""), "parent": self.parent.data or ""}

    @property
    def sentence(self) -> str:
        """Return what is wrong, in words."""
        return " ".join([*self.body.errors, *self.parent.errors, *([self.summary] if self.summary else [])])

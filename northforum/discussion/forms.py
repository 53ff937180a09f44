"""What people send when they write or change a comment."""

from typing import Any

from northforum.core import richtext
from northforum.core.errors import Conflict, Invalid, TooFast
from northforum.core.forms import Form, KeyedForm, hidden, markdown_box

LONGEST_VERSION = 9


class CommentForm(KeyedForm):
    """A new comment, or with ``parent`` a reply."""

    body = markdown_box("your comment", richtext.comment)
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

    body = markdown_box("your comment", richtext.comment)
    version = hidden()
    is_overtaken = False

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``edit_comment``."""
        number = str(self.version.data)
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_VERSION):
            raise Invalid(version="The form was not complete. Your words are kept: please save again.")
        return {**super().values(), "version": int(number)}

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal, and whether the comment has been changed meanwhile."""
        super().refuse(refusal)
        self.is_overtaken = refusal.status != Invalid.status

    @property
    def status(self) -> int:
        """Return the status of the answer that shows the form again."""
        return Conflict.status if self.is_overtaken else Invalid.status

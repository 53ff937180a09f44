"""What members send when they report a comment, and moderators when they decide."""

from typing import Any

from northforum.core import forms
from northforum.core.errors import Conflict, Invalid
from northforum.moderation.models import Action, Reason
from northforum.moderation.operations import Ruling
from northforum.moderation.queries import Item

LONGEST_DETAIL, LONGEST_NOTE = 1000, 1000
LONGEST_VERSION = 9
TABS = ("pending", "reported", "decided")
_REASONS = [(reason.value, reason.label) for reason in Reason]


class SeenForm(forms.Form):
    """A form about a comment as somebody saw it."""

    version = forms.hidden()
    is_overtaken = False

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal, and whether the comment has changed meanwhile."""
        super().refuse(refusal)
        self.is_overtaken = refusal.status == Conflict.status

    @property
    def status(self) -> int:
        """Return the status of the answer that shows the form again."""
        return Conflict.status if self.is_overtaken else Invalid.status

    def seen_version(self) -> int:
        """Return the version that was seen; ``Invalid`` when the form does not say."""
        number = str(self.version.data)
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_VERSION):
            raise Invalid(version="The form was not complete. What you typed is kept: please send it again.")
        return int(number)


class ReportForm(SeenForm):
    """Why a comment should be looked at."""

    reason = forms.radios("Why should a moderator look at it?", _REASONS, missing="Choose a reason.")
    detail = forms.text_box("More about it", limit=LONGEST_DETAIL, required=False)

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``report_comment``."""
        detail = self.detail.data or ""
        return {"reason": Reason(self.reason.data), "detail": detail, "version": self.seen_version()}


class DecideForm(SeenForm):
    """What is decided about a comment; each action is a button of its own."""

    after = forms.hidden()
    tab = forms.hidden()
    action = forms.choice("Decision", [(action.value, action.value) for action in Action])
    reason = forms.choice("Reason", [("", "Choose a reason"), *_REASONS])
    note = forms.text_box("A note to the writer", limit=LONGEST_NOTE, required=False)

    @classmethod
    def of(cls, item: Item, tab: str = "") -> "DecideForm":
        """Return the form under ``item`` in the list ``tab``."""
        return cls(version=item.comment.version, after=item.last_decision, tab=tab)

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``decide``."""
        reason = Reason(self.reason.data) if self.reason.data else None
        action, note = Action(self.action.data), self.note.data or ""
        return {"ruling": Ruling(action, self.seen_version(), reason, note, self.after.data or "")}

    def look_again(self, item: Item) -> None:
        """Take note that the moderator is now shown the comment as ``item`` has it."""
        self.version.data, self.after.data = str(item.comment.version), item.last_decision

    @property
    def back_to(self) -> str:
        """Return the list from which the decision was made."""
        return str(self.tab.data) if self.tab.data in TABS else TABS[0]

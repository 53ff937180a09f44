"""The buttons that move a piece on as it is stored."""

from typing import Any

from northforum.articles.models import LEADS_TO, Step
from northforum.core import forms
from northforum.core.errors import Invalid


class ButtonForm(forms.Form):
    """A button that is a whole form: nothing to fill in."""


class StepForm(forms.Form):
    """A step of a piece as it is stored, and when, where that is to schedule it."""

    step = forms.choice("What to do", [(step.value, step.value) for step in LEADS_TO])
    publish_at = forms.moment_line("Publish at")

    def values(self) -> dict[str, Any]:
        """Return what the desk's operation takes."""
        return {**super().values(), "step": Step(self.step.data)}

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal; what the piece lacks stands in the checklist beside the buttons."""
        super().refuse(refusal)
        if set(refusal.fields) - set(self._fields):
            self.summary = refusal.message

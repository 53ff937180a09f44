"""What people send when they write or change a comment."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, Self

from northforum.core import clock, local_time, richtext
from northforum.core.errors import Conflict, Invalid, TooFast
from northforum.core.forms import Form, KeyedForm, choice, hidden, markdown_box, moment_line, text_box, text_line
from northforum.core.richtext import Named, Rendered
from northforum.discussion.models import Thread, ThreadMode, ThreadState
from northforum.discussion.operations import Steering
from northforum.members import links as members_links, queries as members

LONGEST_VERSION = 9
MOST_DAYS = 365
STATES = (
    (ThreadState.OPEN.value, "Open: comments appear at once"),
    (ThreadState.HELD.value, "Held: a moderator reads each comment before it appears"),
    (ThreadState.SLOW.value, "Slow: each member waits between two comments"),
    (ThreadState.LOCKED.value, "Locked: read only"),
)
HIDDEN = (ThreadState.HIDDEN.value, "Hidden: nobody sees it, and no link leads to it")
MODES = (
    (ThreadMode.DISCUSSION.value, "A discussion"),
    (ThreadMode.QUESTIONS.value, "Ask the author: questions, which the authors answer"),
)


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


class SettingsForm(Form):
    """How a thread goes on, with the version of the settings that it was filled from."""

    state = choice("State", STATES)
    slow_minutes = text_line("minutes", limit=20, required=False, render_kw={"inputmode": "numeric"})
    closes_days = text_line("days", limit=20, required=False, render_kw={"inputmode": "numeric"})
    closes_on = moment_line("Closes on")
    closing_message = text_line("a message", limit=300, required=False)
    guidelines = markdown_box("guidelines", richtext.profile, required=False)
    mode = choice("What it is for", MODES)
    questions_open_at = moment_line("Questions open")
    questions_close_at = moment_line("Questions close")
    version = hidden()

    @classmethod
    def of(cls, thread: Thread) -> Self:
        """Return the form as the thread's row fills it."""
        return cls(
            state=thread.chosen_state.value,
            slow_minutes=str(thread.slow_minutes or ""),
            closes_on=local_time.written(thread.closes_at),
            closing_message=thread.closing_message,
            guidelines=thread.guidelines_source,
            mode=thread.mode.value,
            questions_open_at=local_time.written(thread.questions_open_at),
            questions_close_at=local_time.written(thread.questions_close_at),
            version=thread.settings_version,
        )

    def values(self) -> dict[str, Any]:
        """Return the settings as one value, and the version."""
        sent = super().values()
        days, version = _number(sent.pop("closes_days"), "closes_days", MOST_DAYS), str(sent.pop("version"))
        closes_on = sent.pop("closes_on")
        if days and closes_on:
            raise Invalid(closes_days="Give a number of days or a date, not both.")
        steering = Steering(
            state=ThreadState(sent.pop("state")),
            mode=ThreadMode(sent.pop("mode")),
            slow_minutes=_number(sent.pop("slow_minutes"), "slow_minutes", 9999),
            closes_at=clock.now() + timedelta(days=days) if days else closes_on,
            **sent,
        )
        return {"steering": steering, "version": _number(version, "version", 10**LONGEST_VERSION)}

    def read_again(self, thread: Thread) -> None:
        """Take note that the reader has now been shown what somebody else chose meanwhile."""
        if self.version.errors:
            self.version.data = str(thread.settings_version)


class FullSettingsForm(SettingsForm):
    """The same for those who may hide the thread from everybody."""

    state = choice("State", (*STATES, HIDDEN))


def _number(text: str | None, name: str, most: int) -> int:
    text = text or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION and int(text) <= most):
        raise Invalid(**{name: f"Give a whole number, {most:,} at most."})
    return int(text)

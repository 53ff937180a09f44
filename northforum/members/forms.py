"""The forms about accounts."""

import re
from collections.abc import Callable
from typing import Any, Self

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.access.actor import Actor
from northforum.core import drawing, passwords, richtext
from northforum.core.errors import Invalid
from northforum.core.forms import (
    Form,
    choice,
    email_line,
    hidden,
    markdown_box,
    secret_line,
    text_box,
    text_line,
    tick_box,
)
from northforum.core.same_site import safe_path
from northforum.members import queries
from northforum.members.models import Member, naming

# As much as a request's fields may hold together: what was typed is never cut short.
KEPT_LIMIT = 600 * 1024
_NUMBER = re.compile("[0-9]{1,9}")


class JoinForm(Form):
    """Name, address and password of somebody who wants to join; ``next`` is where they came from."""

    name = text_line("Your name", limit=naming.NAME_LENGTH, render_kw={"autocomplete": "name"})
    email = email_line()
    password = secret_line("A password", autocomplete="new-password")
    next = hidden()

    def validate_name(self, field: Field) -> None:
        """Refuse a name that nobody could be read by."""
        _take(field, naming.clean_name)

    def validate_email(self, field: Field) -> None:
        """Refuse what no mail can reach."""
        _take(field, naming.clean_email)

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easily guessed."""
        _refuse_weak(field, name=self.name.data or "", email=self.email.data or "")

    def values(self) -> dict[str, Any]:
        """Return what is kept of it: the password only as its hash."""
        return {
            "name": self.name.data,
            "email": self.email.data,
            "password_hash": passwords.hash_password(self.password.data),
            "next_path": safe_path(self.next.data),
        }


class ConfirmForm(Form):
    """The one button for an address that is confirmed in the browser that asked to join."""


class ConfirmElsewhereForm(Form):
    """The password chosen when joining, for another browser than the one that asked."""

    password = secret_line("The password that you chose", autocomplete="current-password")

    def __init__(self, password_hash: str) -> None:
        super().__init__()
        self._password_hash = password_hash

    def values(self) -> dict[str, Any]:
        """Return nothing: the password only had to be right."""
        if not passwords.verify(self._password_hash, self.password.data):
            raise Invalid(password="This is not the password that was chosen when joining.")  # noqa: S106
        return {}


class LogInForm(Form):
    """Address and password; ``next`` is where to go on, ``resend`` a form that could not be taken while signed out."""

    email = email_line()
    password = secret_line("Your password", autocomplete="current-password")
    remember = tick_box("Keep me logged in on this device for 30 days")
    next = hidden()
    resend = hidden(limit=KEPT_LIMIT)

    def values(self) -> dict[str, Any]:
        """Return what the password proves."""
        return {
            "credentials": queries.credentials(self.email.data, self.password.data),
            "remember": self.remember.data,
        }


class ForgotForm(Form):
    """The address of somebody who wants a new password."""

    email = email_line()

    def validate_email(self, field: Field) -> None:
        """Refuse what no mail can reach."""
        _take(field, naming.clean_email)


class NewPasswordForm(Form):
    """A new password for the member who followed a mailed link."""

    password = secret_line("A new password", autocomplete="new-password")

    def __init__(self, member: Member) -> None:
        super().__init__()
        self._name, self._email = member.name, member.email

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easily guessed."""
        _refuse_weak(field, name=self._name, email=self._email)

    def values(self) -> dict[str, Any]:
        """Return the hash of the password."""
        return {"password_hash": passwords.hash_password(self.password.data)}


class ChangePasswordForm(NewPasswordForm):
    """The present password, which proves afresh who is there, and a new one."""

    present = secret_line("Your present password", autocomplete="current-password")

    def __init__(self, actor: Actor, member: Member) -> None:
        super().__init__(member)
        self._actor = actor

    def values(self) -> dict[str, Any]:
        """Return what the present password proves, and the hash of the new one."""
        return {"credentials": queries.own_credentials(self._actor, self.present.data), **super().values()}


class ProfileForm(Form):
    """What members say about themselves."""

    name = text_line("Your name", limit=naming.NAME_LENGTH, render_kw={"autocomplete": "name"})
    headline = text_line("What you do, in a line", limit=120, required=False)
    bio = markdown_box("About you", richtext.profile, required=False)
    place = text_line("Where you are", limit=80, required=False, render_kw={"autocomplete": "address-level2"})
    organisation = text_line("Organisation", limit=120, required=False, render_kw={"autocomplete": "organization"})
    links = text_box("Links", limit=naming.LINKS * (naming.LINK_LENGTH + 2), required=False)
    tone = choice("Colour of your avatar", [(str(tone), f"Colour {tone + 1}") for tone in range(drawing.TONES)])
    version = hidden()
    _member: Member

    @classmethod
    def of(cls, member: Member) -> Self:
        """Return the form with the profile as it stands, or with what was sent."""
        form = cls(
            name=member.name,
            headline=member.headline,
            bio=member.bio_source,
            place=member.place,
            organisation=member.organisation,
            links=member.links_text,
            tone=str(member.tone),
            version=str(member.version),
        )
        form._member = member
        return form

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal; after a change made in another window a second try counts against what stands now."""
        super().refuse(refusal)
        if "version" in refusal.fields:
            self.version.data = str(self._member.version)

    def validate_name(self, field: Field) -> None:
        """Refuse a name that nobody could be read by."""
        _take(field, naming.clean_name)

    def values(self) -> dict[str, Any]:
        """Return the profile, with its numbers as numbers."""
        values = super().values()
        if not _NUMBER.fullmatch(values["version"]):
            raise Invalid(version="The page had lost its place. Open it again.")
        return {**values, "tone": int(values["tone"]), "version": int(values["version"])}


def _take(field: Field, clean: Callable[[str], str]) -> None:
    """Put the cleaned value in the field, or its refusal at the field."""
    try:
        field.data = clean(field.data or "")
    except Invalid as refusal:
        raise StopValidation(next(iter(refusal.fields.values()))) from refusal


def _refuse_weak(field: Field, *, name: str, email: str) -> None:
    if sentence := passwords.weakness(field.data or "", name=name, email=email):
        raise StopValidation(sentence)

"""Forms: the shape of what people send, and the one way from a form to an operation."""

import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form as WTForm,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from northforum.core import local_time, text
from northforum.core.db import begin_write, db
from northforum.core.errors import Invalid
from northforum.core.richtext import Rendered

Result = TypeVar("Result")
MUTATING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_MANY_VALUED = (SelectMultipleField,)


class Form(WTForm):
    """Base of every form; each field of a plain form takes one value only."""

    def __init__(self, obj: object | None = None, **values: Any) -> None:
        self._given = _sent(self._upload_names())
        super().__init__(self._given, obj=obj, **values)
        self.summary: str | None = None

    def submit(self, operation: Callable[..., Result], *args: Any) -> Result | None:
        """Return what ``operation(*args, **values)`` gives, or ``None`` when the form must be shown again.

        Slow work on the input (Markdown, password hashing) is done before the write unit begins, so that nobody
        waits for a lock meanwhile.
        """
        if not self.validate():
            return None
        try:
            values = self.values()
            begin_write()
            return operation(*args, **values)
        except Invalid as refusal:
            db.session.rollback()
            self.refuse(refusal)
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether everything that was sent can be used."""
        valid = super().validate(extra_validators)
        return not self._repeated() and valid

    def values(self) -> dict[str, Any]:
        """Return the operation's keyword arguments: each field's value by its name."""
        return {name: _value(field) for name, field in self._fields.items()}

    def refuse(self, refusal: Invalid) -> None:
        """Show an operation's refusal at the fields it names, the rest above the form."""
        for name, sentence in refusal.fields.items():
            if name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, sentence]
            else:
                self.summary = sentence
        if not refusal.fields:
            self.summary = refusal.message

    @property
    def is_refused(self) -> bool:
        """Whether the form is shown again because something in it cannot be accepted."""
        return bool(self.errors) or self.summary is not None

    def _upload_names(self) -> set[str]:
        fields: Iterable[tuple[str, Any]] = self._unbound_fields or ()
        return {name for name, unbound in fields if issubclass(unbound.field_class, FileField)}

    def _repeated(self) -> bool:
        sent = self._given
        found = False
        for name, field in self._fields.items():
            if sent is not None and not isinstance(field, _MANY_VALUED) and len(sent.getlist(name)) > 1:
                field.errors = [*field.errors, "This was sent more than once; send it one time."]
                found = True
        return found


def asked_words(longest: int = 100) -> str:
    """Return what the address asks a list for, under ``q``."""
    return request.args.get("q", "").replace("\0", "")[:longest].strip()


class KeyedForm(Form):
    """A form that makes something: however often it is sent, one thing comes of it."""

    form_key = HiddenField(default=lambda: uuid.uuid4().hex)

    def validate_form_key(self, field: Field) -> None:
        """Refuse a key that is not one of ours."""
        if not (isinstance(field.data, str) and len(field.data) == 32 and field.data.isalnum()):
            field.data = uuid.uuid4().hex
            raise StopValidation("The form had lost its key. Please send it again.")

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal; where the key has made something else already, the form goes on with another."""
        super().refuse(refusal)
        if "form_key" in refusal.fields:
            self.form_key.data = uuid.uuid4().hex


class _LineField(StringField):
    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = self.data or ""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            self.data = text.clean_line(self.data or "")
        except Invalid as refusal:
            raise StopValidation(refusal.message) from refusal


class _BoxField(TextAreaField):
    def pre_validate(self, form: BaseForm) -> None:
        try:
            self.data = text.clean_text(self.data or "")
        except Invalid as refusal:
            raise StopValidation(refusal.message) from refusal


class _MarkdownField(_BoxField):
    def __init__(self, label: str, validators: Any, *, render: Callable[[str], Rendered], **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self._render = render

    def rendered(self) -> Rendered:
        """Return the text with its clean HTML; ``Invalid`` at this field when it cannot be rendered."""
        try:
            return self._render(self.data or "")
        except Invalid as refusal:
            raise Invalid(**{self.short_name: refusal.message}) from refusal


def _sent(upload_names: Collection[str]) -> MultiDict[str, Any] | None:
    """Return what was sent; a file where words were asked for counts as nothing sent."""
    if request.method not in MUTATING:
        return None
    uploads = [(name, file) for name, file in request.files.items(multi=True) if name in upload_names]
    return MultiDict([*request.form.items(multi=True), *uploads])


def _value(field: Field) -> Any:
    if isinstance(field, _MarkdownField):
        return field.rendered()
    return field.moment if isinstance(field, _MomentField) else field.data


def _validators(label: str, *, limit: int | None, required: bool) -> list[Any]:
    name = label.lower()
    rules: list[Any] = [InputRequired(f"Enter {name}.") if required else Optional()]
    if required:
        rules.append(_not_blank(f"Enter {name}."))
    if limit:
        rules.append(Length(max=limit, message=f"Keep this to {limit:,} characters at most."))
    return rules


def _not_blank(sentence: str) -> Callable[[WTForm, Field], None]:
    def check(_form: WTForm, field: Field) -> None:
        if text.is_blank(str(field.data)):
            raise StopValidation(sentence)

    return check


def text_line(label: str, *, limit: int = 200, required: bool = True, **kwargs: Any) -> Field:
    """Return a field of one line; ``label`` completes the sentence “Enter …”."""
    return _LineField(label, _validators(label, limit=limit, required=required), **kwargs)


def text_box(label: str, *, limit: int = 10_000, required: bool = True, **kwargs: Any) -> Field:
    """Return a field of several lines of plain text."""
    return _BoxField(label, _validators(label, limit=limit, required=required), **kwargs)


def markdown_box(label: str, render: Callable[[str], Rendered], *, required: bool = True, **kwargs: Any) -> Field:
    """Return a field of Markdown whose value is the text as ``render`` gives it."""
    return _MarkdownField(label, _validators(label, limit=None, required=required), render=render, **kwargs)


def moment_line(label: str, **kwargs: Any) -> Field:
    """Return a field for a date and a time in Britain; its value is a moment, or ``None`` when left empty."""
    return _MomentField(label, [Optional()], render_kw={"type": "datetime-local"}, **kwargs)


def email_line(label: str = "Your e-mail address", **kwargs: Any) -> Field:
    """Return a field for an e-mail address."""
    attributes = {"autocomplete": "username", "inputmode": "email", "type": "email", "spellcheck": "false"}
    return text_line(label, limit=254, render_kw=attributes, **kwargs)


def secret_line(label: str, *, autocomplete: str, **kwargs: Any) -> Field:
    """Return a field for a password, whose text is never sent back."""
    rules = _validators(label, limit=1024, required=True)
    return PasswordField(label, rules, render_kw={"autocomplete": autocomplete}, **kwargs)


def tick_box(label: str, **kwargs: Any) -> Field:
    """Return a field that is on or off."""
    return BooleanField(label, **kwargs)


def choice(label: str, pairs: Iterable[tuple[str, str]] = (), **kwargs: Any) -> Field:
    """Return a field with one of several ``(value, label)`` choices."""
    return SelectField(label, choices=options(pairs), **kwargs)


def radios(label: str, pairs: Iterable[tuple[str, str]], *, missing: str) -> Field:
    """Return a field with one of a few choices, all of which are shown; ``missing`` is said when none is taken."""
    return RadioField(label, [InputRequired(missing)], choices=options(pairs))


def choices(label: str, pairs: Iterable[tuple[str, str]] = (), **kwargs: Any) -> Field:
    """Return a field with any number of ``(value, label)`` choices."""
    return SelectMultipleField(label, choices=options(pairs), **kwargs)


def options(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Return ``(value, label)`` pairs as a choice field's ``choices`` takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


def hidden(*, limit: int = 2000, **kwargs: Any) -> Field:
    """Return a hidden field."""
    return _HiddenLine("", [Optional(), Length(max=limit)], **kwargs)


def file_box(label: str, **kwargs: Any) -> Field:
    """Return a field for a file; its value is the upload or ``None``."""
    return _UploadField(label, **kwargs)


class _HiddenLine(HiddenField):
    def pre_validate(self, form: BaseForm) -> None:
        try:
            # A value that the page was filled with may be a number.
            self.data = text.clean_line(str(self.data or ""))
        except Invalid as refusal:
            raise StopValidation(refusal.message) from refusal


class _MomentField(_LineField):
    moment: datetime | None = None

    def pre_validate(self, form: BaseForm) -> None:
        super().pre_validate(form)
        try:
            self.moment = local_time.read(self.data) if self.data else None
        except ValueError as problem:
            sentence = "Give a date and a time that the clocks show, such as 2026-12-01T18:00."
            raise StopValidation(sentence) from problem


class _UploadField(FileField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        upload = valuelist[0] if valuelist else None
        self.data = upload if getattr(upload, "filename", "") else None

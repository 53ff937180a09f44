"""Forms: what they accept, what they say otherwise, and how they reach an operation."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from northforum.core import forms, richtext
from northforum.core.db import db
from northforum.core.errors import Forbidden, Invalid
from northforum.core.site_mark import mark, marked


class NoticeForm(forms.KeyedForm):
    """A form with one field of each kind."""

    title = forms.text_line("a title", limit=20)
    note = forms.text_box("a note", required=False, limit=100)
    body = forms.markdown_box("some words", richtext.comment)
    kind = forms.choice("Kind", [("call", "Call"), ("job", "Job")])
    places = forms.choices("Places", [("hull", "Hull"), ("leeds", "Leeds")])
    agreed = forms.tick_box("Agreed")


GOOD = {"title": "A desk", "body": "By the *window*", "kind": "job", "form_key": "a" * 32}


def sent(app: Flask, fields: dict[str, Any] | MultiDict[str, Any]) -> NoticeForm:
    with app.test_request_context("/", method="POST", data=fields):
        form = NoticeForm()
        form.validate()
        return form


def test_values_come_ready_for_the_operation(app: Flask) -> None:
    fields = MultiDict([*GOOD.items(), ("places", "hull"), ("places", "leeds"), ("agreed", "y")])
    with app.test_request_context("/", method="POST", data=fields):
        form = NoticeForm()
        assert form.validate(), form.errors
        values = form.values()
    assert values["title"] == "A desk"
    assert "<em>window</em>" in values["body"].html
    assert values["places"] == ["hull", "leeds"]
    assert values["agreed"] is True
    assert values["form_key"] == "a" * 32


def test_a_line_loses_its_breaks_and_its_edges(app: Flask) -> None:
    assert sent(app, GOOD | {"title": "  A \n desk\t"}).title.data == "A desk"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "x" * 21),
        ("title", "nul\x00"),
        ("note", "x" * 101),
        ("body", " \n "),
        ("kind", "flat"),
        ("places", "moon"),
        ("form_key", "short"),
        ("form_key", ""),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_kept(app: Flask, field: str, value: str) -> None:
    form = sent(app, GOOD | {field: value})
    assert list(form.errors) == [field]
    assert form.is_refused
    assert form.body.data == GOOD.get("body") or field == "body"


def test_a_field_sent_twice_is_refused(app: Flask) -> None:
    form = sent(app, MultiDict([*GOOD.items(), ("title", "Another")]))
    assert "more than once" in form.title.errors[0]


def test_a_form_that_is_shown_has_a_key_of_its_own(app: Flask) -> None:
    with app.test_request_context("/"):
        assert NoticeForm().form_key.data != NoticeForm().form_key.data


def test_submit_gives_what_the_operation_gives_in_a_write_unit(app: Flask) -> None:
    def keep(actor: str, **values: Any) -> str:
        mark("title", values["title"])
        return f"{actor} kept {values['title']}"

    with app.test_request_context("/", method="POST", data=GOOD):
        assert NoticeForm().submit(keep, "Ada") == "Ada kept A desk"
        db.session.commit()
        assert marked("title") == "A desk"


def test_an_operations_refusal_is_shown_at_its_field_and_nothing_is_kept(app: Flask) -> None:
    def refuse(**_values: Any) -> str:
        mark("half", "done")
        raise Invalid(title="There is such a title already.", elsewhere="And something else.")

    with app.test_request_context("/", method="POST", data=GOOD):
        form = NoticeForm()
        assert form.submit(refuse) is None
        assert form.title.errors == ["There is such a title already."]
        assert form.summary == "And something else."
        assert marked("half") is None


def test_a_refusal_without_a_field_stands_above_the_form(app: Flask) -> None:
    def refuse(**_values: Any) -> str:
        raise Invalid("Not today.")

    with app.test_request_context("/", method="POST", data=GOOD):
        form = NoticeForm()
        assert form.submit(refuse) is None
        assert (form.summary, form.is_refused) == ("Not today.", True)


def test_text_that_cannot_be_rendered_is_refused_at_its_field(app: Flask) -> None:
    def never(**_values: Any) -> str:
        raise AssertionError

    with app.test_request_context("/", method="POST", data=GOOD | {"body": "[" * 300}):
        form = NoticeForm()
        assert form.submit(never) is None
        assert form.body.errors


def test_other_refusals_go_on_to_the_error_page(app: Flask) -> None:
    def forbid(**_values: Any) -> str:
        raise Forbidden("No.")

    with app.test_request_context("/", method="POST", data=GOOD), pytest.raises(Forbidden):
        NoticeForm().submit(forbid)

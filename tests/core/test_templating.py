"""Templates: what is escaped, and macros that are made once."""

from flask import Flask

from northforum.core import templating


def test_values_are_escaped_and_markup_is_not() -> None:
    assert templating.markup("<b>{}</b>{}", "<i>'\"&", templating.stored_html(["<hr>"])) == (
        "<b>&lt;i&gt;&#39;&#34;&amp;</b><hr>"
    )
    assert templating.markup("{0}-{0}", "<") == "&lt;-&lt;"


def test_macros_of_a_file_are_made_once_and_see_the_globals(app: Flask) -> None:
    with app.app_context():
        times = app.jinja_env.get_template("_macros/button.html")
        assert times._get_default_module(None) is times.module
        page = app.jinja_env.from_string('{% import "_macros/gate.html" as gates %}{{ gates.gate("/x") }}')
        drawn = {page.render() for _ in range(2)}
        assert len(drawn) == 1
        assert "/login?next=/x" in drawn.pop()

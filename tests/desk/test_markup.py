"""The pages that only come after a form was sent are as sound as the rest."""

import pytest

from tests.browser import visit
from tests.cast import Cast
from tests.desk import editor
from tests.validity import html_errors


@pytest.fixture
def answers(cast: Cast) -> dict[str, str]:
    client = cast.client(cast.editor)
    blank = {f"byline-0-{part}": "" for part in ("name", "role", "organisation")}
    opened = editor.editor_of(visit(client, f"/desk/articles/{cast.world.draft_id}"))
    editor.edit(cast.client(cast.second_editor), cast.world.draft_id, headline="Theirs")
    return {
        "refused": editor.write(client, "publish", standfirst="", section="", slug="???", **blank).html,
        "preview": editor.write(client, "preview").html,
        "conflict": opened.submit(headline="Mine", action="save").html,
        "saved": editor.write(client, headline="<i>&amp;</i> “quoted”").html,
        "with a picture": editor.upload(client, editor.NEW, editor.picture(), **editor.WHOLE).html,
    }


def test_they_are_valid(answers: dict[str, str]) -> None:
    assert not html_errors(answers)

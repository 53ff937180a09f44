"""A member's own draft stands in the composer of a page that all share, with script and without, for nobody else."""

from tests.browser import Page, visit
from tests.cast import Cast
from tests.pages.fronts import came_from_the_front, drawn, seen

WORDS = 'Half a thought </textarea><b> & "then"'


def test_a_draft_comes_back_for_its_writer_alone(cast: Cast) -> None:
    path, client = cast.world.article, cast.client(cast.member)
    form = visit(client, path).form("^/threads/.*/comments$")
    place = form.action.replace("/comments", "/draft")
    fields = {"csrf_token": form.fields["csrf_token"], "body": WORDS}
    assert client.put(place, data=fields).status_code == 200
    for _ in range(3):
        assert visit(client, path).form("^/threads/.*/comments$").fields["body"] == WORDS
        for other in (cast.client(cast.other), cast.client()):
            assert "Half a thought" not in other.get(path).text
    expected, answer = drawn(cast.app, client, path), client.get(path)
    assert came_from_the_front(cast.app, answer)
    assert seen(answer) == expected
    assert Page(client, answer).form("^/threads/.*/comments$").fields["body"] == WORDS
    oldest = visit(client, f"{path}/comments?sort=oldest")
    assert oldest.form("^/threads/.*/comments$").fields["body"] == WORDS

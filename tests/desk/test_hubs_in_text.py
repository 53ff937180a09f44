"""Hubs that a piece leads to in its text are named by it."""

from northforum.hubs import queries as hubs
from tests.cast import Cast
from tests.desk import editor


def test_a_hub_that_the_text_leads_to_is_named_by_the_piece(cast: Cast) -> None:
    client, actor, known, secret = (
        cast.client(cast.editor),
        cast.actor(cast.editor),
        cast.world.hub,
        cast.world.secret_hub,
    )
    links = " ".join(f"[there](/hubs/{slug})" for slug in (known, known, secret, "no-such-hub"))
    assert editor.write(client, body=f"See {links}.").status == 200
    with cast.app.app_context():
        made = editor.newest()
        assert hubs.named_slugs(actor, made.id) == [known]
        public_id = made.public_id
    assert editor.edit(client, public_id, body="No hub at all.", hubs=cast.world.request_hub).status == 200
    with cast.app.app_context():
        assert cast.world.request_hub in hubs.named_slugs(actor, editor.newest().id)

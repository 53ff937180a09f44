"""How often each page asks the database: the same with one comment and with many."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.pages.conftest import Publish
from tests.pages.counting import statements
from tests.pages.fronts import behind_the_front


def asked(cast: Cast, name: str, path: str) -> int:
    """Return how many statements the page runs for a reader who has been there before."""
    client = cast.client(getattr(cast, name) if name else None)
    client.get(path)
    with behind_the_front(cast.app), statements(cast.app) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("admitted")
def test_pages_keep_to_their_budgets(
    cast: Cast, publish: Publish, say: Callable[..., None], name_hubs: Callable[..., None]
) -> None:
    publish(20)
    say(30)
    name_hubs(cast.world.hub, cast.world.request_hub)
    world = cast.world
    budgets = {
        (world.article, ""): 1,
        (f"{world.article}?from=newsletter", ""): 8,
        (world.article, "member"): 9,
        (f"{world.article}/comments?sort=oldest", ""): 6,
        # What is placed, the most read, and what waits for a first word, with its bylines.
        ("/", ""): 11,
        ("/", "member"): 14,
        (f"/hubs/{world.hub}", ""): 8,
        # What is new to them in each discussion, and whether they wear the badge.
        (f"/hubs/{world.hub}", "host"): 14,
        (f"/members/{cast.member.handle}", ""): 7,
        ("/hubs", ""): 2,
    }
    over = {key: used for key, most in budgets.items() if (used := asked(cast, key[1], key[0])) > most}
    assert not over

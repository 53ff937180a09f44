"""What one worker or machine has acknowledged stands on the very next page of another."""

import http.client
import random
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from northforum.core import clock
from northforum.core.settings import Settings
from tests import servers
from tests.cast import Cast
from tests.database_fixtures import DATABASE
from tests.journeys.posting import Poster

TURNS, SECONDS = 200, 15
# Two workers of one server; on PostgreSQL also two servers, each with a data folder of its own.
INSTANCES = (1, 2) if DATABASE == "postgresql" else (1,)


@pytest.fixture(params=INSTANCES, ids=lambda count: f"{count} instances")
def origins(
    request: pytest.FixtureRequest, cast: Cast, data: Path, database_url: str, settings: Settings
) -> Iterator[list[str]]:
    """Run the real servers over the cast's database; give their addresses."""
    assert cast.world
    # The servers go by the real clock, and the sign-ins must be of its time.
    clock.set_source(None)
    extra = {"NORTHFORUM_SECRET_KEY": settings.secret_key, **servers.UNMEASURED}
    with ExitStack() as running:
        sites = []
        for number in range(request.param):
            folder = data / str(number) if number else data
            folder.mkdir(exist_ok=True)
            workers = ("--workers", "2" if request.param == 1 else "1")
            serve = servers.serve(folder, database_url=database_url, extra=extra, words=workers)
            sites.append(running.enter_context(serve))
        yield [site.url for site in sites]


def test_an_acknowledged_comment_is_on_the_next_page_of_everybody(cast: Cast, origins: list[str]) -> None:
    path, chance, started = cast.world.article, random.Random(20261120), time.monotonic()
    people = (cast.member, cast.other, cast.host, cast.moderator)
    posters = [Poster(origin, path, cast.cookie(person), person.handle) for origin in origins for person in people]
    forms = [poster._form() for poster in posters]
    turns = 0
    for turns in range(1, TURNS + 1):
        writer = chance.randrange(len(posters))
        words = f"Turn {turns} of {posters[writer].name}, who has something else to say about it each time."
        sent = posters[writer]._post(forms[writer], uuid.uuid4().hex, words)
        reader = chance.choice(posters)
        cookie = chance.choice((None, reader.cookie))
        assert sent.public_id in page(chance.choice(origins) if cookie is None else reader.origin, path, cookie), turns
        if time.monotonic() - started > SECONDS:
            break
    assert turns > 10


def page(origin: str, path: str, cookie: str | None) -> set[str]:
    """Return which comments the page holds, asked for on a connection of its own, which any worker may take."""
    connection = http.client.HTTPConnection(origin.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": f"session={cookie}"} if cookie else {})
        answer = connection.getresponse()
        assert answer.status == 200
        return set(re.findall(r'id="comment-([0-9a-z]{12})"', answer.read().decode()))
    finally:
        connection.close()

"""The demonstration site, for tests that look at every page of it."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.demo_site import DemoSite, copied, demo_folder
from tests.everywhere.pages import Places, places_of

__all__ = ["demo_folder"]


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """Give a copy of the demonstration site; these tests only read it."""
    with copied(request.getfixturevalue("demo_folder"), tmp_path_factory.mktemp("everywhere")) as site:
        yield site


@pytest.fixture(scope="session")
def places(demo: DemoSite) -> Places:
    """Give the addresses of every page."""
    return places_of(demo)


@pytest.fixture(scope="session")
def house(demo: DemoSite) -> Iterator[servers.LiveSite]:
    """Run the real server over the demonstration site."""
    with servers.serve(demo.data, extra={"NORTHFORUM_DEVELOPMENT": "on", **servers.UNMEASURED}) as site:
        yield site

"""The site runs under its own server and under another, and ends cleanly."""

from pathlib import Path
from urllib.request import urlopen

from tests.servers import LiveSite, serve_with_waitress


def test_the_real_server_is_ready_with_its_worker(live_site: LiveSite) -> None:
    with urlopen(f"{live_site.url}/readyz", timeout=10) as answer:
        assert answer.status == 200
    assert "Traceback" not in live_site.log


def test_the_site_runs_under_another_wsgi_server(data: Path, database_url: str) -> None:
    with (
        serve_with_waitress(data, database_url=database_url) as site,
        urlopen(f"{site.url}/readyz", timeout=10) as answer,
    ):
        assert answer.status == 200

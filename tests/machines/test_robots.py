"""What crawlers, password managers and those who find a hole are told, and what the operator may say."""

from collections.abc import Callable

from flask import Flask

from tests.cast import Cast
from tests.conftest import Clock


def test_robots_are_told_of_the_sitemap_and_what_the_operator_adds(cast: Cast, make_app: Callable[..., Flask]) -> None:
    text = cast.client().get("/robots.txt").text
    assert text.startswith("User-agent: *\nDisallow: /")
    assert "\nDisallow: /account\n" in text
    assert text.endswith(f"\nSitemap: {cast.app.config['SITE_URL']}/sitemap.xml\n")
    told = make_app(robots="Disallow: /x\n\nUser-agent: Zebra\nDisallow: /\n").test_client().get("/robots.txt").text
    assert "Disallow: /x\n\nUser-agent: Zebra\nDisallow: /\n\nSitemap:" in told


def test_a_websub_hub_is_named_by_feeds_only_where_one_is_set(cast: Cast, make_app: Callable[..., Flask]) -> None:
    hub = "https://hub.example/?a=1&b=2"
    client = make_app(websub_hub=hub).test_client()
    for path in ("/feed.xml", "/atom.xml"):
        assert 'rel="hub"' not in cast.client().get(path).text
        assert 'href="https://hub.example/?a=1&amp;b=2" rel="hub"' in client.get(path).text
    assert "hubs" not in cast.client().get("/feed.json").get_json()
    assert client.get("/feed.json").get_json()["hubs"] == [{"type": "WebSub", "url": hub}]


def test_those_who_find_a_hole_are_told_whom_to_tell(cast: Cast, clock: Clock, make_app: Callable[..., Flask]) -> None:
    answer = cast.client().get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:hello@northforum.example"
    assert lines["Canonical"] == f"{cast.app.config['SITE_URL']}/.well-known/security.txt"
    assert f"{clock.time:%Y}" <= lines["Expires"]
    told = make_app(security_contact="https://forum.example/security").test_client()
    assert "Contact: https://forum.example/security\n" in told.get("/.well-known/security.txt").text


def test_password_managers_are_led_to_where_a_password_is_changed(cast: Cast) -> None:
    assert cast.client().get("/.well-known/change-password").location == "/account/security"

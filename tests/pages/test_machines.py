"""Addresses that programs ask for."""

from flask.testing import FlaskClient


def test_robots_are_told_what_is_no_reading_matter(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Disallow: /desk\n" in answer.text
    assert "Disallow: /articles" not in answer.text


def test_the_icon_is_found_where_programs_guess(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.location.startswith("/static/vendor/")

"""What an article page with two hundred comments weighs on a first visit."""

import gzip
from collections.abc import Callable, Iterator

import brotli
import pytest
from flask.testing import FlaskClient

from northforum.app import create_app
from northforum.bench import places, site, sizes
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from tests import browser

COMMENTS = 200
PAGE_LIMIT, SCRIPT_LIMIT, STYLE_LIMIT = 90 * 1024, 15 * 1024, 14 * 1024


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, str]]:
    """Give a stranger's client and the path of an article with two hundred comments."""
    data = tmp_path_factory.mktemp("weight")
    found = complete(Settings(data=data, rate_limits=False, testing=True))
    site.build(found, sizes.TINY, lambda _done, _total: None)
    app = create_app(found)
    yield app.test_client(), places.article(COMMENTS)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(("encoding", "decode"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_an_article_with_two_hundred_comments_weighs_little(
    article: tuple[FlaskClient, str], encoding: str, decode: Callable[[bytes], bytes]
) -> None:
    client, path = article
    accepts = {"Accept-Encoding": encoding}
    answer = client.get(path, headers=accepts)
    assert answer.headers["Content-Encoding"] == encoding
    root = browser.parse(decode(answer.data).decode())
    assert len([node for node in root.all("article") if node.has(class_="comment")]) == COMMENTS
    scripts = [node.attributes["src"] for node in root.all("script") if "src" in node.attributes]
    styles = [node.attributes["href"] for node in root.all("link") if node.has(rel="stylesheet")]
    weights = {name: weight(client, name, accepts) for name in (*scripts, *styles)}
    assert len(styles) == 1
    assert sum(weights[name] for name in scripts) <= SCRIPT_LIMIT
    assert weights[styles[0]] <= STYLE_LIMIT
    assert len(answer.data) + sum(weights.values()) <= PAGE_LIMIT


def weight(client: FlaskClient, path: str, headers: dict[str, str]) -> int:
    """Return the bytes that a file takes on the wire."""
    with client.get(path, headers=headers) as answer:
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, headers["Accept-Encoding"])
        assert "immutable" in answer.headers["Cache-Control"]
        return len(answer.get_data())

import hashlib
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, func, inspect, select, text

from northforum.bench import people, places, reader, site, sizes
from northforum.bench.sizes import TINY
from northforum.core.db import db
from northforum.core.settings import Settings, complete
from northforum.discussion import queries, rendering
from northforum.discussion.models import Comment, Thread
from northforum.members.models import Member
from northforum.reactions import CHECKS
from tests import browser
from tests.bench.conftest import quietly


def test_the_site_has_what_was_asked_for_and_every_counter_agrees(tiny: Flask) -> None:
    with tiny.app_context():
        assert [sentence for ask in CHECKS for sentence in ask()] == []
        assert db.session.scalar(select(func.count()).select_from(Comment)) == TINY.comments
        assert db.session.scalar(select(func.count()).select_from(Member)) == TINY.members
        counts = db.session.scalars(select(Thread.comment_count).order_by(Thread.id)).all()
        assert counts == TINY.thread_sizes()


def test_every_row_that_another_names_is_there(tiny: Flask) -> None:
    with tiny.app_context():
        for table in db.metadata.sorted_tables:
            for key in table.foreign_keys:
                named, there = key.parent, key.column
                lost = select(func.count()).where(named.is_not(None), named.not_in(select(there)))
                assert db.session.scalar(lost) == 0, key


def test_its_pages_open_for_strangers_and_members(tiny: Flask) -> None:
    client = tiny.test_client()
    for path in (*places.LISTS.values(), *places.many_articles(TINY, 5)):
        assert client.get(path).status_code == 200, path
    page = browser.parse(client.get(places.article(200)).text)
    assert len([node for node in page.all("article") if node.has(class_="comment")]) == 200
    form = {
        "csrf_token": reader.token_in(client.get("/login").data),
        "email": people.email_of(1),
        "password": people.PASSWORD,
        "next": "/",
    }
    assert client.post("/login", data=form).status_code in {302, 303}
    assert f'data-member="{people.handle_of(1)}"' in client.get(places.article(200)).text


def test_its_comments_are_drawn_as_the_product_draws_them(tiny: Flask) -> None:
    with tiny.test_request_context():
        rows = db.session.scalars(select(Comment).order_by(Comment.id)).all()
        before = {row.id: row.element for row in rows}
        rendering.redraw(queries.to_draw([row.id for row in rows]))
        assert {row.id: row.element for row in rows} == before
        assert max(row.depth for row in rows) == 2
        db.session.rollback()


def test_the_next_comment_gets_the_next_number(tiny: Flask) -> None:
    with tiny.app_context():
        if db.engine.dialect.name == "postgresql":
            last = db.session.scalar(text("SELECT last_value FROM comment_id_seq"))
            assert last == TINY.comments


def test_two_builds_are_equal(tmp_path: Path) -> None:
    assert digest(tmp_path / "first") == digest(tmp_path / "second")


def digest(folder: Path) -> str:
    """Build the tiny site in ``folder`` and return what all its rows come to."""
    found = complete(Settings(data=folder, rate_limits=False, testing=True))
    site.build(found, TINY, quietly)
    engine = create_engine(found.database_url)
    seen = hashlib.sha256()
    with engine.connect() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))
            for row in sorted(repr(tuple(row)) for row in rows):
                seen.update(row.encode())
    engine.dispose()
    return seen.hexdigest()


def test_the_full_sites_threads_add_up() -> None:
    for size in (sizes.FULL, sizes.SMALL, sizes.QUICK, sizes.TINY):
        counts = size.thread_sizes()
        assert (len(counts), sum(counts)) == (size.articles, size.comments)
        assert set(size.long_threads) <= set(counts)


def test_new_articles_have_the_same_threads_whatever_the_size() -> None:
    assert sizes.FULL.thread_sizes()[-20:] == sizes.SMALL.thread_sizes()[-20:]

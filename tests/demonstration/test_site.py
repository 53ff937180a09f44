"""The demonstration site: quickly made, the same each time, and all that the README promises of it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from northforum.core import versions
from northforum.core.db import Model, db
from northforum.demonstration import accounts
from northforum.reactions import CHECKS
from tests import browser
from tests.demo_site import DemoSite, copied, make

SECONDS = 20
ARTICLE = "pan-northern-collaboration"
# Salted, so never twice the same.
UNLIKE = {"member": {"password_hash"}}

COUNTS = [
    ("articles", "SELECT count(*) FROM article WHERE state = 'published'", 12),
    ("hubs", "SELECT count(*) FROM hub", 9),
    ("members", "SELECT count(*) FROM member", 40),
    ("comments", "SELECT count(*) FROM comment", 300),
    ("a long thread", f"SELECT comment_count FROM thread WHERE path = '/articles/{ARTICLE}'", 40),
    ("for members", "SELECT count(*) FROM article WHERE audience = 'members' AND state = 'published'", 1),
    ("drafts", "SELECT count(*) FROM article WHERE state = 'draft'", 1),
    ("secret hubs", "SELECT count(*) FROM hub WHERE visibility = 'secret'", 1),
    ("hubs on request", "SELECT count(*) FROM hub WHERE joining = 'request'", 1),
    ("withdrawn comments", "SELECT count(*) FROM comment WHERE state = 'withdrawn'", 1),
    ("comments that wait", "SELECT count(*) FROM comment WHERE state = 'held'", 1),
    ("removed comments", "SELECT count(*) FROM comment WHERE state = 'removed'", 1),
    ("open reports", "SELECT count(*) FROM report WHERE decision_id IS NULL", 1),
    ("edited comments", "SELECT count(*) FROM comment WHERE edited_at IS NOT NULL", 1),
    ("deep replies", "SELECT max(depth) FROM comment", 4),
]


def test_it_is_made_within_twenty_seconds_of_computing(demo_folder: Path) -> None:
    assert float((demo_folder / "made").read_text()) < SECONDS


def test_it_is_the_same_each_time(demo: DemoSite, tmp_path: Path) -> None:
    make(tmp_path / "again")
    with copied(tmp_path / "again", tmp_path / "copy") as again:
        for table in Model.metadata.sorted_tables:
            assert alike(rows(demo, table.name)) == alike(rows(again, table.name)), table.name


def alike(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return the rows without the lists' versions: which of their rows is written depends on the process."""
    return [row for row in found if not str(row[0]).startswith(versions.LISTS)]


def rows(site: DemoSite, name: str) -> list[tuple[object, ...]]:
    table = Model.metadata.tables[name]
    columns = [column for column in table.columns if column.name not in UNLIKE.get(name, set())]
    with site.app.app_context():
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(*table.primary_key.columns))]


@pytest.mark.parametrize(("what", "statement", "least"), COUNTS, ids=[what for what, _, _ in COUNTS])
def test_there_is_enough_of_everything(demo: DemoSite, what: str, statement: str, least: int) -> None:
    assert int(demo.one(statement)) >= least, what


def test_its_counts_agree(demo: DemoSite) -> None:
    with demo.app.app_context():
        assert [sentence for ask in CHECKS for sentence in ask()] == []


@pytest.mark.parametrize(("email", "_who"), accounts.ACCOUNTS)
def test_every_account_signs_in_with_the_password_that_is_told(demo: DemoSite, email: str, _who: str) -> None:
    client = demo.app.test_client()
    page = browser.visit(client, "/login").form("/login").submit(email=email, password=accounts.PASSWORD)
    assert (page.status, page.handle) == (200, demo.person(email.partition("@")[0]).handle)


@pytest.mark.parametrize(
    ("account", "path", "status"),
    [
        ("editor", "/desk/articles/new", 200),
        ("contributor", "/desk/articles/new", 200),
        ("member", "/desk", 403),
        ("host", "/hubs/baltic-creative/requests", 200),
        ("other", "/hubs/baltic-creative/requests", 403),
        ("member", "/hubs/the-rate-room", 200),
        ("other", "/hubs/the-rate-room", 404),
        ("moderator", "/hubs/the-rate-room", 200),
        ("other", "/articles/what-the-map-leaves-out", 404),
    ],
)
def test_the_accounts_may_what_their_names_say(demo: DemoSite, account: str, path: str, status: int) -> None:
    client = demo.app.test_client()
    with client.session_transaction() as session:
        session.update(demo.session(account))
    assert client.get(path).status_code == status


def test_the_leading_piece_has_its_facts_and_what_is_for_members_is_kept_for_them(demo: DemoSite) -> None:
    client = demo.app.test_client()
    page = browser.visit(client, f"/articles/{ARTICLE}")
    for fact in ("196,000 jobs", "£7.77 billion", "3.5", "regional GVA", "Baltic Creative CIC", "Baltic Triangle"):
        assert fact in page.text
    assert "Campfield" in page.text
    teaser = browser.visit(client, "/articles/what-we-charge")
    assert "Read on as a member" in teaser.text


def test_nobody_in_it_has_an_address_that_could_be_somebodys(demo: DemoSite) -> None:
    with demo.app.app_context():
        addresses = db.session.scalars(db.text("SELECT email FROM member")).all()
    assert all(re.fullmatch(r"[\w.+-]+@([\w-]+\.)*example", address) for address in addresses)


def test_no_letter_and_no_job_is_left_from_making_it(demo: DemoSite) -> None:
    assert demo.one("SELECT count(*) FROM job") == "0"
    assert not list(demo.data.glob("mail/*.eml"))

"""The ``northforum`` command as an operator uses it: in a process of its own, judged by what it says and its status."""

import os
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from northforum import cli
from tests import servers
from tests.demo_site import copy_to, demo_folder

__all__ = ["demo_folder"]

Run = subprocess.CompletedProcess[str]
Northforum = Callable[..., Run]
COMMANDS = ("bench", "check", "demo", "doctor", "init", "member", "migrate", "recount", "serve", "worker")
FOUNDER = ("--email", "founder@site.example", "--name", "Fran Under", "--password", "nine dry bricks")


@pytest.fixture
def northforum(data: Path) -> Northforum:
    """Give the command, run on this test's data folder with no other setting of ours."""
    return partial(run_on, data)


def run_on(data: Path, *words: str, **settings: str) -> Run:
    """Run the command on a data folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    environment |= {"NORTHFORUM_DATA": str(data), **settings}
    command = [str(servers.NORTHFORUM), *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=90, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set a site up as an operator does; nobody changes this one."""
    folder = tmp_path_factory.mktemp("founded")
    run = run_on(folder, "init", *FOUNDER)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture
def site(northforum: Northforum, founded: Path, data: Path) -> Northforum:
    """Give the command on a site that has just been set up."""
    copy_to(data, founded)
    return northforum


def test_every_command_says_what_it_does(northforum: Northforum) -> None:
    listed = northforum("--help")
    assert listed.returncode == 0
    assert set(re.findall(r"^  ([a-z]+)  ", listed.stdout, re.MULTILINE)) >= set(COMMANDS)
    for command in COMMANDS:
        told = CliRunner().invoke(cli.cli, [command, "--help"], prog_name="northforum")
        assert told.exit_code == 0, command
        assert told.output.startswith(f"Usage: northforum {command}")
        assert len(told.output.split()) > 10


def test_the_version_is_told(northforum: Northforum) -> None:
    run = northforum("--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert re.fullmatch(r"northforum, version \d+\.\d+\.\d+\n", run.stdout)


@pytest.mark.parametrize(
    "words", [("nonsense",), ("serve", "--port", "x"), ("serve", "--port", "0"), ("migrate", "--zebra"), ("member",)]
)
def test_a_wrong_call_is_told_how_it_goes_with_status_two(northforum: Northforum, words: tuple[str, ...]) -> None:
    run = northforum(*words)
    assert run.returncode == 2
    assert "Usage: northforum" in run.stderr


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("NORTHFORUM_DATABSE_URL", "sqlite:///x.db", "Did you mean NORTHFORUM_DATABASE_URL?"),
        ("NORTHFORUM_SITE_URL", "zebra", "NORTHFORUM_SITE_URL: give the address as https://host"),
        ("NORTHFORUM_SECRET_KEY", "short", "at least 32 characters"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    northforum: Northforum, setting: str, value: str, sentence: str
) -> None:
    run = northforum("check", **{setting: value})
    assert run.returncode == 1
    assert run.stderr.startswith("northforum: ")
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr


def test_init_sets_up_a_site_with_its_administrator(site: Northforum, data: Path) -> None:
    assert site("member", "list").stdout.split("\t")[:3] == ["fran-under", "Fran Under", "founder@site.example"]
    assert site("check").returncode == 0
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    again = site("init", *FOUNDER)
    assert again.returncode == 1
    assert "already" in again.stderr


def test_init_refuses_a_password_that_is_easily_guessed(northforum: Northforum) -> None:
    run = northforum("init", *FOUNDER[:-1], "password12")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "password12" not in run.stdout + run.stderr


def test_doctor_finds_a_fresh_site_well(site: Northforum) -> None:
    run = site("doctor")
    assert run.returncode == 0, run.stdout
    assert "FAIL" not in run.stdout
    assert len(run.stdout.splitlines()) >= 7


def test_doctor_says_what_is_wrong(site: Northforum, data: Path) -> None:
    (data / "secret").chmod(0o644)
    run = site("doctor", NORTHFORUM_SITE_URL="http://site.example", NORTHFORUM_MAIL_URL="smtp://127.0.0.1:1")
    assert run.returncode == 1
    failed = {line.split(":")[0].split(maxsplit=1)[1] for line in run.stdout.splitlines() if line.startswith("FAIL")}
    assert failed == {"address", "secret", "mail"}


def test_migrate_goes_to_nothing_and_back(site: Northforum, data: Path) -> None:
    assert "stands at" in site("migrate").stdout
    down = site("migrate", "--to", "base")
    assert (down.returncode, down.stdout) == (0, "The database stands at nothing.\n")
    assert tables(data) <= {"alembic_version"}
    up = site("migrate")
    assert up.returncode == 0
    assert {"article", "comment", "member", "hub"} <= tables(data)


def test_migrate_knows_its_revisions(site: Northforum) -> None:
    run = site("migrate", "--to", "zebra")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr


def test_a_database_of_a_newer_version_is_left_alone(site: Northforum, data: Path) -> None:
    change(data, "UPDATE alembic_version SET version_num = 'from_the_future'")
    run = site("serve", "--port", str(servers.free_port()))
    assert run.returncode == 1
    assert "newer version" in run.stderr


def test_check_finds_a_wrong_count_and_recount_sets_it_right(
    northforum: Northforum, demo_folder: Path, data: Path
) -> None:
    copy_to(data, demo_folder)
    assert northforum("check").stdout == "Everything agrees.\n"
    change(data, "UPDATE thread SET comment_count = comment_count + 3 WHERE comment_count > 40")
    change(data, "UPDATE hub SET member_count = 0 WHERE slug = 'baltic-creative'")
    wrong = northforum("check")
    assert wrong.returncode == 1
    assert "The hub baltic-creative counts 0 members" in wrong.stdout
    assert "pan-northern-collaboration counts" in wrong.stdout
    assert northforum("recount").returncode == 0
    assert northforum("check").returncode == 0


def test_members_are_looked_after(site: Northforum) -> None:
    secret = {"MEMBER_PASSWORD": "nine dry bricks"}
    made = site("member", "create", "--email", "ed@site.example", "--name", "Ed Itor", "--role", "editor", **secret)
    assert (made.returncode, made.stdout) == (0, "Ed Itor is a member: ed-itor\n")
    assert site("member", "role", "ed-itor", "moderator").stdout == "ed-itor: editor, moderator\n"
    assert site("member", "role", "ed@site.example", "editor", "--take").stdout == "ed-itor: moderator\n"
    assert site("member", "suspend", "ed-itor").stdout == "ed-itor: suspended\n"
    assert site("member", "suspend", "ed-itor", "--lift").stdout == "ed-itor: active\n"
    link = site("member", "reset-link", "ed-itor").stdout
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/reset/\S{30,}\n", link)
    nobody = site("member", "suspend", "nobody")
    assert (nobody.returncode, nobody.stderr) == (1, "northforum: There is no member nobody.\n")


def test_demo_does_nothing_where_a_site_stands(site: Northforum) -> None:
    run = site("demo")
    assert run.returncode == 1
    assert "A site stands here already" in run.stderr
    assert site("demo", "--if-missing").returncode == 0
    assert len(site("member", "list").stdout.splitlines()) == 1


def test_demo_if_missing_leaves_a_demonstration_as_it_is(northforum: Northforum, demo_folder: Path, data: Path) -> None:
    copy_to(data, demo_folder)
    change(data, "UPDATE member SET headline = 'Changed by hand' WHERE handle = 'maya-hussain'")
    assert northforum("demo", "--if-missing").returncode == 0
    assert ask(data, "SELECT headline FROM member WHERE handle = 'maya-hussain'") == "Changed by hand"


def test_a_demonstration_is_served_to_this_machine_only(northforum: Northforum, demo_folder: Path, data: Path) -> None:
    copy_to(data, demo_folder)
    run = northforum("serve", "--host", "0.0.0.0", "--port", str(servers.free_port()))
    assert run.returncode == 1
    assert "--allow-demo" in run.stderr


def test_a_site_on_all_interfaces_is_reached_by_this_machines_own_name() -> None:
    assert cli.reached_at("0.0.0.0", 8000) == "http://127.0.0.1:8000"
    assert cli.reached_at("::", 8000) == "http://127.0.0.1:8000"
    assert cli.reached_at("10.0.0.7", 8000) == "http://10.0.0.7:8000"


@pytest.mark.parametrize("host", ["::1", "fd00::7"])
def test_a_site_on_an_address_of_the_newer_kind_answers_there(make_app: Callable[..., Flask], host: str) -> None:
    address = cli.reached_at(host, 8000)
    assert address == f"http://[{host}]:8000"
    client = make_app(site_url=address).test_client()
    assert client.get("/", base_url=address).status_code == 200
    for stranger in ("[fd00::9]:8000", f"[{host}]elsewhere.example", f"[{host}", host, "elsewhere.example"):
        assert client.get("/", headers={"Host": stranger}).status_code == 400, stranger


def test_serving_the_demonstration_names_its_accounts(demo_folder: Path, data: Path) -> None:
    copy_to(data, demo_folder)
    with servers.serve(data, words=("--demo",)) as served:
        assert "editor@demo.example" in served.log
        assert "red-brick-dockside" in served.log


def test_serving_prints_its_address_and_nothing_secret_and_ends_cleanly(site: Northforum, data: Path) -> None:
    with servers.serve(data) as served:
        assert f"NorthForum is at {served.url}" in served.log
    assert served.process.returncode in {0, -15}
    secret = (data / "secret").read_text()
    assert secret not in served.log
    assert "Traceback" not in served.log


def tables(data: Path) -> set[str]:
    engine = create_engine(f"sqlite:///{data / 'northforum.db'}")
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def change(data: Path, statement: str) -> None:
    """Change the database behind the site's back."""
    engine = create_engine(f"sqlite:///{data / 'northforum.db'}")
    with engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount >= 1
    engine.dispose()


def ask(data: Path, statement: str) -> object:
    engine = create_engine(f"sqlite:///{data / 'northforum.db'}")
    with engine.connect() as connection:
        found = connection.execute(text(statement)).scalar_one()
    engine.dispose()
    return found

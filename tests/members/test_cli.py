"""``northforum member``, as an operator types it."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from northforum.core.errors import Invalid, NotFound
from northforum.members import cli
from tests.members.conftest import Person
from tests.members.reader import Reader


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.member, words, input=typed, obj=lambda: app)


def test_a_member_is_made_with_roles_and_logs_in(app: Flask) -> None:
    typed = "seven-gulls-at-low-tide\n" * 2
    made = run(app, "create", "--email", "Ivy@Holt.example", "--name", "Ivy Holt", "--role", "editor", typed=typed)
    assert made.exit_code == 0, made.output
    assert "ivy-holt" in made.output
    assert Reader(app).log_in("ivy@holt.example", "seven-gulls-at-low-tide").status_code == 303
    assert run(app, "list").output == "ivy-holt\tIvy Holt\tivy@holt.example\tactive\teditor\n"


def test_a_weak_password_is_refused(app: Flask) -> None:
    made = run(app, "create", "--email", "ivy@holt.example", "--name", "Ivy Holt", typed="short\nshort\n")
    assert made.exit_code == 1
    assert "at least 10 characters" in made.output


def test_an_address_is_taken_once(app: Flask, ada: Person) -> None:
    typed = "seven-gulls-at-low-tide\n" * 2
    made = run(app, "create", "--email", ada.email, "--name", "Ada Moss", typed=typed)
    assert isinstance(made.exception, Invalid)
    assert run(app, "list").output.count("\n") == 1


def test_roles_are_given_and_taken(app: Flask, ada: Person) -> None:
    assert run(app, "role", ada.email, "editor").output == "ada-moss: editor\n"
    assert run(app, "role", "ada-moss", "contributor").output == "ada-moss: contributor, editor\n"
    run(app, "role", "ada-moss", "editor", "--take")
    assert run(app, "role", "ada-moss", "contributor", "--take").output == "ada-moss: no role\n"


def test_a_member_is_suspended_and_restored(app: Flask, ada: Person) -> None:
    assert run(app, "suspend", "ada-moss").output == "ada-moss: suspended\n"
    assert run(app, "suspend", "ada-moss", "--lift").output == "ada-moss: active\n"


def test_a_link_for_a_new_password_works(app: Flask, ada: Person) -> None:
    link = run(app, "reset-link", ada.email).output.strip()
    assert link.startswith("http://127.0.0.1:8000/reset/")
    answer = Reader(app).send(link.removeprefix("http://127.0.0.1:8000"), password="seven-gulls-at-low-tide")
    assert answer.status_code == 303


@pytest.mark.parametrize("words", [("role", "nobody", "editor"), ("suspend", "nobody"), ("reset-link", "a@b.example")])
def test_who_is_not_there_is_said_in_a_sentence(app: Flask, words: tuple[str, ...]) -> None:
    result = run(app, *words)
    assert isinstance(result.exception, NotFound)
    assert "There is no member" in str(result.exception)


@pytest.mark.parametrize("words", [("role", "ada", "queen"), ("nothing",), ("role",)])
def test_a_wrong_call_has_status_two(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, *words).exit_code == 2

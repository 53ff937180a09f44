"""Every route says who may ask for it, keeps the others out, and changes nothing when it is only read."""

import ast
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from northforum.core.db import db
from tests.architecture import source
from tests.architecture.test_budgets import is_view

WRITERS = {"submit", "begin_write", "emit", "operations"}
REFUSALS = {400, 401, 403}


@pytest.fixture
def rules(app: Flask) -> list[Rule]:
    """Every route of the site but Flask's own for static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    """An address of the route, with names that do not exist."""
    values = {name: 999 if "Integer" in type(kind).__name__ else "0" * 12 for name, kind in rule._converters.items()}
    with app.test_request_context():
        return rule.build(values, append_unknown=False)[1]  # type: ignore[index]


def test_every_route_declares_its_access(app: Flask, rules: list[Rule]) -> None:
    silent = {rule.endpoint for rule in rules if not hasattr(app.view_functions[rule.endpoint], "access")}
    assert not silent


def test_a_stranger_is_kept_out_of_every_route_that_is_not_for_anyone(app: Flask, rules: list[Rule]) -> None:
    client = app.test_client()
    let_in = {}
    for rule in rules:
        if getattr(app.view_functions[rule.endpoint], "access", "") == "anyone":
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = client.open(address(app, rule), method=method)
            sent_to_sign_in = answer.status_code in {302, 303} and answer.location.startswith("/login")
            if not (sent_to_sign_in or answer.status_code in REFUSALS):
                let_in[f"{method} {rule.rule}"] = answer.status
    assert not let_in


def test_reading_any_open_page_writes_nothing(app: Flask, rules: list[Rule]) -> None:
    client = app.test_client()
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    for rule in rules:
        if "GET" in (rule.methods or set()):
            client.get(address(app, rule))
            assert not written, f"{rule.rule} wrote"


def test_a_view_that_is_only_read_calls_nothing_that_writes() -> None:
    assert list(reading_views())
    assert not [
        f"{name}: {', '.join(sorted(calls))}" for name, view in reading_views() if (calls := names_in(view) & WRITERS)
    ]


def reading_views() -> Iterator[tuple[str, source.Function]]:
    """Every view whose route takes no other method than GET."""
    for module in source.modules():
        for function in module.functions():
            if is_view(function) and all(_is_get(decorator) for decorator in function.decorator_list):
                yield f"{module.name}.{function.name}", function


def _is_get(decorator: ast.expr) -> bool:
    if not (isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute)):
        return True
    methods = [keyword for keyword in decorator.keywords if keyword.arg == "methods"]
    return decorator.func.attr not in {"post", "put", "patch", "delete"} and not any(
        name in ast.unparse(keyword.value) for keyword in methods for name in ("POST", "PUT", "PATCH", "DELETE")
    )


def names_in(function: source.Function) -> set[str]:
    """Every name and attribute that a function mentions."""
    nodes = list(ast.walk(function))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }

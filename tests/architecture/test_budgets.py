"""Files, functions, views and templates stay small enough to read at a sitting."""

import ast

from tests.architecture import source

FILE_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 300, 40, 15, 150
ROUTE_DECORATORS = {"route", "get", "post", "put", "patch", "delete"}


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    everything = [*source.modules(), *source.modules(tests=True)]
    long = {module.name: lines for module in everything if (lines := module.text.count("\n")) > FILE_LINES}
    assert not long


def test_no_function_is_longer_than_forty_lines() -> None:
    everything = [*source.modules(), *source.modules(tests=True)]
    assert not [
        f"{module.name}.{function.name}: {source.length(function)}"
        for module in everything
        for function in module.functions()
        if source.length(function) > FUNCTION_LINES
    ]


def test_no_view_is_longer_than_fifteen_lines() -> None:
    views = [(module, function) for module in source.modules() for function in module.functions() if is_view(function)]
    assert views
    assert not [
        f"{module.name}.{function.name}: {source.length(function)}"
        for module, function in views
        if source.length(function) > VIEW_LINES
    ]


def test_no_template_is_longer_than_a_hundred_and_fifty_lines() -> None:
    lengths = {
        str(path.relative_to(source.TEMPLATES)): len(path.read_bytes().splitlines()) for path in source.templates()
    }
    assert not {name: lines for name, lines in lengths.items() if lines > TEMPLATE_LINES}


def is_view(function: source.Function) -> bool:
    """Whether a function is decorated as a route of a blueprint."""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in ROUTE_DECORATORS
        for decorator in function.decorator_list
    )

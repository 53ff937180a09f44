"""Each feature shows others some of its rooms; the rest are its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import source

FEATURES = {
    "articles",
    "demonstration",
    "desk",
    "discussion",
    "frontpage",
    "hubs",
    "machines",
    "media",
    "members",
    "moderation",
    "notifications",
    "pages",
}
PUBLIC_ROOMS = {"models", "events", "policy", "queries", "operations", "links", "serializers"}
MOUNTERS = {"app", "bench", "cli", "commands", "reactions"}
# From these rooms the module is imported, so that a call reads with its room: operations.post_comment.
VERB_ROOMS = {"policy", "queries", "operations", "links"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Every dotted name of the package that ``tree`` imports, down to what is taken from a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("northforum."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("northforum"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(feature: str, tree: ast.AST) -> list[str]:
    """The imports in ``tree`` that reach into another feature's own rooms."""
    if feature in MOUNTERS:
        return []
    found = []
    for name in imports(tree):
        _, other, *rest = name.split(".")
        if other in FEATURES - {feature} and (not rest or rest[0] not in PUBLIC_ROOMS):
            found.append(name)
    return found


def loose_verbs(feature: str, tree: ast.AST) -> list[str]:
    """The imports in ``tree`` that take a function out of another feature's room; classes may be taken."""
    found = []
    for name in imports(tree):
        _, other, *rest = name.split(".")
        if other in FEATURES - {feature} and len(rest) > 1 and rest[0] in VERB_ROOMS and _is_function(name):
            found.append(name)
    return found


def _is_function(name: str) -> bool:
    path = source.ROOT / Path(*name.split("."))
    return path.name[0].islower() and not (path.is_dir() or path.with_suffix(".py").exists())


def test_features_import_only_the_public_rooms_of_others() -> None:
    found = {module.name: wrong for module in source.modules() if (wrong := trespasses(module.feature, module.tree))}
    assert not found


def test_modules_are_imported_across_features_and_not_their_functions() -> None:
    found = {module.name: wrong for module in source.modules() if (wrong := loose_verbs(module.feature, module.tree))}
    assert not found


def test_nothing_of_the_package_is_imported_inside_a_function() -> None:
    found = {
        f"{module.name}.{function.name}": wrong
        for module in source.modules()
        # A site must be up soon, so its command loads the rest of the house only when it is asked for.
        if module.name != "northforum.cli"
        for function in module.functions()
        if (wrong := list(imports(function)))
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("from northforum.articles import views", ["northforum.articles.views"]),
        ("from northforum.articles.forms import ArticleForm", ["northforum.articles.forms.ArticleForm"]),
        ("import northforum.articles.emails", ["northforum.articles.emails"]),
        ("from northforum.articles import queries", []),
        ("from northforum.hubs import views", []),
        ("from northforum.core import forms", []),
    ],
)
def test_a_planted_import_is_found(text: str, wrong: list[str]) -> None:
    assert trespasses("hubs", ast.parse(text)) == wrong


def test_a_planted_loose_verb_is_found() -> None:
    tree = ast.parse("from northforum.articles.operations import publish_everything")
    assert loose_verbs("hubs", tree) == ["northforum.articles.operations.publish_everything"]

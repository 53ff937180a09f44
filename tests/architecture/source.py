"""The project's own source, as the tests of its rules read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "northforum"
TEMPLATES = ROOT / "templates"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its text and its tree."""

    path: Path

    @property
    def name(self) -> str:
        """The dotted name, as imports spell it."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def feature(self) -> str:
        """The package or module directly below ``northforum``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def room(self) -> str:
        """The room of its feature that it belongs to, also when the room is a package."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


def modules(*, tests: bool = False) -> list[Module]:
    """Return every module of the package, or of the tests."""
    return [Module(path) for path in sorted((ROOT / "tests" if tests else PACKAGE).rglob("*.py"))]


def length(function: Function) -> int:
    """Return how many lines a function takes, its decorators and docstring left out."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def templates() -> list[Path]:
    """Return every template file."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())

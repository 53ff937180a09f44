"""What was measured: figures, each with what was to be reached."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from northforum.bench.load import Load


class Unit(StrEnum):
    """What a figure's value counts."""

    SHARE = "share"
    TIMES = "times"
    CPU_MS = "ms of CPU"
    MS = "ms"
    MIB = "MiB"
    A_SECOND = "a second"
    COUNT = "count"


@dataclass(frozen=True)
class Target:
    """What a value has to reach, or may not pass."""

    limit: float
    is_floor: bool

    def is_met(self, value: float) -> bool:
        """Return whether ``value`` is good enough."""
        return value >= self.limit if self.is_floor else value <= self.limit


def at_least(limit: float) -> Target:
    """Return the target of a value that has to reach ``limit``."""
    return Target(limit, is_floor=True)


def at_most(limit: float) -> Target:
    """Return the target of a value that may not pass ``limit``."""
    return Target(limit, is_floor=False)


@dataclass(frozen=True)
class Figure:
    """One figure; ``value`` is what its target judges, ``load`` what was seen under load, ``note`` what to know."""

    group: str
    name: str
    value: float | None = None
    unit: Unit = Unit.COUNT
    target: Target | None = None
    load: Load | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target was reached; ``None`` where there is none, or nothing to judge."""
        return None if self.target is None or self.value is None else self.target.is_met(self.value)

    @property
    def shown(self) -> str:
        """The value as it is read."""
        return "" if self.value is None else told(self.value, self.unit)

    @property
    def wanted(self) -> str:
        """The target as it is read."""
        if self.target is None:
            return ""
        return f"{'≥' if self.target.is_floor else '≤'} {told(self.target.limit, self.unit)}"

    def as_json(self) -> dict[str, Any]:
        """Return the figure for the JSON file."""
        return {**asdict(self), "unit": str(self.unit), "is_met": self.is_met}


def told(value: float, unit: Unit) -> str:
    """Return a value with its unit, as precise as it deserves."""
    match unit:
        case Unit.SHARE:
            return f"{value * 100:.0f} %"
        case Unit.TIMES:
            return f"{value:.2f} ×"
        case Unit.COUNT:
            return f"{value:,.0f}"
        case Unit.A_SECOND:
            return f"{value:,.0f} a second"
        case Unit.MIB:
            return f"{value:.0f} MiB"
        case _:
            return f"{value:.2f} {unit}"


@dataclass(frozen=True)
class Run:
    """Everything that one run has measured, and what it was measured on."""

    machine: dict[str, str]
    settings: dict[str, str]
    figures: list[Figure]

    @property
    def missed(self) -> list[Figure]:
        """The figures that did not reach their targets."""
        return [figure for figure in self.figures if figure.is_met is False]

    def as_json(self) -> dict[str, Any]:
        """Return the run for the JSON file."""
        figures = [figure.as_json() for figure in self.figures]
        return {"machine": self.machine, "settings": self.settings, "figures": figures}

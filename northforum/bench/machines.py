"""What processes cost: their processor time and memory, as Linux tells them; and what machine this is."""

import os
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICK_MS = 1000 / (os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100)


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MiB; ``own`` is what it shares with nobody and no file backs, ``fair`` is its PSS."""

    resident: float
    own: float
    fair: float


def is_told() -> bool:
    """Return whether this system tells what other processes cost."""
    return (PROC / "self" / "stat").is_file()


def children(pid: int) -> list[int]:
    """Return the processes that ``pid`` has started and that still run."""
    found = []
    for path in PROC.glob("[0-9]*/stat"):
        fields = _stat(path)
        if fields and int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return sorted(found)


def cpu_ms(pids: Iterable[int]) -> float:
    """Return the processor time that the processes have used so far, in milliseconds.

    The scheduler's own account where there is one, which is exact to a microsecond; otherwise ticks of some 10 ms.
    """
    return sum(_scheduled_ms(pid) for pid in pids)


def memory(pid: int) -> Memory:
    """Return what the process holds."""
    told = _rows(PROC / str(pid) / "status")
    fair = _rows(PROC / str(pid) / "smaps_rollup").get("Pss", told.get("VmRSS", 0))
    return Memory(told.get("VmRSS", 0) / 1024, told.get("RssAnon", 0) / 1024, fair / 1024)


def mapped_mib(pid: int, below: str) -> float:
    """Return how much of what the process holds are pages of files below the folder ``below``, in MiB."""
    found, is_wanted = 0, False
    for line in _text(PROC / str(pid) / "smaps").splitlines():
        first, *rest = line.split(maxsplit=5)
        if "-" in first and not first.endswith(":"):
            is_wanted = len(rest) == 5 and rest[-1].startswith(below)
        elif is_wanted and first == "Rss:":
            found += int(rest[0])
    return found / 1024


def described() -> dict[str, str]:
    """Return what this machine is: what figures have to be read with."""
    model = re.search(r"model name\s*:\s*(.+)", _text(PROC / "cpuinfo"))
    total = _rows(PROC / "meminfo").get("MemTotal", 0)
    return {
        "processor": model[1].strip() if model else platform.processor() or platform.machine(),
        "cores": str(os.cpu_count() or 1),
        "memory": f"{total / 1024 / 1024:.0f} GiB" if total else "unknown",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _scheduled_ms(pid: int) -> float:
    threads = [_text(path).split() for path in (PROC / str(pid) / "task").glob("*/schedstat")]
    exact = sum(int(fields[0]) for fields in threads if fields) / 1e6
    if exact:
        return exact
    fields = _stat(PROC / str(pid) / "stat")
    return (int(fields[11]) + int(fields[12])) * _TICK_MS if fields else 0.0


def _stat(path: Path) -> list[str]:
    """Return the fields of a ``stat`` file that stand behind the name, which may hold spaces."""
    return _text(path).rpartition(")")[2].split()


def _rows(path: Path) -> dict[str, int]:
    """Return the numbers of a file of lines such as ``VmRSS:  1234 kB``."""
    return {name: int(number) for name, number in re.findall(r"^(\w+):\s+(\d+)", _text(path), re.MULTILINE)}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

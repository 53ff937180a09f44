"""The address of a search, read."""

from collections.abc import Mapping
from datetime import date

from northforum.core.errors import BadRequest
from northforum.search.models import Kind
from northforum.search.queries import Wish

ORDERS = {"": False, "newest": False, "best": True}
LONGEST_NAME = 100
_EARLIEST = date(1970, 1, 2)
_LATEST = date(2200, 1, 1)


def read(args: Mapping[str, str]) -> tuple[Wish, dict[str, str]]:
    """Return what the address asks for, and a sentence for each field that could not be read.

    Raises
    ------
    BadRequest
        When a link of ours would never say this.
    """
    problems: dict[str, str] = {}
    order, kind = args.get("sort", ""), args.get("kind", "")
    if order not in ORDERS or kind not in {"", *Kind}:
        raise BadRequest("This address asks for an order or a kind of result that there is not.")
    wish = Wish(
        q=args.get("q", ""),
        kind=Kind(kind) if kind else None,
        is_best_first=ORDERS[order],
        section=args.get("section", "")[:LONGEST_NAME],
        hub=args.get("hub", "")[:LONGEST_NAME],
        author=args.get("author", "").strip()[:LONGEST_NAME],
        since=_day(args.get("from", ""), "from", problems),
        until=_day(args.get("to", ""), "to", problems),
    )
    return wish, problems


def _day(written: str, name: str, problems: dict[str, str]) -> date | None:
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or not _EARLIEST <= day <= _LATEST:
        problems[name] = "Give a day such as 2026-03-14."
        return None
    return day

"""The versions of what stands on many pages, written with the change itself and read before a kept page is used.

The site's version goes with what stands everywhere, such as a section's name; the lists' with what lists and counts
show. Whoever changes such a thing notes it, and the note is written just before the transaction commits: its rows are
locked last, for a moment and always in the same order, so that no circle of waiting can arise. The lists have sixteen
rows, of which each change takes any one, hence writers seldom meet there; a reader reads them together.
"""

from sqlalchemy import ScalarSelect, Select, event, func, select
from sqlalchemy.orm import Session

from northforum.core.db import PUBLIC_ALPHABET, db, public_id
from northforum.core.site_mark import SiteMark, mark

SITE = "site version"
LISTS = "lists version"
SHARDS = 16
_NOTED = "northforum.versions"
_MARK = SiteMark.__table__.c


def bump_site(_event: object = None) -> None:
    """Note that something changes which stands on many pages, and in lists, such as a section's name."""
    _note(SITE, LISTS)


def bump_lists(_event: object = None) -> None:
    """Note that something changes which lists or counts show, such as a comment."""
    _note(LISTS)


def site() -> ScalarSelect[str]:
    """Return the site's version as a subquery, to be read in one query with the version of the thing itself."""
    return select(_MARK.value).where(_MARK.name == SITE).scalar_subquery()


def lists() -> Select[tuple[str]]:
    """Return the query of the version of the lists and of the site, one value of all their rows."""
    shards = _MARK.name.between(f"{LISTS} 00", f"{LISTS} {SHARDS:02}")
    in_order = select(_MARK.value).where(shards | (_MARK.name == SITE)).order_by(_MARK.name).subquery()
    return select(func.coalesce(func.aggregate_strings(in_order.c.value, " "), ""))


def _note(*names: str) -> None:
    session = db.session()
    transaction, noted = session.info.get(_NOTED, (None, set()))
    if transaction is not session.get_transaction():
        noted = set()
    session.info[_NOTED] = (session.get_transaction(), noted | set(names))


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        # The end of a savepoint is not yet the end: what was noted is written once, when everything else is.
        return
    transaction, noted = session.info.pop(_NOTED, (None, set()))
    if transaction is None or transaction is not session.get_transaction():
        return
    # Always in this order, and after everything else that the transaction locks.
    if LISTS in noted:
        value = public_id()
        # Any row will do, so long as others seldom take the same.
        mark(f"{LISTS} {PUBLIC_ALPHABET.index(value[0]) % SHARDS:02}", value)
    if SITE in noted:
        mark(SITE, public_id())

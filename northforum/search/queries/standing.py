"""How the index stands: how far it has come, and where it disagrees with the site."""

from sqlalchemy import func, or_, select

from northforum.core import fulltext, terms
from northforum.core.db import db
from northforum.core.outbox import Job
from northforum.search.models import Entry, Kind, Reached
from northforum.search.queries.sources import HAS_WORDS, SUBJECTS, last_id


def is_behind() -> bool:
    """Return whether something has come that the index has not seen, or its terms are those of a former version.

    A look that costs next to nothing.
    """
    columns = [func.coalesce(select(func.max(SUBJECTS[kind].id)).scalar_subquery(), 0) for kind in Kind]
    rows = db.session.execute(select(Reached.kind, Reached.reached_id, Reached.rules)).all()
    if any(row.rules != terms.VERSION for row in rows):
        return True
    reached = {row.kind: row.reached_id for row in rows}
    last = db.session.execute(select(*columns)).one()
    return any(number > reached.get(kind, 0) for kind, number in zip(Kind, last, strict=True))


def indexed_count() -> int:
    """Return how many entries have words."""
    return db.session.scalar(select(func.count()).select_from(Entry).where(Entry.is_found)) or 0


def progress() -> tuple[int, int]:
    """Return how many things of the site the index has seen, and how many there are."""
    reached = dict(db.session.execute(select(Reached.kind, Reached.reached_id)).all())
    last = {kind: last_id(kind) for kind in Kind}
    return sum(min(reached.get(kind, 0), last[kind]) for kind in Kind), sum(last.values())


def is_being_rebuilt() -> bool:
    """Return whether the index has been emptied and is not full again."""
    return db.session.scalar(select(Reached.kind).where(Reached.rebuilt_to.is_not(None)).limit(1)) is not None


def count_disagreements() -> list[str]:
    """Return a sentence for each way in which the index disagrees with what it has come to."""
    if db.session.scalar(select(Job.id).where(Job.name.startswith("search.")).limit(1)):
        # What is about to be taken in disagrees until it is.
        return []
    found = [sentence for kind in Kind if (sentence := _wrong(kind))]
    entries, indexed = indexed_count(), fulltext.count(db.session.connection())
    if entries != indexed:
        found.append(f"The search index holds {indexed} texts, and {entries} are meant to be in it.")
    return found


def _wrong(kind: Kind) -> str:
    model = SUBJECTS[kind]
    reached = select(func.coalesce(func.max(Reached.reached_id), 0)).where(Reached.kind == kind).scalar_subquery()
    differs = or_(Entry.id.is_(None), Entry.version != model.version, Entry.is_found.is_distinct_from(HAS_WORDS[kind]))
    joined = select(func.count()).select_from(model)
    joined = joined.outerjoin(Entry, (Entry.kind == kind) & (Entry.subject_id == model.id))
    count = db.session.scalar(joined.where(model.id <= reached, differs)) or 0
    return f"The search index has {count} entries of the kind “{kind}” that are out of date." if count else ""

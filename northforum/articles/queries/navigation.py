"""The sections of the navigation, which every page shows."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from northforum.articles.models import Section
from northforum.core.db import db

_KEY = "articles.navigation"


def navigation() -> Sequence[Row[str, str]]:
    """Return slug and name of each section in order; asked once for a request."""
    found: Sequence[Row[str, str]] | None = db.session.info.get(_KEY)
    if found is None:
        query = select(Section.slug, Section.name).order_by(Section.position, Section.id)
        found = db.session.info[_KEY] = db.session.execute(query).all()
    return found


def section_slug(section_id: int | None) -> str:
    """Return the slug of the section with this id, or nothing for none."""
    return db.session.scalar(select(Section.slug).where(Section.id == section_id)) or "" if section_id else ""


def forget_navigation() -> None:
    """Ask again, for a section has changed."""
    db.session.info.pop(_KEY, None)

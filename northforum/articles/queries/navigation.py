"""The sections of the navigation, which every page shows."""

import functools
from collections.abc import Sequence

from sqlalchemy import Row, Select, select

from northforum.articles.models import Section
from northforum.core.db import db

_KEY = "articles.navigation"


def navigation() -> Sequence[Row[str, str]]:
    """Return slug and name of each section in order; asked once for a request."""
    found: Sequence[Row[str, str]] | None = db.session.info.get(_KEY)
    if found is None:
        found = db.session.info[_KEY] = db.session.execute(_in_order()).all()
    return found


def section_slug(section_id: int | None) -> str:
    """Return the slug of the section with this id, or nothing for none."""
    return db.session.scalar(select(Section.slug).where(Section.id == section_id)) or "" if section_id else ""


def section_name(section_id: int | None) -> str:
    """Return the name of the section with this id, or nothing for none."""
    return db.session.scalar(select(Section.name).where(Section.id == section_id)) or "" if section_id else ""


@functools.cache
def _in_order() -> Select[str, str]:
    section = Section.__table__.c
    # Plain columns, made into a statement once: this is asked for each page that is drawn.
    return select(section.slug, section.name).order_by(section.position, section.id)


def forget_navigation() -> None:
    """Ask again, for a section has changed."""
    db.session.info.pop(_KEY, None)

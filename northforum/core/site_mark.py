"""Facts about this one database, such as that it holds the demonstration."""

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core import direct
from northforum.core.db import Model, db

DEMONSTRATION = "demonstration"


class SiteMark(Model):
    """A named fact."""

    __tablename__ = "site_mark"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


_MARK = text(
    "INSERT INTO site_mark (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def mark(name: str, value: str) -> None:
    """Note the fact in the transaction at hand."""
    direct.run(_MARK, {"name": name, "value": value})


def marked(name: str) -> str | None:
    """Return the fact's value, or ``None``."""
    return db.session.scalar(select(SiteMark.value).where(SiteMark.name == name))

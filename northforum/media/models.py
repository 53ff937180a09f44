"""Pictures and their renditions."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Id, Model, public_id, public_id_column


class Picture(Model):
    """A picture that somebody uploaded; its files lie in storage under its public id."""

    __tablename__ = "picture"

    id: Mapped[Id]
    public_id: Mapped[str] = public_id_column()
    width: Mapped[int]
    height: Mapped[int]
    widths_text: Mapped[str]
    created_at: Mapped[datetime]
    # A member's id; members stand on a higher floor, so this is a plain number.
    uploaded_by: Mapped[int | None] = mapped_column(BigId)

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths in which the picture is kept, in pixels, smallest first."""
        return tuple(int(width) for width in self.widths_text.split(","))


def new_name() -> str:
    """Return a public id for a picture that is about to be kept."""
    return public_id()


def storage_key(name: str, file: str) -> str:
    """Return where ``file`` of the picture ``name`` lies in storage."""
    return f"{name[:2]}/{name}/{file}"

"""Which articles show which pictures."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from northforum.core.db import BigId, Model


class ArticlePicture(Model):
    """A picture at the head of an article or in its body; the row keeps it from being removed."""

    __tablename__ = "article_picture"

    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    picture_id: Mapped[int] = mapped_column(BigId, ForeignKey("picture.id"), primary_key=True, index=True)

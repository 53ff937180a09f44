"""Where a picture is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from northforum.access.actor import Actor
from northforum.articles.models import Article, ArticlePicture, ArticleState
from northforum.core.db import db

MOST_USES = 50


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A piece that shows a picture; ``at_head`` says that it stands there."""

    public_id: str
    slug: str
    headline: str
    state: ArticleState
    created_by: int | None
    at_head: bool

    @property
    def is_published(self) -> bool:
        """Whether its audience can read it."""
        return self.state is ArticleState.PUBLISHED


def pieces_with_picture(actor: Actor, picture_id: int) -> Sequence[PictureUse]:
    """Return the pieces that show the picture, the newest first: of others only those that are published."""
    columns = (
        Article.public_id,
        Article.slug,
        Article.headline,
        Article.state,
        Article.created_by,
        (Article.picture_id == picture_id).label("at_head"),
    )
    shown = (
        select(*columns)
        .join(ArticlePicture, ArticlePicture.article_id == Article.id)
        .where(ArticlePicture.picture_id == picture_id)
        .order_by(Article.id.desc())
        .limit(MOST_USES)
    )
    if not actor.is_editor:
        shown = shown.where(or_(Article.created_by == actor.member_id, Article.state == ArticleState.PUBLISHED))
    return [
        PictureUse(row.public_id, row.slug, row.headline, row.state, row.created_by, bool(row.at_head))
        for row in db.session.execute(shown)
    ]

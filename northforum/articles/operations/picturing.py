"""Which pictures an article shows, and its stored text when one of them is replaced."""

from sqlalchemy import delete, insert, select, update

from northforum.articles.models import Article, ArticlePicture
from northforum.core import versions
from northforum.core.db import db
from northforum.media import queries as media, serializers


def note_pictures(article: Article) -> None:
    """Keep the rows of the pictures that the article shows in step with its head and its text."""
    db.session.execute(delete(ArticlePicture).where(ArticlePicture.article_id == article.id))
    shown = {row.id for row in media.pictures_named(serializers.names_in(article.body_html)).values()}
    if article.picture_id is not None:
        shown.add(article.picture_id)
    if shown:
        rows = [{"article_id": article.id, "picture_id": picture_id} for picture_id in sorted(shown)]
        db.session.execute(insert(ArticlePicture), rows)


def redraw_pictures(picture_id: int) -> None:
    """Draw a picture afresh in every stored text that shows it.

    A text that is saved at the same moment keeps the former address, which leads to the new picture as well.
    """
    picture = media.by_id(picture_id)
    if picture is None:
        return
    shown = (
        select(Article.id, Article.body_html)
        .join(ArticlePicture, ArticlePicture.article_id == Article.id)
        .where(ArticlePicture.picture_id == picture_id)
        .order_by(Article.id)
    )
    for row in db.session.execute(shown).all():
        fresh = serializers.redrawn(row.body_html, picture)
        if fresh != row.body_html:
            # Not the article's own version: somebody who edits it meanwhile has nothing to hear of.
            same = (Article.id == row.id, Article.body_html == row.body_html)
            db.session.execute(update(Article).where(*same).values(body_html=fresh))
    versions.bump_site()

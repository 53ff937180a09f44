"""Which picture other sites show of an article."""

from sqlalchemy import update

from northforum.articles.models import Article
from northforum.core.db import db


def keep_card(article_id: int, version: int, name: str) -> bool:
    """Note the picture that was drawn of the article at ``version``; none is an empty name.

    Returns whether the article is still the same; where it is not, nothing is noted. Not the article's own version is
    raised: somebody who edits it meanwhile has nothing to hear of.
    """
    same = (Article.id == article_id, Article.version == version)
    noted = db.session.execute(update(Article).where(*same).values(share_card=name).returning(Article.id))
    return noted.first() is not None

"""What the desk does with one press of a button: an article, its picture and its hubs together."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import operations as articles, policy as articles_policy
from northforum.articles.models import Article, ArticleRevision, Step
from northforum.desk.operations import publishing
from northforum.hubs import operations as hubs
from northforum.media import operations as media


@dataclass(frozen=True)
class Work:
    """Everything that the form of a piece asks for; ``step`` is what else the button does besides saving."""

    piece: articles.Piece
    hubs: tuple[str, ...] = ()
    picture: media.KeptFiles | None = None
    form_key: str | None = None
    taken: articles.Taken | None = None
    version: int = 0
    step: Step | None = None
    publish_at: datetime | None = None
    notice: articles.Notice = field(default_factory=articles.Notice)


def begin_piece(actor: Actor, *, work: Work) -> Article:
    """Write a new draft, and do at once what else is asked for."""
    authorize(articles_policy.may_write(actor))
    article = articles.write_article(actor, _with_picture(actor, work), work.form_key)
    return _finish(actor, article, work)


def save_piece(actor: Actor, article: Article, *, work: Work) -> Article:
    """Save the piece, and do at once what else is asked for."""
    authorize(articles_policy.may_edit(actor, article))
    articles.edit_article(actor, article, _with_picture(actor, work), work.version, work.notice)
    return _finish(actor, article, work)


def restore_piece(actor: Actor, article: Article, revision: ArticleRevision, *, version: int) -> Article:
    """Bring back what the piece was at ``revision``; its hubs stay as they are."""
    articles.restore_revision(actor, article, revision, version)
    if article.is_ahead:
        publishing.check_interests(article)
    return article


def _with_picture(actor: Actor, work: Work) -> articles.Piece:
    if work.picture is None:
        return work.piece
    hero = work.piece.hero
    words = media.Words(alt=hero.alt, caption=hero.caption, credit=hero.credit)
    picture = media.add_picture(actor, work.picture, words)
    return replace(work.piece, hero=replace(work.piece.hero, picture_id=picture.id))


def _finish(actor: Actor, article: Article, work: Work) -> Article:
    hubs.name_hubs(actor, article, work.hubs)
    articles.end_draft(actor, work.form_key, work.taken)
    if work.step is not None:
        return publishing.take_step(actor, article, step=work.step, publish_at=work.publish_at)
    if article.is_ahead:
        publishing.check_interests(article)
    return article

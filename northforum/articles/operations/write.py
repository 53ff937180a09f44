"""Beginning an article, and putting a piece's words into its rows."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.models import Article, ArticleTopic
from northforum.articles.operations import checking, history, listing, picturing, teasing
from northforum.articles.operations.checking import Checked
from northforum.articles.operations.piece import Piece
from northforum.core import clock
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid

SENT_BEFORE = (
    "This form has saved other words already: they are at the desk. These are kept here: save again to make another "
    "draft of them."
)


def write_article(actor: Actor, piece: Piece, form_key: str | None = None) -> Article:
    """Return a new draft, or the one that the same form made before.

    Raises
    ------
    Invalid
        Under ``form_key``, when that one has other words, as after going back in the browser: none are dropped.
    """
    authorize(policy.may_write(actor))
    if form_key and (twin := queries.article_of_form(actor, form_key)):
        if (twin.headline, twin.standfirst, twin.body_source) != (piece.headline, piece.standfirst, piece.body.source):
            raise Invalid(form_key=SENT_BEFORE)
        return twin
    found = checking.checked(actor, piece)
    now = clock.now()
    by = actor.member_id
    article = Article(created_at=now, moved_at=now, created_by=by, updated_by=by, form_key=form_key)
    put_words(article, piece, found, now)
    db.session.add(article)
    flush()
    put_credits(article, found)
    flush()
    history.record(article, now)
    picturing.note_pictures(article)
    return article


def put_words(article: Article, piece: Piece, found: Checked, at: datetime) -> None:
    """Give the row of ``article`` the words of ``piece``."""
    article.slug = found.slug
    article.section_id = found.section_id
    article.headline = piece.headline
    article.standfirst = piece.standfirst
    article.body_source, article.body_html = piece.body.source, piece.body.html
    article.body_rules, article.word_count = piece.body.rules, piece.body.words
    article.picture_id = piece.hero.picture_id
    article.hero_alt, article.hero_caption = piece.hero.alt, piece.hero.caption
    article.hero_credit = piece.hero.credit
    article.canonical_url = piece.social.canonical_url
    article.social_title, article.social_description = piece.social.title, piece.social.description
    article.audience, article.audience_ref = piece.audience, piece.audience_ref
    article.teaser_paragraphs = piece.teaser
    teasing.cut_teaser(article)
    article.updated_at = at


def put_credits(article: Article, found: Checked) -> None:
    """Replace the bylines and topics of ``article``."""
    listing.clear(article.id)
    db.session.add_all([credit.author for credit in found.credits])
    db.session.add_all(found.topics)
    flush()
    listed_at = article.published_at if article.is_published else None
    for byline in checking.byline_rows(article.id, found):
        byline.listed_at = listed_at
        db.session.add(byline)
    db.session.add_all(
        ArticleTopic(article_id=article.id, topic_id=topic.id, position=position, listed_at=listed_at)
        for position, topic in enumerate(found.topics)
    )


def flush() -> None:
    """Send what has changed; somebody who took the same address or name at the same moment wins."""
    try:
        db.session.flush()
    except IntegrityError as clash:
        raise Conflict("Somebody else took this address, topic or name at the same moment. Save it again.") from clash

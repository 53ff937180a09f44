"""The history of an article: a row for each save, brought back whole, and what readers are told of changes."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from northforum.access.audience import Audience
from northforum.articles import queries
from northforum.articles.models import Article, ArticleCorrection, ArticleRevision
from northforum.articles.operations.piece import BylineEntry, Hero, Piece, Social
from northforum.core.db import db
from northforum.core.richtext import Rendered

# So many words put in or taken out, and readers are told that the piece was updated, whether the editor says so or not.
SUBSTANTIAL = 25
TEXT = ("headline", "standfirst", "body_source", "body_html", "body_rules", "word_count")


@dataclass(frozen=True)
class Notice:
    """What a save tells beside the words: a correction for readers, whether the piece counts as updated, its origin."""

    correction: str = ""
    is_update: bool = False
    restores: int | None = None


def record(article: Article, at: datetime, restores: int | None = None) -> None:
    """Keep the article as it stands after a save; a save that changed nothing is not kept twice."""
    last = queries.last_revision(article.id)
    details = _details(article)
    if last is not None and last.details == details and _has_same_text(last, article):
        return
    db.session.add(
        ArticleRevision(
            article_id=article.id,
            number=article.version,
            created_at=at,
            created_by=article.updated_by,
            details=details,
            restores=restores,
            **{name: getattr(article, name) for name in TEXT},
        )
    )


def record_first(article: Article) -> None:
    """Keep the article as it was before its first edit, where it is older than its history."""
    if queries.last_revision(article.id) is None:
        record(article, article.updated_at)
        db.session.flush()


def piece_of(revision: ArticleRevision, article: Article) -> Piece:
    """Return the piece that a revision holds; its address stays the present one, and a picture that is gone is gone."""
    kept = queries.details(revision)
    hero = Hero(**kept["hero"])
    return Piece(
        headline=revision.headline,
        standfirst=revision.standfirst,
        body=Rendered(
            source=revision.body_source,
            html=revision.body_html,
            text="",
            words=revision.word_count,
            rules=revision.body_rules,
        ),
        section=kept["section"],
        topics=tuple(kept["topics"]),
        bylines=tuple(BylineEntry(**entry) for entry in kept["bylines"]),
        hero=hero if queries.hero_files_exist(hero.picture_id) else Hero(),
        social=Social(**kept["social"]),
        audience=Audience(kept["audience"]),
        audience_ref=kept["audience_ref"],
        slug=article.slug,
        teaser=article.teaser_paragraphs,
    )


def tell_readers(article: Article, notice: Notice, before: Counter[str], at: datetime) -> None:
    """Note what readers are told of a change to what they have: a correction, and that it was updated."""
    after = words_of(article)
    changed = ((after - before) + (before - after)).total()
    if notice.is_update or notice.correction or changed >= SUBSTANTIAL:
        article.revised_at = at
    if notice.correction:
        row = ArticleCorrection(article_id=article.id, created_at=at, created_by=article.updated_by)
        row.words = notice.correction
        article.correction_count = Article.correction_count + 1
        db.session.add(row)


def words_of(article: Article) -> Counter[str]:
    """Return the words that readers read, counted."""
    return Counter(f"{article.headline} {article.standfirst} {article.body_source}".split())


def _has_same_text(revision: ArticleRevision, article: Article) -> bool:
    return all(getattr(revision, name) == getattr(article, name) for name in TEXT)


def _details(article: Article) -> str:
    people = queries.bylines([article.id]).get(article.id, [])
    entries = [
        BylineEntry(credit.author.name, credit.role, credit.organisation, credit.interest, credit.author.handle)
        for credit in people
    ]
    kept = {
        "section": queries.section_slug(article.section_id),
        "topics": [topic.name for topic in queries.topics_of(article.id)],
        "bylines": [asdict(entry) for entry in entries],
        "hero": asdict(Hero(article.picture_id, article.hero_alt, article.hero_caption, article.hero_credit)),
        "social": asdict(Social(article.social_title, article.social_description, article.canonical_url)),
        "audience": article.audience.value,
        "audience_ref": article.audience_ref,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)

"""Telling those who work on a piece whose turn it is: editors what waits for them, its writer what became of it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from northforum.articles.models import LEADS_TO, Article, Step
from northforum.notifications import queries
from northforum.notifications.models import NotificationKind
from northforum.notifications.operations.telling import tell
from northforum.notifications.queries import News, Recipient

TO_EDITORS: Mapping[Step, NotificationKind] = {
    Step.OFFER: NotificationKind.PITCHED,
    Step.SUBMIT: NotificationKind.SUBMITTED,
}
TO_WRITER: Mapping[Step, NotificationKind] = {
    Step.ACCEPT: NotificationKind.ACCEPTED,
    Step.ASK_CHANGES: NotificationKind.CHANGES,
    Step.APPROVE: NotificationKind.APPROVED,
    Step.SCHEDULE: NotificationKind.SCHEDULED,
    Step.ARCHIVE: NotificationKind.PUT_AWAY,
}


def tell_of_step(article_id: int, step: Step, actor_id: int | None) -> None:
    """Tell whose turn it is after a step; nothing when the piece has moved on since."""
    article = queries.piece_to_tell(article_id)
    if article is None or article.state is not LEADS_TO[step]:
        return
    since = _since(article)
    if step in TO_EDITORS:
        _tell(article, TO_EDITORS[step], queries.editor_ids(), actor_id, since)
    elif step in TO_WRITER:
        _tell(article, TO_WRITER[step], _writer(article), actor_id, since)
    elif step is Step.UNSCHEDULE and actor_id is None:
        # The site itself did not publish it: something was missing when its time came.
        _tell(article, NotificationKind.NOT_READY, queries.editor_ids(), None, since)


def tell_writer(article_id: int) -> None:
    """Tell whoever began a piece that readers have it; editors know."""
    article = queries.piece_to_tell(article_id)
    if article is not None and article.is_published:
        editors = queries.editor_ids()
        _tell(
            article,
            NotificationKind.LIVE,
            [one for one in _writer(article) if one not in editors],
            None,
            _since(article),
        )


def tell_of_note(article_id: int, note_id: int) -> None:
    """Tell whoever began a piece, and who left notes on it before, of a new one."""
    article, note = queries.piece_to_tell(article_id), queries.note_to_tell(note_id)
    if article is None or note is None or note.resolved_at is not None:
        return
    concerned = {*_writer(article), *queries.note_writers(article_id)}
    _tell(article, NotificationKind.NOTED, sorted(concerned), note.author_id, note.created_at)


def _since(article: Article) -> datetime:
    """Return since when the piece is where it is: what was read later is not told again."""
    return article.moved_at or article.updated_at


def _writer(article: Article) -> list[int]:
    return [] if article.created_by is None else [article.created_by]


def _tell(
    article: Article, kind: NotificationKind, member_ids: Collection[int], actor_id: int | None, since: datetime
) -> None:
    told = [Recipient(member_id, kind, article.id) for member_id in sorted(member_ids) if member_id != actor_id]
    tell(told, News(None, None, actor_id, since, is_own=True, article_id=article.id))

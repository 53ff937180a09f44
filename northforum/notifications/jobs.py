"""What the worker does after something happened that members are to hear of."""

from datetime import datetime

from northforum.articles.events import ArticleMoved, ArticlePublished, NoteLeft
from northforum.articles.models import Step
from northforum.core import mail
from northforum.discussion.events import CommentPicked, CommentPosted, CommentRestored
from northforum.moderation.events import CommentDecided, ReportDecided
from northforum.notifications import emails, operations, queries, serializers
from northforum.notifications.events import ArticleToldInPart, CommentToldInPart, MailPrepared, MailWaits


def tell_of_comment(event: CommentPosted) -> None:
    """Tell the members whom a new comment concerns."""
    operations.tell_of_comment(event.comment_id)


def tell_of_comment_again(event: CommentRestored) -> None:
    """Tell whom a comment concerns and who has not been told: it may have been away when its turn came."""
    operations.tell_of_comment_again(event.comment_id)


def tell_more_of_comment(event: CommentToldInPart) -> None:
    """Tell the next ones."""
    operations.tell_of_comment(event.comment_id, event.after)


def tell_of_article(event: ArticlePublished) -> None:
    """Tell the members who follow a topic of a new article."""
    operations.tell_of_article(event.article_id)


def tell_more_of_article(event: ArticleToldInPart) -> None:
    """Tell the next ones."""
    operations.tell_of_article(event.article_id, event.after)


def tell_writer(event: ArticlePublished) -> None:
    """Tell whoever began a piece that readers have it."""
    operations.tell_writer(event.article_id)


def tell_of_step(event: ArticleMoved) -> None:
    """Tell those whose turn it is with a piece at the desk."""
    operations.tell_of_step(event.article_id, Step(event.step), event.actor_id)


def tell_of_note(event: NoteLeft) -> None:
    """Tell those who work on a piece of a note on it."""
    operations.tell_of_note(event.article_id, event.note_id)


def tell_of_pick(event: CommentPicked) -> None:
    """Tell the writer of a comment that editors picked it."""
    operations.tell_of_pick(event.comment_id)


def tell_of_decision(event: CommentDecided) -> None:
    """Tell the writer of a comment what a moderator decided."""
    operations.tell_of_decision(event.decision_id, event.author_id)


def tell_of_outcome(event: ReportDecided) -> None:
    """Tell the reporter of a comment that it was decided about."""
    operations.tell_of_outcome(event.decision_id, event.reporter_id)


def send_mail(event: MailPrepared) -> None:
    """Send a member what was set aside for them, as far as they may still read it and have not."""
    letter = queries.letter(event.member_id, datetime.fromisoformat(event.prepared_at))
    if letter is None:
        return
    lines = [line for row in letter.rows if (line := serializers.line(row, mail.quoted_name)).url]
    if lines:
        mail.commit_and_send(emails.news(letter.member, lines, event.prepared_at))


def prepare_more_mail(_event: MailWaits) -> None:
    """Set aside mail for the next members."""
    operations.prepare_mail()

"""What the worker does after something was said, and what it looks after."""

from northforum.discussion import operations
from northforum.discussion.events import CommentsOutdated
from northforum.members.events import ProfileChanged


def rerender_comments(_event: CommentsOutdated) -> None:
    """Draw comments anew whose elements say something that is no longer so."""
    operations.redraw_outdated()


def rerender_comments_of(event: ProfileChanged) -> None:
    """Have every comment drawn anew that shows a member's name."""
    operations.mark_outdated_of(event.member_id)


def rerender_after_upgrade() -> None:
    """Draw comments anew that a former version of the site has drawn; for the schedule."""
    operations.redraw_outdated()

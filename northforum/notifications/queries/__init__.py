"""Every question that is asked of what members are told."""

from northforum.notifications.queries.inbox import unread_by_thread

__all__ = ["unread_by_thread"]

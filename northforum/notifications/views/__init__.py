"""What members follow and what they are told: one module for each subject."""

from northforum.notifications.views import following, inbox, mail, visits, wishes
from northforum.notifications.views.blueprint import bp

__all__ = ["bp", "following", "inbox", "mail", "visits", "wishes"]

"""The pages about accounts."""

from northforum.members.views import account, joining, resetting, security, signing_in
from northforum.members.views.blueprint import bp

__all__ = ["account", "bp", "joining", "resetting", "security", "signing_in"]

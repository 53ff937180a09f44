"""The blueprint that the views of the desk share."""

from flask import Blueprint

from northforum.access.current import requires
from northforum.access.roles import Role

bp = Blueprint("desk", __name__)
NEW = "new"
at_desk = requires(Role.CONTRIBUTOR, Role.EDITOR)
for_editors = requires(Role.EDITOR)

"""The blueprint that the views of notifications share."""

from flask import Blueprint

bp = Blueprint("notifications", __name__)

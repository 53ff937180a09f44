"""The blueprint of the articles' own pages."""

from flask import Blueprint

bp = Blueprint("articles", __name__)

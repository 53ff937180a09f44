"""The articles' own pages: lists for readers, and figures for the desk."""

from northforum.articles.views import figures, lists
from northforum.articles.views.blueprint import bp

__all__ = ["bp", "figures", "lists"]

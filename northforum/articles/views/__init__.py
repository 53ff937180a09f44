"""The articles' own pages: lists for readers, and figures for the desk."""

from northforum.articles.views import figures, history, lists
from northforum.articles.views.blueprint import bp

__all__ = ["bp", "figures", "history", "lists"]

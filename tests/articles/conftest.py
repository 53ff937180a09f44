"""The newsroom for every test of articles."""

from tests.articles.newsroom import hashed_password, newsroom, unit

__all__ = ["hashed_password", "newsroom", "unit"]

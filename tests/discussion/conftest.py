"""The discussion for every test of threads and comments."""

from tests.discussion.talk import talk

__all__ = ["talk"]

"""The discussion for every test of reports and decisions."""

from tests.discussion.talk import talk

__all__ = ["talk"]

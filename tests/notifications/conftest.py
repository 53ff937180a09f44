"""A small discussion for the tests of following and of what members are told."""

from tests.discussion.talk import talk

__all__ = ["talk"]

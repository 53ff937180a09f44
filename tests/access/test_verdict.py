"""Verdicts: yes, or no with the reason that a person gets."""

import pytest

from northforum.access.verdict import SIGN_IN_FIRST, YES, authorize, no
from northforum.core.errors import Forbidden, NeedsSignIn


def test_yes_goes_on() -> None:
    authorize(YES)
    assert YES


def test_no_is_forbidden_with_its_reason() -> None:
    with pytest.raises(Forbidden, match=r"The thread is closed\."):
        authorize(no("The thread is closed."))


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert not SIGN_IN_FIRST
    with pytest.raises(NeedsSignIn):
        authorize(SIGN_IN_FIRST)

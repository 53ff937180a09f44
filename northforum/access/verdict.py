"""What a policy answers: yes, or no with a sentence that gives the reason."""

from dataclasses import dataclass

from northforum.core.errors import Forbidden, NeedsSignIn


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's answer; true when it is yes."""

    allowed: bool
    reason: str = ""
    needs_sign_in: bool = False

    def __bool__(self) -> bool:
        """Return whether the answer is yes."""
        return self.allowed


YES = Verdict(allowed=True)
SIGN_IN_FIRST = Verdict(allowed=False, reason="You must be logged in to do this.", needs_sign_in=True)


def no(reason: str) -> Verdict:
    """Return a no with the sentence that a person gets."""
    return Verdict(allowed=False, reason=reason)


def authorize(verdict: Verdict) -> None:
    """Go on when the verdict is yes.

    Raises
    ------
    NeedsSignIn
        When signing in is what is missing.
    Forbidden
        With the verdict's reason, otherwise.
    """
    if verdict.needs_sign_in:
        raise NeedsSignIn(verdict.reason)
    if not verdict:
        raise Forbidden(verdict.reason)

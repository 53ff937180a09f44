"""How often the doors of the house may be tried, by account and by address."""

from flask import request

from northforum.core import ratelimit
from northforum.core.ratelimit import Limit
from northforum.members.models.naming import same_email

FAILED_AT_ONE_ACCOUNT = Limit("failed sign-in, account and address", "10 per 15 minutes")
FAILED_BY_ADDRESS = Limit("failed sign-in, address", "100 per 15 minutes")
FAILED_PRESENT_PASSWORD = Limit("failed present password", "10 per 15 minutes")
FAILED_AT_ONE_LINK = Limit("failed password at a confirmation link", "10 per hour")
JOIN_FOR_EMAIL = Limit("join, e-mail", "5 per hour")
JOIN_BY_ADDRESS = Limit("join, address", "60 per hour")
RESET_FOR_EMAIL = Limit("reset, e-mail", "5 per hour")
RESET_BY_ADDRESS = Limit("reset, address", "60 per hour")


def address() -> str:
    """Return what stands for the network address of the request."""
    return ratelimit.address_key(request.remote_addr)


def look_before_sign_in(email: str) -> None:
    """Go on unless too many sign-ins have failed; raises ``TooFast``."""
    ratelimit.check(FAILED_AT_ONE_ACCOUNT, _account(email))
    ratelimit.check(FAILED_BY_ADDRESS, address())


def count_failed_sign_in(email: str) -> None:
    """Count one sign-in that failed."""
    ratelimit.hit(FAILED_AT_ONE_ACCOUNT, _account(email))
    ratelimit.hit(FAILED_BY_ADDRESS, address())


def count_join(email: str) -> None:
    """Count one wish to join; raises ``TooFast``."""
    ratelimit.hit(JOIN_BY_ADDRESS, address())
    ratelimit.hit(JOIN_FOR_EMAIL, email)


def count_reset(email: str) -> None:
    """Count one wish for a new password; raises ``TooFast``."""
    ratelimit.hit(RESET_BY_ADDRESS, address())
    ratelimit.hit(RESET_FOR_EMAIL, email)


def _account(email: str) -> str:
    # As the account is looked up: an address has many spellings, and each would have its own count.
    return f"{same_email(email)} {address()}"

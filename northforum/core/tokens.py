"""Random tokens, kept only as hashes, and signed values for links."""

import base64
import hashlib
import hmac
import secrets
from typing import Any, NamedTuple

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from northforum.core import clock

TOKEN_BYTES = 32
# A longer one is none of ours; hashing it would be work for nothing.
LONGEST_TOKEN = 200


class Token(NamedTuple):
    """A new token: ``raw`` goes to the person, ``hash`` into the database."""

    raw: str
    hash: str


def new_token() -> Token:
    """Return a token of 256 random bits that is safe in an address."""
    raw = secrets.token_urlsafe(TOKEN_BYTES)
    return Token(raw, hash_token(raw))


def token_of(purpose: str, value: str, *, secret: str) -> Token:
    """Return the one token that belongs to ``value``; whoever has no ``secret`` cannot guess it."""
    mixed = hmac.digest(secret.encode(), f"northforum.{purpose}\0{value}".encode(), hashlib.sha256)
    raw = base64.urlsafe_b64encode(mixed).decode().rstrip("=")
    return Token(raw, hash_token(raw))


def hash_token(raw: str) -> str:
    """Return what the database keeps of ``raw``: SHA-256 in hexadecimal."""
    return hashlib.sha256(raw[:LONGEST_TOKEN].encode("utf-8", "surrogatepass")).hexdigest()


def matches(raw: str, stored_hash: str) -> bool:
    """Return whether ``raw`` is the token of ``stored_hash``, in constant time."""
    return hmac.compare_digest(hash_token(raw), stored_hash)


def sign(purpose: str, value: Any, *, secret: str) -> str:
    """Return ``value`` (anything JSON can hold) signed for ``purpose``, safe in an address."""
    return _serializer(purpose, secret).dumps(value)


def unsign(purpose: str, signed: str, *, secret: str, max_age: int) -> Any | None:
    """Return the signed value; None when it was changed, is for another purpose, or ``max_age`` seconds have passed."""
    try:
        return _serializer(purpose, secret).loads(signed, max_age=max_age)
    except (BadData, UnicodeEncodeError):
        return None


class _Signer(TimestampSigner):
    """Signs with the product's clock, so that a test which sets the clock also ages signatures."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _serializer(purpose: str, secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        secret,
        salt=f"northforum.{purpose}",
        signer=_Signer,
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )

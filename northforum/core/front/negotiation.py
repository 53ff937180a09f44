"""Which encoding an answer goes out in, and whether the asker has it already (RFC 9110, 12.5.3 and 13.1.2)."""

import re
from collections.abc import Sequence
from functools import lru_cache

IDENTITY = "identity"
_ALIASES = {"x-gzip": "gzip"}
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_TAG = re.compile(r'(?:W/)?("[^"]*")')
# Where nobody says anything about it, plain bytes are the last resort.
_LAST_RESORT = 0.0001
LONGEST_REMEMBERED = 200


# A smaller body fits into one packet either way.
SMALLEST = 1024
# On a tie the first wins.
ENCODINGS = ("br", "gzip")


def best_encoding(accepted: str, length: int, offered: tuple[str, ...] = ENCODINGS) -> str | None:
    """Return in which of the encodings ``offered`` a body of ``length`` bytes goes out to an Accept-Encoding field.

    ``identity`` where nothing is liked better, or the body is short; ``None`` where even that is refused.
    """
    # What nobody's browser sends is not remembered either.
    liked = _liked if len(accepted) <= LONGEST_REMEMBERED else _liked.__wrapped__
    if length >= SMALLEST:
        return liked(accepted, offered)
    return liked(accepted, ()) or liked(accepted, offered)


@lru_cache(maxsize=256)
def _liked(accepted: str, offered: tuple[str, ...]) -> str | None:
    qualities = _qualities(accepted)
    otherwise = qualities.get("*", 0.0)
    ranks = {name: qualities.get(name, otherwise) for name in offered}
    plain = qualities.get(IDENTITY, 0.0 if qualities.get("*") == 0 else _LAST_RESORT)
    best = max(ranks, key=lambda name: ranks[name], default=IDENTITY)
    if ranks.get(best, 0.0) > 0 and ranks[best] >= plain:
        return best
    return IDENTITY if plain > 0 else None


def is_known(asked: str, tag: str) -> bool:
    """Return whether an If-None-Match field names ``tag``, compared weakly, as it is for reading."""
    return asked == tag or asked.strip() == "*" or tag.removeprefix("W/") in _TAG.findall(asked)


def _qualities(accepted: str) -> dict[str, float]:
    """Return the quality of each encoding that is named; one with a malformed quality is left out."""
    found = {}
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = _quality(parameters)
        if name and quality is not None:
            found[_ALIASES.get(name, name)] = quality
    return found


def _quality(parameters: Sequence[str]) -> float | None:
    if not parameters:
        return 1.0
    name, _, value = parameters[0].partition("=")
    return float(value) if len(parameters) == 1 and name.strip() == "q" and _QUALITY.fullmatch(value.strip()) else None

"""The members and hubs of the measured sites."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from northforum.access.roles import HubRole
from northforum.bench.rows import put
from northforum.bench.sizes import Size
from northforum.bench.talk import BEGAN
from northforum.core import drawing, richtext
from northforum.hubs.models import Hub, HubArticle, HubKind, HubMember
from northforum.members.models import Member

PASSWORD = "red-brick-dockside"  # noqa: S105 - of sites that are reached from this machine only
# The hash of it, written down so that a site is the same each time; a random salt would make another each time.
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$RI1nDGNgFc93zSHMb2Tn0w$vGPPBGY0dTMYXZq3h4eeenzeAheluYBlc935aACHqwU"  # noqa: S105 - as above
HUBS_A_MEMBER = 2
MOST_HUBS = 3


def email_of(member_id: int) -> str:
    """Return the address with which the member logs in."""
    return f"voice{member_id}@bench.example"


def handle_of(member_id: int) -> str:
    """Return the member's handle."""
    return f"voice-number-{member_id}"


def hub_slug(number: int) -> str:
    """Return the address of the hub ``number``, from 1."""
    return f"works-{number}"


def put_members(connection: Connection, size: Size, spoken: Mapping[int, int]) -> None:
    """Put in the members, each with the number of their comments."""
    put(connection, Member, (_member(number, spoken.get(number, 0)) for number in range(1, size.members + 1)))


def put_hubs(connection: Connection, size: Size) -> None:
    """Put in the hubs, their members, and the articles that name them."""
    places = sorted(_places(size))
    put(connection, Hub, (_hub(number, places) for number in range(1, size.hubs + 1)))
    put(connection, HubMember, (_place(hub, member) for hub, member in places))
    put(connection, HubArticle, _named(size))


def _member(number: int, comments: int) -> dict[str, Any]:
    bio = richtext.profile("Makes things, mends things, and says so.") if number < MOST_HUBS else None
    return {
        "id": number,
        "handle": handle_of(number),
        "name": f"Voice Number {number}",
        "email": email_of(number),
        "password_hash": PASSWORD_HASH,
        "headline": "Joiner and sound designer",
        "place": "Salford",
        "tone": drawing.avatar_tone(handle_of(number)),
        "bio_source": bio.source if bio else "",
        "bio_html": str(bio.html) if bio else "",
        "bio_rules": bio.rules if bio else 0,
        "comment_count": comments,
        "created_at": BEGAN - timedelta(minutes=number),
    }


def _places(size: Size) -> set[tuple[int, int]]:
    """Return hub and member of every place in a hub; the first member of each is its host."""
    hosts = {(hub, hub % size.members + 1) for hub in range(1, size.hubs + 1)}
    members = range(1, size.members + 1)
    return hosts | {
        (member * (turn + 3) % size.hubs + 1, member) for member in members for turn in range(HUBS_A_MEMBER)
    }


def _place(hub: int, member: int) -> dict[str, Any]:
    role = HubRole.HOST if member == hub + 1 else HubRole.MEMBER
    return {"hub_id": hub, "member_id": member, "role": role, "joined_at": BEGAN + timedelta(minutes=member)}


def _hub(number: int, places: list[tuple[int, int]]) -> dict[str, Any]:
    about = richtext.profile("A yard with rooms to let by the month, a canteen, and a hall for those who have none.")
    return {
        "id": number,
        "slug": hub_slug(number),
        "name": f"Works {number}",
        "kind": HubKind.CAMPUS,
        "place": "Salford",
        "summary": "Rooms by the month, and a canteen that is open to the street.",
        "about_source": about.source,
        "about_html": str(about.html),
        "member_count": sum(hub == number for hub, _ in places),
        "created_at": BEGAN,
    }


def _named(size: Size) -> Iterator[dict[str, Any]]:
    """Yield which hubs the articles name: one in three names one or two, those with long threads two."""
    longs = range(size.first_long, size.first_long + len(size.long_threads))
    for article in range(size.articles):
        wanted = 2 if article in longs else (article % 6 == 0) + (article % 3 == 0)
        for turn in range(wanted):
            yield {"hub_id": (article + turn) % size.hubs + 1, "article_id": article + 1}

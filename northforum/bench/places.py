"""Where the measured pages of a site are, and what each has to reach."""

from collections.abc import Iterator

from northforum.bench import people
from northforum.bench.figures import at_least
from northforum.bench.pages import UNCHANGED, Page
from northforum.bench.reader import Reader
from northforum.bench.rows import public_name
from northforum.bench.sizes import Size, long_slug

LISTS = {
    "front page": "/",
    "section": "/sections/opinion",
    "archive": "/archive",
    "hub": f"/hubs/{people.hub_slug(1)}",
    "member": f"/members/{people.handle_of(1)}",
}
# Uncompressed, compressed, unchanged: shares of the ceiling.
STRANGER_SHARES = {200: (0.85, 1.4, 2.5), 1_000: (0.85, 2.5, 2.5)}
MEMBER_SHARES = {200: 0.2, 1_000: 0.5}
POLL_SHARE = 2.5
ANYTHING = "*/*"
MOST_IN_TURN = 20_000


def article(comments: int) -> str:
    """Return the address of the article with a thread of so many comments."""
    return f"/articles/{long_slug(comments)}"


def poll(size: Size, comments: int) -> str:
    """Return the address at which a page asks for what is new in the thread with so many comments."""
    return f"/threads/{public_name(size.thread_id(comments))}/poll"


def many_articles(size: Size, most: int) -> list[str]:
    """Return the addresses of up to ``most`` different articles, from all over the site's years."""
    longs = range(size.first_long, size.first_long + len(size.long_threads))
    ordinary = [number for number in range(size.articles) if number not in longs]
    step = max(1, len(ordinary) // most)
    return [f"/articles/piece-{number + 1}" for number in ordinary[::step][:most]]


def pages(size: Size, stranger: Reader, member: Reader) -> Iterator[Page]:
    """Yield the pages that are measured under load."""
    for comments in size.long_threads:
        plain, packed, unchanged = STRANGER_SHARES.get(comments, (None, None, None))
        shares = {"uncompressed": plain, "gzip": packed, "brotli": packed, UNCHANGED: unchanged}
        yield _article("Stranger, article", comments, stranger, shares)
    for comments in size.long_threads[:2]:
        share = MEMBER_SHARES.get(comments)
        yield _article("Member, article", comments, member, {"uncompressed": None, "gzip": share, "brotli": share})
    first = size.long_threads[0]
    for name, reader in (("stranger", stranger), ("member", member)):
        # It has to reach a share of the ceiling of the page in which it stands.
        wanted = {UNCHANGED: at_least(POLL_SHARE)}
        yield Page("Idle poll", name, poll(size, first), reader, wanted, ANYTHING, ceiling_of=article(first))
    for name, path in LISTS.items():
        yield Page("Stranger, lists", name, path, stranger, {"uncompressed": None, "brotli": None})
    for name, path in LISTS.items():
        yield Page("Member, lists", name, path, member, {"uncompressed": None, "gzip": None})


def _article(group: str, comments: int, reader: Reader, shares: dict[str, float | None]) -> Page:
    wanted = {way: at_least(share) if share else None for way, share in shares.items()}
    return Page(group, f"{comments:,} comments", article(comments), reader, wanted)

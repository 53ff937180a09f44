"""Where the measured pages of a site are."""

from northforum.bench import people
from northforum.bench.sizes import Size, long_slug

LISTS = {
    "front page": "/",
    "section": "/sections/opinion",
    "archive": "/archive",
    "hub": f"/hubs/{people.hub_slug(1)}",
    "member": f"/members/{people.handle_of(1)}",
}


def article(comments: int) -> str:
    """Return the address of the article with a thread of so many comments."""
    return f"/articles/{long_slug(comments)}"


def many_articles(size: Size, most: int) -> list[str]:
    """Return the addresses of up to ``most`` different articles, from all over the site's years."""
    longs = range(size.first_long, size.first_long + len(size.long_threads))
    ordinary = [number for number in range(size.articles) if number not in longs]
    step = max(1, len(ordinary) // most)
    return [f"/articles/piece-{number + 1}" for number in ordinary[::step][:most]]

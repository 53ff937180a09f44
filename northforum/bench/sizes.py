"""How large the measured sites are, and how their comments are spread over their articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

# Comments under one article after another, newest first; nine on average, a tenth of the articles without any.
_SPREAD = (4, 12, 0, 24, 2, 8, 16, 1, 20, 3)
_MEAN = 9


@dataclass(frozen=True)
class Size:
    """One site to measure; ``long_threads`` are the numbers of comments of the articles that are looked at singly."""

    name: str
    articles: int
    members: int
    comments: int
    hubs: int
    long_threads: tuple[int, ...]

    @property
    def first_long(self) -> int:
        """Return where the articles with long threads stand, counted from the oldest: on no list of new ones."""
        return self.articles // 5

    def thread_id(self, comments: int) -> int:
        """Return the number of the thread with so many comments, one of ``long_threads``."""
        return self.first_long + self.long_threads.index(comments) + 1

    def thread_sizes(self) -> list[int]:
        """Return the number of comments of each article, the oldest article first."""
        ordinary = self.articles - len(self.long_threads)
        left = self.comments - sum(self.long_threads)
        if ordinary < 1 or left < 0:
            raise ValueError(f"{self.comments} comments do not fit the threads of {self.articles} articles")
        counts = list(_spread(ordinary, left))[::-1]
        return [*counts[: self.first_long], *self.long_threads, *counts[self.first_long :]]


def _spread(articles: int, comments: int) -> Iterator[int]:
    """Share ``comments`` out, newest article first, by the same row of numbers whatever the size of the site."""
    times = -(-comments // (_MEAN * articles)) if comments > _MEAN * articles else 1
    spread = cycle(_SPREAD)
    for article in range(articles):
        is_last = article == articles - 1
        count = comments if is_last else min(comments, times * next(spread))
        comments -= count
        yield count


FULL = Size("full", 100_000, 10_000, 1_000_000, 50, (200, 1_000, 10_000, 100_000))
SMALL = Size("small", 1_000, 1_000, 10_000, 12, (200, 1_000))
QUICK = Size("quick", 300, 200, 6_000, 8, (200, 1_000, 2_000))
TINY = Size("tiny", 40, 30, 500, 4, (60, 200))


def long_slug(comments: int) -> str:
    """Return the slug of the article with a thread of that many comments."""
    return f"thread-of-{comments}"

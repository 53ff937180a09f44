"""What programs are given: always what a stranger may read, whoever asks."""

from northforum.machines.queries.feeds import Feed, feed

__all__ = ["Feed", "feed"]

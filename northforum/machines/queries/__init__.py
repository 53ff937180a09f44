"""What programs are given: always what a stranger may read, whoever asks."""

from northforum.machines.queries.feeds import Feed, feed
from northforum.machines.queries.sitemaps import Line, News, news, sitemap, sitemap_files

__all__ = ["Feed", "Line", "News", "feed", "news", "sitemap", "sitemap_files"]

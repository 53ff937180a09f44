"""What machines read of the reading pages."""

from northforum.pages.serializers.article import news_article
from northforum.pages.serializers.machines import oembed, plain, thread_feed

__all__ = ["news_article", "oembed", "plain", "thread_feed"]

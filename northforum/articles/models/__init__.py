"""Tables of the articles: what is published, where it stands, and who wrote it."""

from northforum.articles.models.article import Article, ArticleState, SlugRedirect
from northforum.articles.models.credits import Author, Byline
from northforum.articles.models.figures import ArchiveMonth, ArticleReads, DayReads, MostRead
from northforum.articles.models.places import ArticleTopic, Section, Topic

__all__ = [
    "ArchiveMonth",
    "Article",
    "ArticleReads",
    "ArticleState",
    "ArticleTopic",
    "Author",
    "Byline",
    "DayReads",
    "MostRead",
    "Section",
    "SlugRedirect",
    "Topic",
]

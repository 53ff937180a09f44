"""Tables of the articles: what is published, where it stands, and who wrote it."""

from northforum.articles.models.article import TEASER, Article, ArticleState, SlugRedirect, is_open, is_scheduled
from northforum.articles.models.credits import Author, AuthorPortrait, Byline
from northforum.articles.models.drafts import PieceDraft
from northforum.articles.models.figures import ArchiveMonth, ArticleReads, DayReads, MostRead
from northforum.articles.models.history import ArticleCorrection, ArticleNote, ArticleRevision, PreviewLink
from northforum.articles.models.pictures import ArticlePicture
from northforum.articles.models.places import ArticleTopic, PlaceKind, PlaceRedirect, Section, Topic
from northforum.articles.models.steps import LEADS_TO, PLAIN_STEPS, TURNS, Step, Turn, states_of

__all__ = [
    "LEADS_TO",
    "PLAIN_STEPS",
    "TEASER",
    "TURNS",
    "ArchiveMonth",
    "Article",
    "ArticleCorrection",
    "ArticleNote",
    "ArticlePicture",
    "ArticleReads",
    "ArticleRevision",
    "ArticleState",
    "ArticleTopic",
    "Author",
    "AuthorPortrait",
    "Byline",
    "DayReads",
    "MostRead",
    "PieceDraft",
    "PlaceKind",
    "PlaceRedirect",
    "PreviewLink",
    "Section",
    "SlugRedirect",
    "Step",
    "Topic",
    "Turn",
    "is_open",
    "is_scheduled",
    "states_of",
]

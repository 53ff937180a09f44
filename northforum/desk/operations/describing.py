"""What the desk does with an author and their portrait at once."""

from northforum.access.actor import SYSTEM, Actor
from northforum.access.verdict import authorize
from northforum.articles import operations as articles, policy, queries
from northforum.articles.models import Author
from northforum.media import operations as media, policy as media_policy


def describe_author(
    actor: Actor,
    author: Author,
    *,
    words: articles.AuthorWords,
    picture: media.KeptFiles | None = None,
    alt: str = "",
    takes_away: bool = False,
) -> Author:
    """Give an author other words, and a portrait when there is a new ``picture``."""
    authorize(policy.may_describe_author(actor, author))
    portrait = articles.Portrait(None if takes_away else queries.portrait_id_of(author.id), alt)
    if picture is not None:
        # Authors without a place at the desk have no library; their own portrait goes there in the site's name.
        owner = actor if media_policy.may_add_picture(actor) else SYSTEM
        portrait = articles.Portrait(media.add_picture(owner, picture, media.Words(alt=alt)).id, alt)
    return articles.rewrite_author(actor, author, words=words, portrait=portrait)

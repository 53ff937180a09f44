"""Keeping authors: what the site says of whom bylines name, and two that are one person."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import AuthorDescribed
from northforum.articles.models import Author, AuthorPortrait, Byline, PlaceKind
from northforum.articles.operations import conversation
from northforum.articles.operations.places import (
    SENT_BEFORE,
    changed,
    checked_slug,
    forget_addresses,
    readdress,
    relabel,
    take_addresses,
)
from northforum.articles.operations.write import flush
from northforum.core import text
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.core.events import emit
from northforum.core.richtext import Rendered
from northforum.members.models import naming

HAS_PIECES = "There are pieces with this name, perhaps drafts. Merge it into another one instead."


@dataclass(frozen=True)
class AuthorWords:
    """What is said of an author; ``links`` one a line. An empty ``slug`` follows from the name, or stays as it is.

    ``handle`` is whose account it is, empty for nobody's; none leaves that as it is, as when authors describe
    themselves.
    """

    name: str
    bio: Rendered
    role: str = ""
    organisation: str = ""
    links: str = ""
    slug: str = ""
    handle: str | None = None


@dataclass(frozen=True)
class Portrait:
    """The picture of an author; no ``picture_id`` takes it away."""

    picture_id: int | None = None
    alt: str = ""


def make_author(actor: Actor, *, words: AuthorWords, form_key: str | None = None) -> Author:
    """Return a new author, or the one that the same form made before.

    Raises
    ------
    Invalid
        By field, when something in ``words`` cannot be used.
    """
    authorize(policy.may_arrange(actor))
    if form_key and (twin := queries.place_of_form(actor, Author, form_key)):
        if (twin.name, twin.bio_source) != (words.name, words.bio.source):
            raise Invalid(form_key=SENT_BEFORE.format(twin.name))
        return twin
    slug = text.slugify(words.name, fallback="author")
    slug = checked_slug(PlaceKind.AUTHOR, words.slug) if words.slug else queries.free_author_slug(slug, ())
    author = Author(slug=slug, name=words.name, form_key=form_key)
    _put_words(author, words)
    db.session.add(author)
    return changed(author)


def rewrite_author(actor: Actor, author: Author, *, words: AuthorWords, portrait: Portrait) -> Author:
    """Give an author other words and another portrait; only editors change name, address and whose account it is.

    Raises
    ------
    Invalid
        By field, when something in ``words`` cannot be used.
    """
    authorize(policy.may_describe_author(actor, author))
    name = words.name or author.name
    if name != author.name or (words.slug and words.slug != author.slug) or words.handle is not None:
        authorize(policy.may_arrange(actor))
    if portrait.picture_id is not None and not portrait.alt:
        raise Invalid(portrait_alt="Describe the portrait for readers who cannot see it.")
    slug = checked_slug(PlaceKind.AUTHOR, words.slug, author.id) if words.slug else author.slug
    was_member = author.member_id
    was_called, author.name = author.name, name
    _put_words(author, words)
    readdress(author, slug)
    _put_portrait(author, portrait)
    changed(author)
    if author.member_id != was_member:
        _tell_threads(author)
    if (author.name, author.member_id) != (was_called, was_member):
        relabel(author)
    return author


def merge_authors(actor: Actor, author: Author, *, into: Author) -> Author:
    """Let ``into`` have the pieces, the addresses and the account of ``author``, who is the same person.

    What the site says of ``into`` stays; where it says nothing, it takes what it said of the other.

    Raises
    ------
    Invalid
        Under ``into``, when both are the same row, or are two members.
    """
    authorize(policy.may_arrange(actor))
    if author.id == into.id:
        raise Invalid(into="That is this very author. Name the other one.")
    if author.member_id and into.member_id:
        raise Invalid(into="Each of the two has an account of their own, so they are two people.")
    member_id = author.member_id or into.member_id
    author.member_id = None
    flush()
    into.member_id = member_id
    _take_words(author, into)
    _take_pieces(author, into)
    take_addresses(author, into)
    db.session.delete(author)
    changed(into)
    _tell_threads(into)
    relabel(into)
    return into


def close_author(actor: Actor, author: Author) -> str:
    """Forget an author whom no piece names; return the name.

    Raises
    ------
    Conflict
        When a piece in whatever state names them.
    """
    authorize(policy.may_arrange(actor))
    if queries.is_in_use(author):
        raise Conflict(HAS_PIECES)
    name = author.name
    forget_addresses(author)
    db.session.execute(delete(AuthorPortrait).where(AuthorPortrait.author_id == author.id))
    emit(AuthorDescribed(author.id))
    db.session.delete(author)
    flush()
    return name


def _put_words(author: Author, words: AuthorWords) -> None:
    author.bio_source, author.bio_html = words.bio.source, words.bio.html
    author.role, author.organisation = words.role, words.organisation
    author.links_text = naming.clean_links(words.links.split("\n"))
    if words.handle is None:
        return
    handle = words.handle.removeprefix("@").strip().lower()
    member = next(iter(queries.members_by_handle({handle})), None) if handle else None
    if handle and member is None:
        raise Invalid(handle=f"There is no member @{handle}.")
    if member and queries.has_other_author(member.id, author.id):
        raise Invalid(handle=f"@{handle} writes under another name already. Merge the two.")
    author.member_id = member.id if member else None


def _put_portrait(author: Author, portrait: Portrait) -> None:
    db.session.execute(delete(AuthorPortrait).where(AuthorPortrait.author_id == author.id))
    if portrait.picture_id is not None:
        db.session.add(AuthorPortrait(author_id=author.id, picture_id=portrait.picture_id, alt=portrait.alt))


def _take_words(author: Author, into: Author) -> None:
    if not into.bio_html:
        into.bio_source, into.bio_html = author.bio_source, author.bio_html
    for name in ("role", "organisation", "links_text"):
        setattr(into, name, getattr(into, name) or getattr(author, name))
    own = select(AuthorPortrait.author_id).where(AuthorPortrait.author_id == into.id)
    of_author = AuthorPortrait.author_id == author.id
    if db.session.scalar(own) is None:
        db.session.execute(update(AuthorPortrait).where(of_author).values(author_id=into.id))
    db.session.execute(delete(AuthorPortrait).where(of_author))


def _take_pieces(author: Author, into: Author) -> None:
    has_both = select(Byline.article_id).where(Byline.author_id == into.id)
    of_author = Byline.author_id == author.id
    db.session.execute(delete(Byline).where(of_author, Byline.article_id.in_(has_both)))
    db.session.execute(update(Byline).where(of_author).values(author_id=into.id))


def _tell_threads(author: Author) -> None:
    """Let the discussions of the author's pieces know who answers there as their author."""
    for article in queries.articles_naming(author.id):
        conversation.follow(article)

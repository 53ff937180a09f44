"""Sections, topics and authors: the words under which articles are found."""

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.articles import policy, queries
from northforum.articles.events import AuthorDescribed, SectionChanged, TopicChanged
from northforum.articles.models import Author, Section, Topic
from northforum.core import text
from northforum.core.db import db
from northforum.core.errors import Invalid
from northforum.core.events import emit
from northforum.core.richtext import Rendered

# What a new site begins with; its editors add their own.
DEFAULT_SECTIONS = (
    ("opinion", "Opinion", "Arguments with a name under them, open to yours."),
    ("news", "News", "What has opened, closed, changed hands or been decided."),
    ("places", "Places", "Where the work is done, and what it takes to stay there."),
    ("people", "People", "Those who make things, in their own words and in ours."),
    ("practice", "Practice", "How it is done, by people who do it."),
)


def add_default_sections(actor: Actor) -> None:
    """Give a new site its first sections."""
    for position, (slug, name, description) in enumerate(DEFAULT_SECTIONS):
        add_section(actor, slug=slug, name=name, description=description, position=position)


def add_section(actor: Actor, *, slug: str, name: str, description: str = "", position: int = 0) -> Section:
    """Return the section ``slug``, which is new or gets this name, description and place in the navigation."""
    authorize(policy.may_arrange(actor))
    _check_slug(slug)
    section = queries.section_row(slug) or Section(slug=slug)
    section.name, section.description, section.position = name, description, position
    db.session.add(section)
    db.session.flush()
    queries.forget_navigation()
    emit(SectionChanged(section.id))
    return section


def add_topic(actor: Actor, *, slug: str, name: str, description: str = "") -> Topic:
    """Return the topic ``slug``, which is new or gets this name and description."""
    authorize(policy.may_arrange(actor))
    _check_slug(slug)
    topic = next(iter(queries.topics_by_slug([slug])), None) or Topic(slug=slug)
    topic.name, topic.description = name, description
    db.session.add(topic)
    db.session.flush()
    emit(TopicChanged(topic.id))
    return topic


def describe_author(actor: Actor, *, name: str, bio: Rendered, handle: str = "") -> Author:
    """Return the author ``name``, who is new or known, with ``bio`` as what the site says of them.

    Raises
    ------
    Invalid
        Under ``handle``, when there is no such member.
    """
    authorize(policy.may_arrange(actor))
    member = next(iter(queries.members_by_handle({handle})), None) if handle else None
    if handle and member is None:
        raise Invalid(handle=f"There is no member @{handle}.")
    known = queries.authors_named({name}, [member.id] if member else [])
    author = known[0] if known else Author(slug=queries.free_author_slug(text.slugify(name), set()), name=name)
    if member:
        author.member_id = member.id
    author.bio_source, author.bio_html = bio.source, bio.html
    db.session.add(author)
    db.session.flush()
    emit(AuthorDescribed(author.id))
    return author


def _check_slug(slug: str) -> None:
    if not slug or text.slugify(slug, fallback="") != slug:
        raise Invalid(slug="Use letters a to z, figures and hyphens.")

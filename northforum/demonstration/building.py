"""Making the demonstration site with the product's own operations: what breaks there breaks here.

Everything is made in one transaction, so that a start that is interrupted leaves an empty database, not half a site.
The clock is set to each moment in turn, and public ids come from a seeded source, so that two builds are equal.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from flask import Flask

from northforum.access.actor import SYSTEM, Actor
from northforum.access.audience import Audience
from northforum.access.roles import HubRole, Role
from northforum.articles import operations as articles
from northforum.articles.models import Article
from northforum.core import clock, local_time, outbox, passwords, richtext, site_mark
from northforum.core.db import db, seeded_ids, transaction
from northforum.demonstration import reading, shaping
from northforum.demonstration.accounts import PASSWORD
from northforum.demonstration.reading import Entry
from northforum.discussion import operations as discussion, queries as discussion_queries
from northforum.discussion.models import Comment
from northforum.hubs import operations as hubs
from northforum.hubs.models import Hub, HubKind, HubVisibility, Joining
from northforum.members import operations as members
from northforum.moderation import operations as moderation
from northforum.moderation.models import Action, Reason

OPENED = datetime(2026, 8, 31, 8, 0, tzinfo=UTC)
FINISHED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SEED = 1819

Progress = Callable[[int, int], None]


def build(app: Flask, progress: Progress) -> None:
    """Fill the empty database of ``app``; ``progress(done, total)`` is told of each article."""
    coming = _next_week()
    same_each_time = random.Random(SEED)  # noqa: S311 - nothing of a demonstration is secret
    with _set_back_in_time(), seeded_ids(same_each_time), transaction(app):
        site_mark.mark(site_mark.DEMONSTRATION, "yes")
        actors = _people()
        _vocabulary()
        _hubs(actors)
        shaping.wear_badges(actors)
        pieces = reading.articles()
        for number, piece in enumerate(pieces, 1):
            _article(piece, actors, coming)
            progress(number, len(pieces))
        shaping.settle()
    # What marks, badges and notifications leave to the worker; nobody is written to.
    with _set_back_in_time(), seeded_ids(same_each_time):
        _at(FINISHED)
        outbox.run_until_idle(app)


@contextmanager
def _set_back_in_time() -> Iterator[None]:
    _at(OPENED)
    try:
        yield
    finally:
        clock.set_source(None)


def _at(moment: datetime) -> None:
    clock.set_source(lambda: moment)


def _people() -> dict[str, Actor]:
    """Return every person of the site by handle, as somebody who can act."""
    hashed = passwords.hash_password(PASSWORD)
    actors = {}
    for number, entry in enumerate(reading.entries("member")):
        _at(OPENED + timedelta(hours=7 * number))
        roles = [Role(role) for role in entry.many("roles")]
        member = members.add_member(SYSTEM, _details(entry, hashed), roles=roles)
        actors[member.handle] = Actor(
            member_id=member.id, handle=member.handle, name=member.name, tone=member.tone, roles=frozenset(roles)
        )
    return actors


def _details(entry: Entry, hashed: str) -> members.MemberDetails:
    return members.MemberDetails(
        name=entry.text("name"),
        email=entry.text("email"),
        password_hash=hashed,
        headline=entry.text("headline"),
        bio=entry.text("bio"),
        place=entry.text("place"),
        organisation=entry.text("organisation"),
        links=entry.many("links"),
    )


def _vocabulary() -> None:
    for position, entry in enumerate(reading.entries("section")):
        articles.add_section(SYSTEM, **_words(entry), position=position)
    for entry in reading.entries("topic"):
        articles.add_topic(SYSTEM, **_words(entry))


def _words(entry: Entry) -> dict[str, str]:
    return {name: entry.text(name) for name in ("slug", "name", "description")}


def _hubs(actors: dict[str, Actor]) -> None:
    for entry in reading.entries("hub"):
        hosts = [actors[handle] for handle in entry.many("hosts")]
        hub = hubs.found_hub(SYSTEM, _hub_details(entry), slug=entry.text("slug"), hosts=[_id(host) for host in hosts])
        for handle in entry.many("members"):
            if actors[handle] not in hosts:
                _into(hub, actors[handle])


def _into(hub: Hub, actor: Actor) -> None:
    """Let the actor in the way the hub takes members."""
    if hub.joining is Joining.OPEN:
        hubs.join_hub(actor, hub)
    else:
        hubs.admit_member(SYSTEM, hub, _id(actor), role=HubRole.MEMBER)


def _hub_details(entry: Entry) -> hubs.HubDetails:
    return hubs.HubDetails(
        name=entry.text("name"),
        kind=HubKind(entry.text("kind")),
        place=entry.text("place"),
        about=richtext.profile(entry.text("about")),
        summary=entry.text("summary"),
        district=entry.text("district"),
        offers="\n".join(entry.many("offers")),
        links_text="\n".join(entry.many("links")),
        question=entry.text("question"),
        visibility=HubVisibility(entry.text("visibility")),
        joining=Joining(entry.text("joining")),
    )


def _next_week() -> datetime:
    """Return a morning that is still to come, whenever the site is made: one piece is published by itself then."""
    day = clock.now() + timedelta(days=7)
    return local_time.read(f"{day:%Y-%m-%d}T07:00")


def _article(entry: Entry, actors: dict[str, Actor], coming: datetime) -> None:
    published: datetime = entry["published"].astimezone(UTC)
    _at(published - timedelta(hours=3))
    for byline in entry.many("byline"):
        bio = richtext.profile(byline.get("bio", "").strip())
        articles.describe_author(SYSTEM, name=byline["name"], bio=bio, handle=byline.get("member", ""))
    article = articles.write_article(SYSTEM, _piece(entry))
    hubs.name_hubs(SYSTEM, article, entry.many("hubs"))
    if entry["state"] == "published":
        _at(published)
        articles.publish_article(SYSTEM, article)
        _conversation(entry, article, actors)
    if entry["state"] == "scheduled":
        articles.schedule_article(SYSTEM, article, at=coming)


def _piece(entry: Entry) -> articles.Piece:
    names = {topic["slug"]: topic.text("name") for topic in reading.entries("topic")}
    bylines = [
        articles.BylineEntry(
            name=byline["name"],
            role=byline.get("role", ""),
            organisation=byline.get("organisation", ""),
            interest=byline.get("interest", ""),
            handle=byline.get("member", ""),
        )
        for byline in entry.many("byline")
    ]
    return articles.Piece(
        headline=entry.text("headline"),
        standfirst=entry.text("standfirst"),
        body=articles.rendered_body(entry["body"]),
        section=entry.text("section"),
        topics=tuple(names[topic] for topic in entry.many("topics")),
        bylines=tuple(bylines),
        hero=articles.Hero(
            alt=entry.text("hero_alt"), caption=entry.text("hero_caption"), credit=entry.text("hero_credit")
        ),
        social=articles.Social(description=entry.text("social_description")),
        audience=Audience(entry.text("audience")),
        slug=entry.text("slug"),
    )


def _conversation(entry: Entry, article: Article, actors: dict[str, Actor]) -> None:
    public_ids: dict[str, str] = {}
    for said in reading.comments(article.slug):
        _at(reading.said_at(entry, said))
        text = said.text("text")
        # Whoever corrects a comment had left off its last character at first.
        first = text[:-1] if said.get("edited") else text
        actor = actors[said["by"]]
        thread = discussion_queries.owned_thread(article.thread_id or 0)
        comment = discussion.post_comment(
            actor,
            thread,
            body=richtext.comment(first),
            parent=public_ids.get(said.text("parent")),
            form_key=f"{article.id}-{said['id']}",
        )
        public_ids[said["id"]] = comment.public_id
        if said.get("edited"):
            _at(reading.said_at(entry, said) + timedelta(minutes=25))
            discussion.edit_comment(actor, comment, body=richtext.comment(text), version=comment.version)
        if said.get("withdrawn"):
            _at(reading.said_at(entry, said) + timedelta(minutes=40))
            discussion.withdraw_comment(actor, comment)
        _judged(said, comment, actors)
        shaping.honour(article.slug, said["id"], comment, actors)
    db.session.flush()


def _judged(said: Entry, comment: Comment, actors: dict[str, Actor]) -> None:
    """Let members report a comment and a moderator remove it, where the content says so."""
    if report := said.get("reported"):
        reason, detail = Reason(report["reason"]), report["detail"]
        moderation.report_comment(actors[report["by"]], comment, reason=reason, version=comment.version, detail=detail)
    if removed := said.get("removed"):
        ruling = moderation.Ruling(Action.REMOVE, comment.version, Reason(removed["reason"]), removed["note"])
        moderation.decide(actors[removed["by"]], comment, ruling=ruling)


def _id(actor: Actor) -> int:
    assert actor.member_id is not None  # noqa: S101 - everybody here is a member
    return actor.member_id

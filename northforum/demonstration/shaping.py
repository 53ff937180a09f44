"""How the demonstration site's discussions go on: their settings, what readers respect and editors pick, and badges."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from northforum.access.actor import SYSTEM, Actor
from northforum.core import richtext
from northforum.core.db import db
from northforum.demonstration import reading
from northforum.discussion import operations as discussion
from northforum.discussion.models import Comment, Thread, ThreadMode, ThreadState
from northforum.hubs import operations as hubs, queries as hubs_queries

EDITOR = "harriet-thwaite"


def honour(slug: str, name: str, comment: Comment, actors: Mapping[str, Actor]) -> None:
    """Let members respect a comment, and editors pick and pin it, where the content says so."""
    for entry in reading.entries("honour"):
        if (entry["article"], entry["comment"]) != (slug, name):
            continue
        for handle in entry.many("respected"):
            if actors[handle].member_id != comment.author_id:
                discussion.respect_comment(actors[handle], comment)
        if entry.get("picked"):
            discussion.pick_comment(actors[EDITOR], comment)
        if entry.get("pinned"):
            discussion.pin_comment(actors[EDITOR], comment)


def settle() -> None:
    """Give discussions their settings."""
    for entry in reading.entries("setting"):
        thread = db.session.scalars(select(Thread).where(Thread.path == f"/articles/{entry['article']}")).one()
        steering = discussion.Steering(
            state=ThreadState(entry.text("state") or "open"),
            mode=ThreadMode(entry.text("mode") or "discussion"),
            slow_minutes=int(entry.get("slow_minutes", 0)),
            guidelines=richtext.profile(entry.text("guidelines")),
        )
        discussion.steer_thread(SYSTEM, thread, steering=steering, version=thread.settings_version)


def wear_badges(actors: Mapping[str, Actor]) -> None:
    """Let some members wear the badge of a hub of theirs."""
    for entry in reading.entries("badge"):
        actor = actors[entry["member"]]
        inside = replace(actor, hub_roles=hubs_queries.roles_of(actor.member_id or 0))
        hubs.wear_badge(inside, hubs_queries.visible_hub(inside, entry["hub"]))

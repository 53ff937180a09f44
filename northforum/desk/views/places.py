"""Sections and topics, kept by editors: made, renamed, described, ordered, merged and closed."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor
from northforum.articles import operations as articles, queries
from northforum.articles.models import Section, Topic
from northforum.core.errors import Invalid
from northforum.core.forms import asked_words
from northforum.desk import forms, links
from northforum.desk.views.blueprint import bp, for_editors
from northforum.desk.views.stale import still_at

KINDS: dict[str, Any] = {"sections": Section, "topics": Topic}
SECTIONS, TOPICS = {"kind": "sections"}, {"kind": "topics"}


@bp.route("/desk/sections", methods=["GET", "POST"], defaults=SECTIONS)
@bp.route("/desk/topics", methods=["GET", "POST"], defaults=TOPICS)
@for_editors
def places(kind: str) -> ResponseReturnValue:
    """Show the sections or the topics, and make another one."""
    form = forms.NewPlaceForm()
    if request.method == "GET":
        return _places(kind, form)
    if place := form.submit(articles.make_place, current_actor(), KINDS[kind]):
        flash(f"“{place.name}” is there.", "success")
        return redirect(links.places_url(kind), 303)
    return _places(kind, form), Invalid.status


@bp.route("/desk/sections/<slug>", methods=["GET", "POST"], defaults=SECTIONS)
@bp.route("/desk/topics/<slug>", methods=["GET", "POST"], defaults=TOPICS)
@for_editors
def place(kind: str, slug: str) -> ResponseReturnValue:
    """Give a section or a topic other words or another address."""
    found = _found(kind, slug)
    form = forms.PlaceForm.of(found)
    if request.method == "GET":
        return _place(kind, found, form=form)
    if form.submit(articles.describe_place, current_actor(), found):
        flash("Saved.", "success")
        return redirect(links.place_url(kind, found), 303)
    return _place(kind, found, form=form), Invalid.status


@bp.post("/desk/sections/<slug>/move")
@for_editors
def move_section(slug: str) -> ResponseReturnValue:
    """Let a section stand elsewhere in the navigation."""
    section = _found("sections", slug)
    form = forms.OrderForm()
    if form.submit(articles.move_section, current_actor(), section) is None:
        raise Invalid("The button had lost its place. Open the page again.")
    return redirect(links.places_url("sections", section), 303)


@bp.post("/desk/sections/<slug>/close", defaults=SECTIONS)
@bp.post("/desk/topics/<slug>/close", defaults=TOPICS)
@for_editors
def close_place(kind: str, slug: str) -> ResponseReturnValue:
    """Close a section or a topic that no piece names."""
    name = forms.ButtonForm().submit(articles.close_place, current_actor(), _found(kind, slug))
    flash(f"“{name}” is closed.", "success")
    return redirect(links.places_url(kind), 303)


@bp.post("/desk/topics/<slug>/merge")
@for_editors
def merge_topics(slug: str) -> ResponseReturnValue:
    """Let another topic have the pieces, the followers and the address of this one."""
    topic = _found("topics", slug)
    form, name = forms.MergeForm(), topic.name
    if into := form.submit(articles.merge_topics, current_actor(), topic):
        flash(f"“{name}” is now a part of “{into.name}”, with its pieces and its followers.", "success")
        return redirect(links.place_url("topics", into), 303)
    return _place("topics", topic, merging=form), Invalid.status


def _found(kind: str, slug: str) -> Any:
    return still_at(queries.place_at_desk(KINDS[kind], slug), slug)


def _places(kind: str, form: forms.NewPlaceForm) -> str:
    words, after = asked_words(), request.args.get("after")
    page = queries.topics_at_desk(words, after) if kind == "topics" else None
    return render_template(
        "desk/places.html",
        kind=kind,
        form=form,
        words=words,
        places=page.items if page else queries.sections_at_desk(),
        older_url=links.places_url(kind, q=words, after=page.next_cursor) if page and page.next_cursor else "",
        first_url=links.places_url(kind, q=words) if after else "",
    )


def _place(kind: str, found: Section | Topic, **given: Any) -> str:
    return render_template(
        "desk/place.html",
        kind=kind,
        place=found,
        is_empty=not queries.is_in_use(found),
        form=given.get("form") or forms.PlaceForm.of(found),
        merging=given.get("merging") or forms.MergeForm(),
    )

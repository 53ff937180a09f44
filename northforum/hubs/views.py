"""Pages of the hubs: directory, members, the ways in and out, and the hosts' own."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone, current_actor, signed_in
from northforum.access.verdict import authorize
from northforum.core import ratelimit
from northforum.core.errors import BadRequest
from northforum.discussion import queries as discussion_queries
from northforum.hubs import forms, links, operations, policy, queries
from northforum.hubs.models import Hub, HubKind
from northforum.members import queries as members_queries

bp = Blueprint("hubs", __name__)
THREADS = 40
# Asking writes to every host of a hub.
JOINS = ratelimit.Limit("join hub", "30 per hour")
# Names stand on every page, and each change makes all of them out of date.
BADGES = ratelimit.Limit("badge of a hub", "10 per hour")
_ASKED = "The hosts of {} have been asked. You will hear from them by e-mail."


@bp.get("/hubs")
@anyone
def directory() -> ResponseReturnValue:
    """Show every hub that the reader may know of, under its place."""
    kind = _kind_named(request.args.get("kind"))
    places = queries.hub_list(current_actor(), kind)
    return render_template("hubs/directory.html", places=places, kinds=list(HubKind), kind=kind)


@bp.get("/hubs/<slug>/members")
@anyone
def members(slug: str) -> ResponseReturnValue:
    """Show who is in a hub, newest first."""
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_look_inside(current_actor(), hub))
    page = queries.members_of(current_actor(), hub, request.args.get("after"))
    return render_template("hubs/members.html", hub=hub, page=page)


@bp.get("/hubs/<slug>/discussions")
@anyone
def discussions(slug: str) -> ResponseReturnValue:
    """Show the discussions that concern a hub, newest first."""
    actor, after = current_actor(), request.args.get("after") or None
    hub = queries.visible_hub(actor, slug)
    page = discussion_queries.threads_of_hub(actor, hub.id, after, THREADS)
    return render_template(
        "hubs/discussions.html",
        hub=hub,
        threads=page.items,
        unread=discussion_queries.unread_counts(actor, [thread.id for thread in page.items]),
        is_open_inside=bool(policy.may_look_inside(actor, hub)),
        older_url=links.discussions_url(hub, page.next_cursor) if page.next_cursor else "",
        first_url=links.discussions_url(hub) if after else "",
    )


@bp.post("/hubs/<slug>/badge")
@signed_in
def wear_badge(slug: str) -> ResponseReturnValue:
    """Put on a hub's badge; with the field ``take``, take it off."""
    ratelimit.hit(BADGES, str(current_actor().member_id))
    hub = queries.visible_hub(current_actor(), slug)
    takes = bool(request.form.get("take"))
    forms.ConfirmForm().submit(operations.take_off_badge if takes else operations.wear_badge, current_actor(), hub)
    said = "You wear no badge any more." if takes else f"{hub.name} stands beside your name now."
    flash(said, "success")
    return redirect(links.hub_url(hub), 303)


@bp.get("/hubs/new")
@signed_in
def show_found() -> ResponseReturnValue:
    """Show the form for a new hub."""
    authorize(policy.may_found(current_actor()))
    return render_template("hubs/found.html", form=forms.FoundHubForm())


@bp.post("/hubs/new")
@signed_in
def found() -> ResponseReturnValue:
    """Open a hub whose first host is the reader."""
    authorize(policy.may_found(current_actor()))
    form = forms.FoundHubForm()
    if hub := form.submit(operations.found_hub, current_actor()):
        flash(f"{hub.name} is open. You are its host.", "success")
        return redirect(links.hub_url(hub))
    return render_template("hubs/found.html", form=form), 422


@bp.get("/hubs/<slug>/edit")
@signed_in
def show_describe(slug: str) -> ResponseReturnValue:
    """Show the form that changes a hub's page."""
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_describe(current_actor(), hub))
    return render_template("hubs/describe.html", hub=hub, form=forms.DescribeHubForm.of(hub))


@bp.post("/hubs/<slug>/edit")
@signed_in
def describe(slug: str) -> ResponseReturnValue:
    """Change what a hub says of itself."""
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_describe(current_actor(), hub))
    form = forms.DescribeHubForm()
    if form.submit(operations.describe_hub, current_actor(), hub):
        flash(f"The page of {hub.name} is saved.", "success")
        return redirect(links.hub_url(hub))
    form.read_again(hub)
    return render_template("hubs/describe.html", hub=hub, form=form), 422


@bp.get("/hubs/<slug>/join")
@signed_in
def show_join(slug: str) -> ResponseReturnValue:
    """Show what joining a hub means, with its hosts' question."""
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_join(current_actor(), hub))
    if queries.membership_of(current_actor(), hub):
        return redirect(links.hub_url(hub))
    return render_template("hubs/join.html", hub=hub, form=forms.JoinHubForm())


@bp.post("/hubs/<slug>/join")
@signed_in
def join(slug: str) -> ResponseReturnValue:
    """Join a hub, or ask its hosts."""
    ratelimit.hit(JOINS, str(current_actor().member_id))
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_join(current_actor(), hub))
    form = forms.JoinHubForm()
    if membership := form.submit(operations.join_hub, current_actor(), hub):
        flash(f"You are a member of {hub.name}." if membership.is_active else _ASKED.format(hub.name), "success")
        return redirect(links.hub_url(hub))
    return render_template("hubs/join.html", hub=hub, form=form), 422


@bp.get("/hubs/<slug>/leave")
@signed_in
def show_leave(slug: str) -> ResponseReturnValue:
    """Ask once before a membership ends."""
    hub = queries.visible_hub(current_actor(), slug)
    membership = queries.membership_of(current_actor(), hub)
    if membership is None:
        return redirect(links.hub_url(hub))
    return render_template("hubs/leave.html", hub=hub, membership=membership, form=forms.ConfirmForm())


@bp.post("/hubs/<slug>/leave")
@signed_in
def leave(slug: str) -> ResponseReturnValue:
    """Leave a hub, or take back the wish to join it."""
    hub = queries.visible_hub(current_actor(), slug)
    membership = queries.membership_of(current_actor(), hub)
    form = forms.ConfirmForm()
    if form.submit(operations.leave_hub, current_actor(), hub):
        flash(f"You have left {hub.name}." if membership else f"You are not a member of {hub.name}.", "success")
        return redirect(links.directory_url() if hub.is_secret else links.hub_url(hub))
    return render_template("hubs/leave.html", hub=hub, membership=membership, form=form), 422


@bp.get("/hubs/<slug>/requests")
@signed_in
def requests(slug: str) -> ResponseReturnValue:
    """Show the hosts who would like to join."""
    hub = queries.visible_hub(current_actor(), slug)
    authorize(policy.may_decide_requests(current_actor(), hub))
    return render_template("hubs/requests.html", hub=hub, requests=queries.requests_of(hub))


@bp.post("/hubs/<slug>/requests/<handle>/accept")
@signed_in
def accept_request(slug: str, handle: str) -> ResponseReturnValue:
    """Let somebody in."""
    hub = queries.visible_hub(current_actor(), slug)
    return _decide(hub, handle, operations.accept_request, "{name} is a member of {hub} now.")


@bp.post("/hubs/<slug>/requests/<handle>/decline")
@signed_in
def decline_request(slug: str, handle: str) -> ResponseReturnValue:
    """Say no to somebody."""
    hub = queries.visible_hub(current_actor(), slug)
    return _decide(hub, handle, operations.decline_request, "The request of {name} to join {hub} was declined.")


def _decide(hub: Hub, handle: str, decision: Callable[..., object], sentence: str) -> ResponseReturnValue:
    member = members_queries.visible_member(current_actor(), handle)
    forms.ConfirmForm().submit(decision, current_actor(), hub, member.id)
    flash(sentence.format(name=member.name, hub=hub.name), "success")
    return redirect(links.requests_url(hub))


def _kind_named(raw: str | None) -> HubKind | None:
    kinds = {kind.value: kind for kind in HubKind}
    if raw and raw not in kinds:
        raise BadRequest("There is no such kind of hub.")
    return kinds.get(raw or "")

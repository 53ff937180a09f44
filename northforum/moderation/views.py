"""Reporting a comment, and the moderators' pages."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.actor import Actor
from northforum.access.current import current_actor, requires, signed_in
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.core import ratelimit
from northforum.core.pagination import Page
from northforum.discussion import queries as discussion_queries, serializers as discussion_serializers
from northforum.discussion.models import Comment
from northforum.moderation import links, operations, policy, queries
from northforum.moderation.forms import DecideForm, ReportForm
from northforum.moderation.models import Action

bp = Blueprint("moderation", __name__)
for_moderators = requires(Role.MODERATOR)
# A report asks for somebody's time.
REPORTS = ratelimit.Limit("report comment", "20 per hour")
DONE = {
    Action.HOLD: "The comment is held. Its writer reads why.",
    Action.REMOVE: "The comment is removed. Its writer reads why.",
    Action.RESTORE: "The comment can be read.",
    Action.KEEP: "The comment stays as it is.",
}


@bp.route("/comments/<public_id>/report", methods=["GET", "POST"])
@signed_in
def report_comment(public_id: str) -> ResponseReturnValue:
    """Ask moderators to look at a comment; afterwards, tell what came of it."""
    actor = current_actor()
    comment = discussion_queries.visible_comment(actor, public_id)
    if request.method == "GET":
        return _report_page(actor, comment, ReportForm(version=comment.version))
    ratelimit.hit(REPORTS, str(actor.member_id))
    form = ReportForm()
    if form.submit(operations.report_comment, actor, comment):
        return redirect(links.report_url(comment), 303)
    return _report_again(actor, public_id, form)


@bp.get("/moderation")
@for_moderators
def pending() -> ResponseReturnValue:
    """Show the comments that wait for a moderator, the longest wait first."""
    return _queue("pending", queries.pending)


@bp.get("/moderation/reported")
@for_moderators
def reported() -> ResponseReturnValue:
    """Show the comments that were reported, the oldest first."""
    return _queue("reported", queries.reported)


@bp.get("/moderation/decided")
@for_moderators
def decided() -> ResponseReturnValue:
    """Show the comments about which something was decided, the latest decision first."""
    return _queue("decided", queries.decided)


@bp.route("/moderation/comments/<public_id>", methods=["GET", "POST"])
@for_moderators
def decide(public_id: str) -> ResponseReturnValue:
    """Look at one comment and decide about it."""
    actor = current_actor()
    authorize(policy.may_moderate(actor))
    comment = discussion_queries.visible_comment(actor, public_id)
    if request.method == "GET":
        item = queries.item_of(comment)
        return render_template("moderation/decide.html", item=item, form=DecideForm.of(item))
    form = DecideForm()
    if decision := form.submit(operations.decide, actor, comment):
        flash(DONE[decision.action], "success")
        return redirect(links.queue_url(form.back_to), 303)
    return _decide_again(actor, public_id, form)


@bp.get("/moderation/log")
@for_moderators
def log() -> ResponseReturnValue:
    """Show every decision, the latest first."""
    authorize(policy.may_moderate(current_actor()))
    page, counts = queries.log(request.args.get("after")), queries.counts(current_actor())
    return render_template("moderation/log.html", page=page, counts=counts)


def _queue(tab: str, listed: Callable[[Actor, str | None], Page[queries.Item]]) -> ResponseReturnValue:
    actor, after = current_actor(), request.args.get("after")
    authorize(policy.may_moderate(actor))
    page = listed(actor, after)
    entries = [(item, DecideForm.of(item, tab)) for item in page.items]
    older_url = links.queue_url(tab, page.next_cursor) if page.next_cursor else ""
    first_url = links.queue_url(tab) if after else ""
    return render_template(
        "moderation/queue.html",
        tab=tab,
        entries=entries,
        counts=queries.counts(actor),
        older_url=older_url,
        first_url=first_url,
    )


def _decide_again(actor: Actor, public_id: str, form: DecideForm) -> ResponseReturnValue:
    item = queries.item_of(discussion_queries.visible_comment(actor, public_id))
    form.look_again(item)
    return render_template("moderation/decide.html", item=item, form=form), form.status


def _report_page(actor: Actor, comment: Comment, form: ReportForm) -> ResponseReturnValue:
    standing = queries.standing(actor, comment)
    if standing.report is not None:
        return render_template("moderation/reported.html", comment=comment, thread=comment.thread, standing=standing)
    authorize(policy.may_report(actor, comment))
    view = discussion_serializers.comment_view(actor, comment)
    return render_template("moderation/report.html", form=form, **view._asdict())


def _report_again(actor: Actor, public_id: str, form: ReportForm) -> ResponseReturnValue:
    comment = discussion_queries.visible_comment(actor, public_id)
    form.version.data = comment.version
    view = discussion_serializers.comment_view(actor, comment)
    return render_template("moderation/report.html", form=form, **view._asdict()), form.status

"""The library: all pictures, and one with what is said of it and where it is shown."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, requires
from northforum.access.roles import Role
from northforum.access.verdict import authorize
from northforum.core import images, ratelimit
from northforum.core.errors import Invalid
from northforum.core.forms import asked_words
from northforum.core.web_app import BODY_LIMIT, accepts_upload
from northforum.library import forms, links, queries
from northforum.media import operations as media, policy, queries as media_queries, serializers
from northforum.media.models import Picture

bp = Blueprint("library", __name__)
at_desk = requires(Role.CONTRIBUTOR, Role.EDITOR)
UPLOAD_LIMIT = images.BYTE_LIMIT + BODY_LIMIT
UPLOADS = ratelimit.Limit("upload a picture", "300 per hour")


@bp.get("/desk/pictures")
@at_desk
def pictures() -> ResponseReturnValue:
    """Show the library, newest first, or give it to a program."""
    if not _wants_json():
        return _library(forms.UploadForm())
    page = media_queries.library(current_actor(), words=asked_words(), after=request.args.get("after"))
    return jsonify(pictures=[serializers.told(row) for row in page.items], next=page.next_cursor)


@bp.post("/desk/pictures")
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def add_picture() -> ResponseReturnValue:
    """Put a picture into the library."""
    ratelimit.hit(UPLOADS, str(current_actor().member_id))
    form = forms.UploadForm()
    picture = form.submit(media.add_picture, current_actor())
    if _wants_json():
        return _told(form, picture)
    if picture is None:
        return _library(form), Invalid.status
    flash("The picture is in the library. Say what it shows.", "success")
    return redirect(links.picture_url(picture))


@bp.get("/desk/pictures/<public_id>")
@at_desk
def picture(public_id: str) -> ResponseReturnValue:
    """Show one picture, what is said of it and where it is shown."""
    return _page(media_queries.picture(current_actor(), public_id))


@bp.post("/desk/pictures/<public_id>")
@at_desk
def describe_picture(public_id: str) -> ResponseReturnValue:
    """Give a picture other words, and the point that crops keep."""
    picture = media_queries.picture(current_actor(), public_id)
    form = forms.PictureForm()
    if form.submit(media.describe_picture, current_actor(), picture):
        flash("Saved.", "success")
        return redirect(links.picture_url(picture))
    return _page(picture, form=form), Invalid.status


@bp.post("/desk/pictures/<public_id>/file")
@accepts_upload(UPLOAD_LIMIT)
@at_desk
def replace_picture(public_id: str) -> ResponseReturnValue:
    """Let another picture stand at the same address, on every page that shows it."""
    picture = media_queries.picture(current_actor(), public_id)
    authorize(policy.may_change_picture(current_actor(), picture))
    ratelimit.hit(UPLOADS, str(current_actor().member_id))
    form = forms.ReplaceForm(picture)
    if form.submit(media.replace_picture, current_actor(), picture):
        flash("Replaced. Every page that shows it has the new picture.", "success")
        return redirect(links.picture_url(picture))
    return _page(picture, replacing=form), Invalid.status


@bp.get("/desk/pictures/<public_id>/remove")
@at_desk
def confirm_remove(public_id: str) -> ResponseReturnValue:
    """Ask whether a picture shall be removed, or say where it is still shown."""
    picture = media_queries.picture(current_actor(), public_id)
    authorize(policy.may_change_picture(current_actor(), picture))
    return render_template("library/remove.html", picture=picture, uses=queries.uses(current_actor(), picture))


@bp.post("/desk/pictures/<public_id>/remove")
@at_desk
def remove_picture(public_id: str) -> ResponseReturnValue:
    """Remove a picture that nothing shows."""
    picture = media_queries.picture(current_actor(), public_id)
    forms.ButtonForm().submit(media.remove_picture, current_actor(), picture)
    flash("Removed, with all of its files.", "success")
    return redirect(links.library_url())


def _library(form: forms.UploadForm) -> str:
    words, own, after = asked_words(), request.args.get("mine") == "yes", request.args.get("after")
    page = media_queries.library(current_actor(), words=words, after=after, own=own)
    return render_template(
        "library/pictures.html",
        pictures=page.items,
        form=form,
        words=words,
        tabs=[("All", links.library_url(words), not own), ("Mine", links.library_url(words, own=True), own)],
        older_url=links.library_url(words, own=own, after=page.next_cursor) if page.next_cursor else "",
        first_url=links.library_url(words, own=own) if after else "",
    )


def _page(picture: Picture, **given: Any) -> str:
    return render_template(
        "library/picture.html",
        picture=picture,
        form=given.get("form") or forms.PictureForm.of(picture),
        replacing=given.get("replacing") or forms.ReplaceForm(picture),
        uses=queries.uses(current_actor(), picture),
    )


def _told(form: forms.UploadForm, picture: Picture | None) -> ResponseReturnValue:
    if picture is None:
        wrong = {name: " ".join(errors) for name, errors in form.errors.items()}
        raise Invalid(form.summary or next(iter(wrong.values()), None), **wrong)
    return jsonify(serializers.told(picture)), 201


def _wants_json() -> bool:
    return "application/json" in request.headers.get("Accept", "")

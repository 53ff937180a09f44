"""Every question that is asked of the pictures' table."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, select

from northforum.access.actor import Actor
from northforum.access.verdict import authorize
from northforum.core.db import db, expect_public_id, is_public_id
from northforum.core.errors import NotFound
from northforum.core.pagination import Page, decode, page_of
from northforum.media import policy
from northforum.media.models import Picture

PAGE = 36
_ESCAPES = str.maketrans({"%": r"\%", "_": r"\_", "\\": "\\\\"})
SHOWN: tuple[Any, ...] = (
    Picture.id,
    Picture.public_id,
    Picture.version,
    Picture.made_version,
    Picture.width,
    Picture.height,
    Picture.focal_x,
    Picture.focal_y,
    Picture.name,
    Picture.alt,
    Picture.caption,
    Picture.credit,
    Picture.created_at,
    Picture.uploaded_by,
)


def library(actor: Actor, *, words: str = "", after: str | None = None, own: bool = False) -> Page[Row[Any]]:
    """Return the library's pictures, newest first: all, or those in whose words every one of ``words`` stands."""
    authorize(policy.may_see_library(actor))
    query: Select[Any] = select(*SHOWN).order_by(Picture.id.desc()).limit(PAGE + 1)
    if own:
        query = query.where(Picture.uploaded_by == actor.member_id)
    for word in words.casefold().split():
        query = query.where(Picture.words.like(f"%{word.translate(_ESCAPES)}%", escape="\\"))
    if after:
        query = query.where(Picture.id < decode(after, int)[0])
    return page_of(db.session.execute(query).all(), PAGE, lambda row: (row.id,))


def picture(actor: Actor, public_id: str) -> Picture:
    """Return one picture of the library, or ``NotFound``."""
    authorize(policy.may_see_library(actor))
    expect_public_id(public_id)
    found = db.session.execute(select(Picture).where(Picture.public_id == public_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def pictures_named(names: Iterable[str]) -> dict[str, Row[Any]]:
    """Return pictures by their public ids, in one query; a name of none is left out."""
    wanted = sorted({name for name in names if is_public_id(name)})
    if not wanted:
        return {}
    rows = db.session.execute(select(*SHOWN).where(Picture.public_id.in_(wanted)))
    return {row.public_id: row for row in rows}


def files_of(public_id: str) -> Row[Any] | None:
    """Return what is needed to find a file of the picture, or ``None``."""
    if not is_public_id(public_id):
        return None
    columns: tuple[Any, ...] = (
        Picture.version,
        Picture.made_version,
        Picture.master,
        Picture.width,
        Picture.focal_x,
        Picture.focal_y,
    )
    return db.session.execute(select(*columns).where(Picture.public_id == public_id)).first()


def by_id(picture_id: int) -> Picture | None:
    """Return the picture of an event, unless it is gone."""
    return db.session.get(Picture, picture_id)

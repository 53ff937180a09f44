"""Working at the desk through its own pages."""

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

from northforum.articles.models import Article
from northforum.core.db import db
from tests.browser import Form, Page, visit

NEW = "/desk/articles/new"
WHOLE = {
    "headline": "The stairs at the mill",
    "standfirst": "What a broken lift says about a building.",
    "body": "The lift has been out since March.\n\n## The stairs\n\nEverybody takes the stairs.",
    "section": "opinion",
    "byline-0-name": "Nora Vance",
    "byline-0-role": "printer",
    "byline-0-organisation": "Stair Press",
}


def editor_of(page: Page) -> Form:
    """Return the form of a piece on its page."""
    return next(form for form in page.forms() if "headline" in form.names)


def write(client: FlaskClient, action: str = "save", **over: str) -> Page:
    """Write a new piece and press a button."""
    return editor_of(visit(client, NEW)).submit(**{**WHOLE, **over, "action": action})


def edit(client: FlaskClient, public_id: str, action: str = "save", **typed: str) -> Page:
    """Change a piece and press a button."""
    return editor_of(visit(client, f"/desk/articles/{public_id}")).submit(**typed, action=action)


def newest() -> Article:
    """Return the article that was made last."""
    found: Article = db.session.execute(db.select(Article).order_by(Article.id.desc()).limit(1)).scalar_one()
    return found


def row(public_id: str) -> Article:
    """Return the article with this public id."""
    found: Article = db.session.execute(db.select(Article).where(Article.public_id == public_id)).scalar_one()
    return found


def count() -> int:
    """Return how many articles there are."""
    number: int = db.session.execute(db.select(db.func.count(Article.id))).scalar_one()
    return number


def picture(width: int = 640, height: int = 360, kind: str = "PNG") -> tuple[io.BytesIO, str]:
    """Return a picture as a browser sends one."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#a2361f").save(file, kind)
    file.seek(0)
    return file, f"stairs.{kind.lower()}"


def upload(client: FlaskClient, path: str, file: Any, action: str = "save", **typed: str) -> Page:
    """Fill in the form at ``path`` with a picture and press a button."""
    fields = editor_of(visit(client, path)).fields.to_dict(flat=False)
    data: dict[str, Any] = {**fields, **typed, "action": action, "picture": file}
    answer = client.post(path, data=data, content_type="multipart/form-data", follow_redirects=True)
    return Page(client, answer)

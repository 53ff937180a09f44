"""The form on which the front page is arranged: an article for each place, perhaps for a time, and words to quote."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Row
from wtforms import Field
from wtforms.validators import StopValidation

from northforum.articles import queries as articles_queries
from northforum.articles.models import ArticleState
from northforum.core import db as db_names, forms, local_time
from northforum.core.db import db
from northforum.core.errors import Conflict, Invalid
from northforum.frontpage import operations as frontpage, queries as frontpage_queries
from northforum.frontpage.models import GRID, LEAD, PLACES, QUOTES, SECONDS

ACTIONS = ("save", "preview", "edit", "find")
GROUPS = ((LEAD, (LEAD,)), ("seconds", SECONDS), ("grid", GRID))
_ITSELF = ("", "Fills itself")
_LONGEST_VERSION = 9
_COMMENT = re.compile(r"/comments/([0-9a-z]{12})")
_ARTICLE = re.compile(r"/articles/([a-z0-9-]{1,100})")


class Slot(NamedTuple):
    """A place of the page with its fields."""

    place: str
    name: str
    article: Field
    starts: Field
    ends: Field

    @property
    def has_times(self) -> bool:
        """Whether the piece stands here for a time only, or something is wrong with it."""
        return any(field.data or field.errors for field in (self.starts, self.ends))


class FrontForm(forms.Form):
    """The whole front page; places that are left alone fill themselves."""

    version = forms.hidden()
    another = forms.text_line("Another piece", limit=300, required=False)
    action = forms.choice("What to do", [(action, action) for action in ACTIONS], default=ACTIONS[0])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.is_overtaken = False
        self.pieces = articles_queries.pieces_to_place(self._named())
        choices = forms.options([_ITSELF, *((row.public_id, _label(row)) for row in self.pieces)])
        for place in PLACES:
            field: Any = self[place]
            field.choices = choices

    @classmethod
    def of(cls, kept: frontpage_queries.Arrangement) -> "FrontForm":
        """Return the form filled with the page as it is arranged."""
        names = articles_queries.public_ids([slot.article_id for slot in kept.slots.values()])
        values: dict[str, Any] = {"version": str(kept.version)}
        for place, slot in kept.slots.items():
            values[place] = names[slot.article_id]
            values[f"{place}-from"] = local_time.written(slot.starts_at)
            values[f"{place}-until"] = local_time.written(slot.ends_at)
        values |= {f"quote-{number}": f"/comments/{one}" for number, one in enumerate(kept.quotes, 1)}
        return cls(**values)

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``arrange_front``."""
        return {"wanted": self.wanted(), "version": self._seen_version()}

    def wanted(self) -> frontpage.Wanted:
        """Return the page as it is asked for."""
        placings = {slot.place: _placing(slot) for slot in self.slots() if slot.article.data}
        return frontpage.Wanted(placings, tuple(_comment_of(self[f"quote-{place}"]) for place in _QUOTES))

    def chosen(self) -> frontpage_queries.Showing:
        """Return the same as the page is drawn from it, times left aside: for its preview."""
        ids = {row.public_id: row.id for row in self.pieces}
        articles = {place: ids[self[place].data] for place in PLACES if self[place].data in ids}
        quoted = self.wanted().quotes
        comments = frontpage_queries.comment_ids({one for one in quoted if db_names.is_public_id(one)})
        return frontpage_queries.Showing(articles, [comments[one] for one in quoted if one in comments])

    def refuse(self, refusal: Invalid) -> None:
        """Show the refusal, and whether somebody else has arranged the page meanwhile."""
        super().refuse(refusal)
        self.is_overtaken = refusal.status == Conflict.status

    def submit(self, operation: Any, *args: Any) -> Any:
        """Do as every form does, and show it again when somebody else arranged the page meanwhile."""
        try:
            return super().submit(operation, *args)
        except Conflict as clash:
            db.session.rollback()
            self.is_overtaken, self.summary = True, clash.message
            return None

    def stand_on(self, version: int) -> None:
        """Let the next save of this form stand on ``version``."""
        self.version.data = str(version)

    def validate_another(self, field: Field) -> None:
        """Refuse what is no address of a piece that can be placed."""
        if field.data and not any(row.slug == _slug_of(field) for row in self.pieces):
            raise StopValidation("There is no piece at this address.")

    def slots(self) -> list[Slot]:
        """Return every place from the top."""
        return [Slot(place, NAMES[place], self[place], *self._times(place)) for place in PLACES]

    def quotes(self) -> list[Field]:
        """Return the lines for comments."""
        return [self[f"quote-{number}"] for number in _QUOTES]

    def sent(self) -> Sequence[tuple[str, str]]:
        """Return name and value of every field but the button, to be sent again from the preview."""
        fields = [field for name, field in self._fields.items() if name != "action"]
        return [(field.name, field.data or "") for field in fields]

    @property
    def wants(self) -> str:
        """Which button was pressed."""
        return str(self.action.data)

    @property
    def status(self) -> int:
        """The status of the answer that shows the form again."""
        return Conflict.status if self.is_overtaken else Invalid.status if self.is_refused else 200

    def _seen_version(self) -> int:
        number = str(self.version.data or "")
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_VERSION):
            raise Invalid(
                version="The form had lost its place. What you chose is kept: open the page again to save it."
            )
        return int(number)

    def _times(self, place: str) -> tuple[Field, Field]:
        return self[f"{place}-from"], self[f"{place}-until"]

    def _named(self) -> set[str]:
        """Return what the fields name, so that it can be chosen again: public ids and a slug."""
        named = {self[place].data for place in PLACES} | {_slug_of(self.another)}
        return {str(name) for name in named if name and _PLAIN.fullmatch(str(name))}


def _placing(slot: Slot) -> frontpage.Placing:
    return frontpage.Placing(slot.article.data, _moment(slot.starts), _moment(slot.ends))


def _moment(field: Field) -> Any:
    return getattr(field, "moment", None)


def _label(row: Row[Any]) -> str:
    when = local_time.full_date(row.published_at) if row.state is ArticleState.PUBLISHED else "not published"
    return f"{row.headline} ({row.section_name or 'no section'}, {when})"


def _comment_of(field: Field) -> str:
    found = _COMMENT.search(urlsplit(field.data or "").path)
    return found[1] if found else (field.data or "")


def _slug_of(field: Field) -> str:
    try:
        found = _ARTICLE.fullmatch(urlsplit(field.data or "").path)
    except ValueError:
        return ""
    return found[1] if found else ""


def _names() -> Mapping[str, str]:
    seconds = {place: f"Beside it, {number}" for number, place in enumerate(SECONDS, 1)}
    return {LEAD: "Lead", **seconds, **{place: f"Grid, {number}" for number, place in enumerate(GRID, 1)}}


def _add_places() -> None:
    for place, name in NAMES.items():
        setattr(FrontForm, place, forms.choice(name, default=""))
        setattr(FrontForm, f"{place}-from", forms.moment_line("From"))
        setattr(FrontForm, f"{place}-until", forms.moment_line("Until"))
    for number in _QUOTES:
        setattr(FrontForm, f"quote-{number}", forms.text_line(f"Comment {number}", limit=200, required=False))


NAMES = _names()
_QUOTES = range(1, QUOTES + 1)
_PLAIN = re.compile(r"[a-z0-9-]{1,100}")
_add_places()

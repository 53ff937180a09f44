"""What is kept of a piece while it is typed: the fields of its form, as they stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request

from northforum.articles import operations as articles
from northforum.articles.queries import KeptDraft
from northforum.core import forms, text
from northforum.core.errors import Invalid

LINES = frozenset({"version", "headline", "section", "topics", "audience", "from_library", "hero_alt", "hero_caption"})
MORE = frozenset({"hero_credit", "slug", "social_title", "canonical_url", "publish_at", "teaser"})
TICKS = frozenset({"is_update", "without_picture"})
BOXES = frozenset({"standfirst", "body", "social_description", "correction"})
BYLINE = "byline-"
LONGEST = 300_000


class DraftForm(forms.KeyedForm):
    """The form of a piece on its way to being kept; nothing in it has to be right yet."""

    def values(self) -> dict[str, Any]:
        """Return the arguments of ``keep_draft``.

        Raises
        ------
        Invalid
            When it is far more than a piece, holds what is no text, or a field twice.
        """
        fields: dict[str, Any] = {name: _clean(value) for name, value in request.form.items() if _is_kept(name)}
        if any(len(request.form.getlist(name)) > 1 for name in fields):
            raise Invalid("A field was sent twice.")
        if sum(map(len, fields.values())) > LONGEST:
            raise Invalid("This is more than a piece can hold.")
        fields["hubs"] = [_clean(slug) for slug in request.form.getlist("hubs")[:100]]
        taken = taken_in(request.form.get("taken", ""))
        return {
            "form_key": self.form_key.data,
            "fields": fields,
            "taken": taken,
            "age": _age(request.form.get("age", "")),
        }


def values_of(kept: KeptDraft | None) -> dict[str, Any]:
    """Return what fills the form of a piece with words that were kept; it says whose place it takes once it is kept."""
    return {} if kept is None else {**kept.fields, "taken": f"{kept.form_key} {kept.updated_at.isoformat()}"}


def taken_in(mark: str) -> articles.Taken | None:
    """Return the kept words that a form goes on with, or ``None``."""
    form_key, _, moment = mark.partition(" ")
    try:
        at = datetime.fromisoformat(moment)
        is_whole = at.tzinfo is not None and form_key.isalnum()
        return articles.Taken(form_key, at.astimezone(UTC)) if is_whole else None
    except (ValueError, OverflowError):
        return None


def _age(seconds: str) -> timedelta:
    given = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 9 else 0
    return min(timedelta(seconds=given), articles.KEPT)


def _is_kept(name: str) -> bool:
    return name in LINES | MORE | TICKS | BOXES or (name.startswith(BYLINE) and len(name) < 40)


def _clean(value: str) -> str:
    return text.clean_text(value)

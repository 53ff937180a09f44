"""Templates: what every template can say, and rendering outside a request."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Flask, current_app
from jinja2 import StrictUndefined, Template
from markupsafe import Markup, escape

from northforum.core import charts, drawing
from northforum.core.local_time import full_date, full_time, short_day
from northforum.core.places import STATIC
from northforum.core.settings import Settings


def configure(app: Flask, settings: Settings) -> None:
    """Give the templates of ``app`` their globals and filters; an unknown name in a template is an error."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.template_class = _Template
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        site={"name": settings.site_name, "url": settings.site_url, "tagline": settings.site_tagline},
        is_development=settings.development,
        static_url=static_url,
        icon=icon,
        cover=cover,
        bars=bars,
        scale_of=charts.scale_of,
        avatar_tone=drawing.avatar_tone,
        initials=drawing.initials,
    )
    environment.filters.update(
        full_date=full_date, full_time=full_time, iso=iso, short_day=short_day, thousands=thousands
    )


class _Template(Template):
    """A template whose macros are made once.

    Jinja compares the names of all globals at each import, in case somebody gave one template more of them. Here all
    have the same; on a page with a dozen imports the comparison took a twentieth of the time.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        del ctx
        return super()._get_default_module()


def render(template: str, **context: Any) -> str:
    """Return ``template`` with ``context`` and the globals alone: nothing of a request, nothing of a reader."""
    return current_app.jinja_env.get_template(template).render(**context)


def stored_html(pieces: Iterable[str]) -> Markup:
    """Return HTML that was made clean when it was written, as it is stored, joined and not escaped again."""
    return Markup("".join(pieces))  # noqa: S704 - every piece passed core.richtext or a template


def markup(form: str, *values: object) -> Markup:
    """Return HTML from a literal ``form`` and values, each escaped unless it is markup itself.

    Fields of the form are bare, as ``{}`` or ``{0}``. Markup's own way of formatting takes five times as long.
    """
    return Markup(form.format(*map(escape, values)))  # noqa: S704 - the form is written by us


def offer(app: Flask, **names: Callable[..., Any] | object) -> None:
    """Give every template of ``app`` more names, such as the features' policies."""
    app.jinja_env.globals.update(names)


def static_url(name: str) -> str:
    """Return the address of a built file by its logical name; the name changes with its content."""
    return f"/static/vendor/{_manifest().get(name, name)}"


@lru_cache(maxsize=512)
def icon(name: str) -> Markup:
    """Return the icon ``name`` of the sprite, hidden from assistive technology."""
    form = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return markup(form, static_url("icons.svg"), name)


def cover(seed: str, columns: int = 14, rows: int = 6, palette: drawing.Palette = "brick") -> Markup:
    """Return the drawn cover of ``seed``: the same pattern for the same seed."""
    return Markup(_cover(seed, columns, rows, palette))  # noqa: S704 - drawn by us from numbers


def bars(values: Sequence[int], label: str) -> Markup:
    """Return a chart of bars, one for each value, that says ``label`` to those who cannot see it."""
    return Markup(charts.bars_svg(values, str(escape(label))))  # noqa: S704 - drawn by us from numbers


def iso(moment: datetime) -> str:
    """Return a moment for ``<time datetime>``, to the second, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def thousands(number: int) -> str:
    """Return a number with commas between the thousands."""
    return f"{number:,}"


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    path = STATIC / "vendor" / "manifest.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@lru_cache(maxsize=2048)
def _cover(seed: str, columns: int, rows: int, palette: drawing.Palette) -> str:
    return drawing.cover_svg(seed, columns, rows, palette)

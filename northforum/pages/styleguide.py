"""The style guide: every component in every state, in both themes, for whoever builds pages."""

from datetime import timedelta
from types import SimpleNamespace as Sample

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from northforum.access.current import anyone
from northforum.core import clock, drawing, forms, richtext, templating

bp = Blueprint("styleguide", __name__)

_PARTS = (
    ("Colours", "colours"),
    ("Type", "prose"),
    ("Covers", "covers"),
    ("Buttons", "buttons"),
    ("Fields", "fields"),
    ("Messages", "messages"),
    ("People", "people"),
    ("Cards", "cards"),
    ("Hubs", "hubs"),
    ("Discussion", "discussion"),
    ("Lists", "lists"),
    ("Desk", "desk"),
)
_COLOURS = (
    *("paper", "paper-raised", "paper-sunk", "ink", "ink-soft", "rule", "rule-strong"),
    *("brick", "brick-strong", "brick-wash", "dock", "dock-wash"),
    *("gold", "gold-wash", "moss", "moss-wash", "claret", "claret-wash"),
)
_PROSE = """\
A hub lowers the cost of starting. A *network* lowers the cost of staying, as [somebody](https://example.org) said
over the kettle, and **nobody disagreed**.

> [!pull]
> Keep the door open, and own the hinge.

## A heading in a {theme} text

> Rent is the first tool we share.

- a room that everybody books
- a lease that outlives a bad year

It is written `kettle * door` on the wall.
"""
_TABLE = """\

| Town | Desks | A month |
| :--- | ---: | ---: |
| Hull | 40 | £150 |
| Leeds | 120 | £210 |
"""


class _SampleForm(forms.KeyedForm):
    name = forms.text_line("Your name")
    email = forms.email_line()
    place = forms.choice("Where you work", [("hull", "Hull"), ("leeds", "Leeds")])
    topics = forms.choices("What you follow", [("space", "Space"), ("money", "Money")])
    picture = forms.file_box("A picture")
    bio = forms.text_box("About you", required=False)
    remember = forms.tick_box("Keep me logged in on this device")


@bp.get("/styleguide")
@anyone
def show() -> ResponseReturnValue:
    """Show every component."""
    return render_template(
        "styleguide/index.html",
        parts=_PARTS,
        colours=_COLOURS,
        tones=range(drawing.TONES),
        form=_SampleForm(),
        refused=_refused(),
        article=_article(),
        hub=_hub(),
        prose={theme: templating.stored_html([_prose(theme)]) for theme in ("light", "dark")},
        **_discussion(),
    )


def _prose(theme: str) -> str:
    """Return the sample text; its names differ by theme, for two stand on one page."""
    return richtext.article(_PROSE.format(theme=theme) + (_TABLE if theme == "light" else "")).html


def _refused() -> _SampleForm:
    form = _SampleForm()
    form.name.errors = ["Enter your name."]
    form.topics.errors = ["Choose at least one."]
    form.remember.errors = ["Tick this to go on."]
    return form


def _person(name: str, **badge: str) -> Sample:
    handle = name.lower().replace(" ", "-")
    tone = drawing.avatar_tone(handle)
    return Sample(name=name, handle=handle, slug=handle, tone=tone, headline="Film editor, Ouseburn", bio=_BIO, **badge)


_BIO = "Runs shared workspaces, and writes about rent, rooms and the people in them."


def _article() -> Sample:
    post = {"role": "chief executive", "organisation": "a hub in Liverpool"}
    entry = Sample(author=_person("Ruth Adeyemi"), interest="the writer leads a hub named in this piece.", **post)
    return Sample(
        slug="styleguide",
        headline="The mill that would not be flats",
        standfirst="Keighley’s weaving shed found tenants before it found a roof.",
        section=Sample(name="Places", slug="places"),
        bylines=[entry],
        published_at=clock.now() - timedelta(days=2),
        reading_minutes=6,
        comment_count=42,
        audience="members",
        hero=None,
    )


def _hub() -> Sample:
    summary = "Warehouses for makers and studios, owned by the people who use them."
    return Sample(
        slug="baltic-creative",
        name="Baltic Creative",
        place="Liverpool",
        kind="campus",
        summary=summary,
        member_count=184,
    )


def _discussion() -> dict[str, object]:
    """Return one comment of each kind, as `comments`, and what each is shown with."""
    now = clock.now()
    kinds: tuple[dict[str, object], ...] = (
        {"depth": 0, "mark": None, "picked": True, "text": "We met only because the kettle broke."},
        {"depth": 1, "mark": "author", "text": "It is cheaper to fix than space."},
        {"depth": 2, "mark": "editor", "edited_at": now, "text": "Let us publish the tea rota."},
        {"depth": 3, "mark": "moderator", "text": "With milk."},
        {"depth": 4, "state": "withdrawn", "text": ""},
        {"depth": 7, "mark": None, "text": "Deeper than is drawn."},
    )
    defaults = {"state": "published", "mark": None, "edited_at": None, "picked": False}
    rows = [{**defaults, "created_at": now - timedelta(hours=number * 5), **kind} for number, kind in enumerate(kinds)]
    return {
        "comments": [Sample(**row) for row in rows],
        "person": _person("Marek Holt", badge_name="Baltic Creative", badge_slug="baltic-creative"),
        "now": now,
    }

"""The form on which a piece is written: everything of an article, in the order in which a page shows it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.access.actor import Actor
from northforum.access.audience import Audience
from northforum.articles import operations as articles, queries as articles_queries
from northforum.articles.models import LEADS_TO, TEASER, Article, Step
from northforum.core import forms, images, local_time, storage
from northforum.core.db import begin_write, db
from northforum.core.errors import Conflict, Invalid
from northforum.desk.forms import drafts
from northforum.desk.forms.body import expect_known_hubs, hubs_named_in
from northforum.desk.operations import Work
from northforum.hubs import queries as hubs_queries
from northforum.media import operations as media, queries as media_queries

BYLINES = 6
AUDIENCES = (
    (Audience.EVERYONE.value, "Everyone"),
    (Audience.MEMBERS.value, "Members; others read how it begins"),
)
_ONE = [("0", "No paragraph"), ("1", "The first paragraph")]
TEASERS = [*_ONE, *((str(number), f"The first {number} paragraphs") for number in range(2, 9))]
# Besides saving it, what happens to the piece: the button that was pressed.
SAVE, PREVIEW = "save", "preview"
ACTIONS = tuple((name, name) for name in (SAVE, PREVIEW, *(step.value for step in LEADS_TO)))
_LARGEST_VERSION = 2**31
# A picture's public id, alone or at the end or in the middle of one of its addresses.
_PICTURE_NAME = re.compile(r"(?<![0-9a-z])[0-9a-z]{12}(?![0-9a-z])")

Result = TypeVar("Result")


class PieceForm(forms.KeyedForm):
    """A piece as it is written. Only the headline is asked for; publishing asks for the rest."""

    version = forms.hidden()
    taken = forms.hidden(limit=80)
    headline = forms.text_line("A headline", limit=160)
    standfirst = forms.text_box("A standfirst", limit=400, required=False)
    body: Any = forms.markdown_box("The piece", articles.rendered_body, required=False)
    section: Any = forms.choice("Section", default="")
    topics = forms.text_line("Topics", limit=600, required=False)
    hubs: Any = forms.choices("Hubs")
    audience = forms.choice("Who reads it", AUDIENCES, default=Audience.EVERYONE.value)
    teaser = forms.choice("What others read of it", TEASERS, default=str(TEASER))
    picture = forms.file_box("Picture")
    from_library = forms.text_line("A picture from the library", limit=300, required=False)
    without_picture = forms.tick_box("Take this picture away")
    hero_alt = forms.text_line("Description of the picture", limit=500, required=False)
    hero_caption = forms.text_line("Caption", limit=400, required=False)
    hero_credit = forms.text_line("Credit", limit=160, required=False)
    slug = forms.text_line("Address", limit=80, required=False)
    social_title = forms.text_line("Title where it is shared", limit=160, required=False)
    social_description = forms.text_box("Description where it is shared", limit=300, required=False)
    canonical_url = forms.text_line("First published at", limit=500, required=False)
    publish_at: Any = forms.moment_line("Publish at")
    correction: Any = forms.text_box("The correction", limit=600, required=False)
    is_update: Any = forms.tick_box("Tell readers that the piece was updated")
    action = forms.choice("What to do", ACTIONS, default=SAVE)

    def __init__(self, actor: Actor, article: Article | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.article = article
        self.is_conflict = False
        self.opened: articles_queries.KeptDraft | None = None
        sections = [(row.slug, row.name) for row in articles_queries.navigation()]
        self.section.choices = forms.options([("", "Choose a section"), *sections])
        self.hubs.choices = forms.options(hubs_queries.hubs_for_choice(actor))

    @classmethod
    def blank(cls, actor: Actor, kept: articles_queries.KeptDraft | None = None) -> "PieceForm":
        """Return the form of a new piece, with a contributor's own name in the byline, or with words that were kept."""
        own: dict[str, Any] = {} if actor.is_editor else {"byline-0-name": actor.name, "byline-0-handle": actor.handle}
        return cls(actor, **own | drafts.values_of(kept))._opens(kept)

    @classmethod
    def of(cls, actor: Actor, article: Article, kept: articles_queries.KeptDraft | None = None) -> "PieceForm":
        """Return the form filled with the article as it stands, or with words that were kept."""
        return cls(actor, article, **_values_of(actor, article) | drafts.values_of(kept))._opens(kept)

    def _opens(self, kept: articles_queries.KeptDraft | None) -> "PieceForm":
        self.opened = kept
        return self

    def submit(self, operation: Callable[..., Result], *args: Any) -> Result | None:
        """Do as every form does, and show it again when somebody else saved the piece meanwhile."""
        try:
            return super().submit(operation, *args)
        except Conflict as clash:
            db.session.rollback()
            self.is_conflict = True
            self.summary = clash.message
            return None

    def press(self, operation: Callable[..., Result], *args: Any) -> Result | None:
        """Return what a button beside the form does to the article as it is stored, or ``None`` when it refuses."""
        begin_write()
        try:
            return operation(*args)
        except Invalid as refusal:
            db.session.rollback()
            # Nothing of the form was sent, and boxes that were not sent look like boxes that are not ticked.
            self.hubs.data = self.hubs.object_data
            self.refuse(refusal)
            self.summary = refusal.message
            return None

    def values(self) -> dict[str, Any]:
        """Return the work to be done; the picture is kept and the text rendered here, before the write begins."""
        return {"work": self.work()}

    def work(self) -> Work:
        """Return what was typed as the desk's operations take it."""
        piece = self._piece()
        expect_known_hubs(piece.body, self.hubs, self.article.body_html if self.article else "")
        return Work(
            piece=piece,
            hubs=hubs_named_in(piece.body, self.hubs),
            picture=self._kept_picture(),
            form_key=self.form_key.data,
            taken=drafts.taken_in(self.taken.data or ""),
            version=int(self.version.data or 0),
            step=self.step,
            publish_at=self.publish_at.moment,
            notice=articles.Notice(self.correction.data.strip(), is_update=self.is_update.data),
        )

    def validate_version(self, field: Field) -> None:
        """Refuse a version that was not ours."""
        if field.data and not (field.data.isascii() and field.data.isdigit() and int(field.data) < _LARGEST_VERSION):
            field.data = ""
            raise StopValidation("The form had lost its place. Open the piece again.")

    @property
    def byline_rows(self) -> "list[BylineRow]":
        """The lines of the byline to show: those with something in them and a spare one."""
        rows = self._all_rows()
        last = max((row.number for row in rows if row.is_filled or row.has_errors), default=0)
        return rows[: min(last + 2, BYLINES)]

    @property
    def picture_in_place(self) -> articles_queries.HeroFiles | None:
        """The picture that the stored article has."""
        return articles_queries.hero_files(self.article.picture_id) if self.article else None

    @property
    def wants_preview(self) -> bool:
        """Whether the text is to be shown rather than saved."""
        return bool(self.action.data == PREVIEW)

    @property
    def step(self) -> Step | None:
        """The step that the piece takes besides being saved."""
        return Step(self.action.data) if self.action.data in LEADS_TO else None

    @property
    def status(self) -> int:
        """The HTTP status with which the form is shown again."""
        return Conflict.status if self.is_conflict else Invalid.status

    def stand_on_theirs(self) -> Article | None:
        """Return the article as somebody else saved it meanwhile, if so; the next save of this form stands on it."""
        if not self.is_conflict or self.article is None or self.version.data == str(self.article.version):
            return None
        self.version.data = str(self.article.version)
        return self.article

    @property
    def words(self) -> tuple[str, str, str]:
        """Headline, standfirst and text as they were typed."""
        return self.headline.data, self.standfirst.data, self.body.data or ""

    def _piece(self) -> articles.Piece:
        return articles.Piece(
            headline=self.headline.data,
            standfirst=self.standfirst.data.strip(),
            body=self.body.rendered(),
            section=self.section.data,
            topics=tuple(filter(None, (name.strip() for name in self.topics.data.split(",")))),
            bylines=tuple(row.entry() for row in self._all_rows()),
            hero=self._hero(),
            social=articles.Social(
                title=self.social_title.data,
                description=self.social_description.data.strip(),
                canonical_url=self.canonical_url.data,
            ),
            audience=Audience(self.audience.data),
            slug=self.slug.data,
            teaser=int(self.teaser.data),
        )

    def _hero(self) -> articles.Hero:
        own = {"alt": self.hero_alt.data, "caption": self.hero_caption.data, "credit": self.hero_credit.data}
        if self.from_library.data:
            chosen = self._chosen_picture()
            # A picture brings its words, unless the piece has its own.
            return articles.Hero(chosen.id, **{name: words or getattr(chosen, name) for name, words in own.items()})
        stays = self.article is not None and not self.without_picture.data
        return articles.Hero(self.article.picture_id if self.article and stays else None, **own)

    def _chosen_picture(self) -> Any:
        names = _PICTURE_NAME.findall(self.from_library.data)
        found = media_queries.pictures_named(names[-1:])
        if not found:
            raise Invalid(from_library="There is no such picture in the library. Copy the address from its page there.")
        return next(iter(found.values()))

    def _all_rows(self) -> "list[BylineRow]":
        return [
            BylineRow(number, {part: self[f"byline-{number}-{part}"] for part in BYLINE_PARTS})
            for number in range(BYLINES)
        ]

    def _kept_picture(self) -> media.KeptFiles | None:
        if self.picture.data is None:
            return None
        try:
            prepared = images.prepare(self.picture.data.stream)
        except Invalid as refusal:
            raise Invalid(picture=refusal.message) from refusal
        return media.keep_files(storage.current(), prepared, self.picture.data.filename or "")


@dataclass(frozen=True)
class BylineRow:
    """One line of the byline, as fields of the form by part."""

    number: int
    fields: Mapping[str, Field]

    @property
    def is_filled(self) -> bool:
        """Whether something was typed in any part."""
        return any(field.data for field in self.fields.values())

    @property
    def has_errors(self) -> bool:
        """Whether something in the line has to be put right."""
        return any(field.errors for field in self.fields.values())

    def entry(self) -> articles.BylineEntry:
        """Return the line as operations take it."""
        return articles.BylineEntry(**{part: field.data for part, field in self.fields.items()})


BYLINE_PARTS = {
    "name": ("Name", 80),
    "role": ("Role", 120),
    "organisation": ("Organisation", 120),
    "interest": ("Interest", 300),
    "handle": ("Member’s handle", 60),
}


def _add_bylines() -> None:
    for number in range(BYLINES):
        for part, (label, limit) in BYLINE_PARTS.items():
            setattr(PieceForm, f"byline-{number}-{part}", forms.text_line(label, limit=limit, required=False))


def _values_of(actor: Actor, article: Article) -> dict[str, Any]:
    same = ("headline", "standfirst", "hero_alt", "hero_caption", "hero_credit")
    social = ("social_title", "social_description", "canonical_url")
    values: dict[str, Any] = {name: getattr(article, name) for name in (*same, *social)}
    people = articles_queries.bylines([article.id]).get(article.id, [])
    return {
        **values,
        **_bylines_of(people),
        "version": str(article.version),
        "publish_at": local_time.written(article.scheduled_at),
        "body": article.body_source,
        "section": articles_queries.section_slug(article.section_id),
        "topics": ", ".join(topic.name for topic in articles_queries.topics_of(article.id)),
        "hubs": hubs_queries.named_slugs(actor, article.id),
        "audience": article.audience.value,
        "teaser": str(article.teaser_paragraphs),
        "slug": "" if article.has_automatic_slug and not article.was_published else article.slug,
    }


def _bylines_of(people: Sequence[articles_queries.Credit]) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, credit in enumerate(people[:BYLINES]):
        parts = {"name": credit.author.name, "handle": credit.author.handle, "role": credit.role}
        parts |= {"organisation": credit.organisation, "interest": credit.interest}
        values |= {f"byline-{number}-{part}": value for part, value in parts.items()}
    return values


_add_bylines()

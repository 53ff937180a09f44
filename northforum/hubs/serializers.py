"""What readers see of the hubs and members that a text names: the same for everybody, whoever asks."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it
from sqlalchemy import Row

from northforum.core import templating
from northforum.core.richtext import mentions
from northforum.core.richtext.mentions import HUBS, MEMBERS, Key, Shown
from northforum.hubs import queries
from northforum.hubs.models import HubVisibility
from northforum.members import queries as members
from northforum.members.models import AuthorCard


def drawn(html: str) -> Markup:
    """Return an article's stored text with what its mentions and cards say now.

    A secret hub is named to nobody here, its own members included: a mention of it and a link to it read “a hub”, and
    its card is left out. So is what is gone.
    """
    if "/hubs/" not in html and 'class="mention"' not in html:
        return templating.stored_html([html])
    site_url = current_app.config["SITE_URL"]
    named = mentions.mentioned(html)
    slugs = {slug for folder, slug in named if folder == HUBS}
    rows = queries.told_of([*slugs, *mentions.linked_hubs(html, site_url)])
    known = {row.slug: row for row in rows if row.visibility is not HubVisibility.SECRET}
    shown = {(HUBS, slug): _hub(row) for slug, row in known.items() if slug in slugs}
    shown |= _members([handle for folder, handle in named if folder == MEMBERS])
    return templating.stored_html([mentions.without_links(mentions.drawn(html, shown), known, site_url)])


def unnamed(html: str) -> str:
    """Return an article's stored text as it may be kept elsewhere, as in an index: naming no hub that it leads to.

    Public ones neither: one of them may become secret, and what is kept would still name it.
    """
    return mentions.without_links(html, (), current_app.config["SITE_URL"])


def _hub(row: Row[Any]) -> Shown:
    return Shown(_link(HUBS, row.slug, row.name), templating.render("hubs/_mention.html", hub=row))


def _members(handles: list[str]) -> Mapping[Key, Shown]:
    cards = members.author_cards(members.ids_by_handle(handles).values()).values() if handles else ()
    return {(MEMBERS, card.handle): _member(card) for card in cards}


def _member(card: AuthorCard) -> Shown:
    return Shown(_link(MEMBERS, card.handle, card.name), templating.render("members/_mention.html", member=card))


def _link(folder: str, slug: str, name: str) -> Markup:
    return templating.markup('<a href="/{}/{}" class="mention">{}</a>', folder, slug, name)

"""What the worker does for programs: it draws share cards, and tells WebSub hubs that feeds have changed."""

import json

from flask import current_app

from northforum.articles import events as articles_events, operations as articles
from northforum.core import images, storage, websub
from northforum.core.db import begin_write, db
from northforum.core.errors import NotFound
from northforum.core.events import emit
from northforum.core.settings import Settings
from northforum.machines import queries, rendering, serializers
from northforum.machines.events import CardOutdated, FeedsChanged
from northforum.machines.models import card_name, digest, folder_of
from northforum.machines.queries import CardFacts
from northforum.media import events as media_events, models as media


def draw_card(event: articles_events.ArticlePublished) -> None:
    """Draw the share card of an article anew, or remove it where strangers may no longer read the headline."""
    facts = queries.card_facts(event.article_id)
    # Most edits are of drafts, which never had a card.
    if facts is None or not (facts.is_open or facts.share_card):
        return
    # Nobody's write may wait for a drawing.
    db.session.rollback()
    kept, folder = storage.current(), folder_of(facts.public_id)
    present = set(kept.names(folder))
    name = _card(facts, kept, present) if facts.is_open else ""
    begin_write()
    # An article that has changed meanwhile has another job waiting for it.
    is_noted = articles.keep_card(facts.id, facts.version, name)
    # Another worker may have drawn the same and noted it: what is named by now stays.
    now = queries.card_facts(event.article_id)
    in_use = {now.share_card if now else ""}
    outdated = present - in_use if is_noted else {name} - present - in_use - {""}
    kept.remove([f"{folder}/{file}" for file in sorted(outdated)])


def draw_cards_again(event: media_events.PictureReplaced) -> None:
    """Have the cards drawn anew that show a picture which was replaced."""
    _outdate(event.picture_id)


def draw_cards_around(event: media_events.PictureFocused) -> None:
    """Have the cards drawn anew that show a picture of which another point is kept."""
    _outdate(event.picture_id)


def tell_hubs(event: articles_events.ArticlePublished) -> None:
    """Have each WebSub hub told of an article that came or went, one by one: each is tried again on its own."""
    _announce(event.article_id, of_edit=False)


def tell_hubs_of_edit(event: articles_events.ArticleEdited) -> None:
    """Have each WebSub hub told that a published article has changed."""
    _announce(event.article_id, of_edit=True)


def tell_hub(event: FeedsChanged) -> None:
    """Tell one WebSub hub which feeds have changed; a failure has the outbox try again, later each time."""
    settings = _settings()
    places = queries.feeds_of(event.article_id)
    # The hubs may have been set otherwise since.
    if event.hub >= len(settings.websub_hubs):
        return
    # Nobody's write may wait for another site.
    db.session.rollback()
    feeds = [f"{settings.site_url}{place}/{file}" for place in places for file in serializers.FEEDS]
    websub.announce(settings.websub_hubs[event.hub], feeds)
    begin_write()


def _card(facts: CardFacts, kept: storage.Storage, present: set[str]) -> str:
    """Return the name of the card, kept from before or drawn now; none where the headline cannot be set."""
    words = rendering.Words(facts.headline, facts.section, _byline(facts), _settings().site_name, facts.slug)
    said = json.dumps([rendering.DESIGN, *vars(words).values(), *(facts.hero or ())])
    if facts.share_card in present and facts.share_card.startswith(f"{digest(said)}-"):
        return facts.share_card
    content = rendering.article_card(words, _hero(facts, kept))
    if content is None:
        return ""
    name = card_name(said, content)
    kept.put(f"{folder_of(facts.public_id)}/{name}", content)
    return name


def _hero(facts: CardFacts, kept: storage.Storage) -> rendering.Hero | None:
    if facts.hero is None:
        return None
    try:
        master = images.opened(kept.read(media.storage_key(facts.hero.public_id, facts.hero.master)))
    except NotFound:
        return None
    return rendering.Hero(master, (facts.hero.focal_x, facts.hero.focal_y))


def _byline(facts: CardFacts) -> str:
    *most, last = facts.people or ("",)
    return f"By {', '.join(most)} and {last}" if most else f"By {last}" if last else ""


def _outdate(picture_id: int) -> None:
    for article_id in queries.headed_by(picture_id):
        emit(CardOutdated(article_id))


def _announce(article_id: int, *, of_edit: bool) -> None:
    hubs = _settings().websub_hubs
    if hubs and queries.is_in_feeds(article_id, or_was=not of_edit):
        for place in range(len(hubs)):
            emit(FeedsChanged(article_id, place))


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings

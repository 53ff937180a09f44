"""An article's page as HTML: whole for strangers, and for members from a shell in which only the slots are theirs.

A shell is drawn within a request of nobody's, for somebody whose every fact is the name of a slot, so that nothing of a
reader can get into it. The names of the slots are secrets of this process; a comment that knew one could ask for its
reader's token.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import NamedTuple

from flask import current_app, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from northforum.access.actor import Actor
from northforum.access.verdict import Verdict
from northforum.articles import links as articles_links, policy as articles_policy
from northforum.core import headers, page_cache
from northforum.discussion import policy as discussion_policy, serializers as discussion_serializers
from northforum.pages import queries, serializers

_SLOTS = {
    name: f"slot-{secrets.token_hex(12)}-{name}"
    for name in ("handle", "name", "initials", "tone", "token", "nonce", "form_key")
}

_SLOT = re.compile(b"(%s)" % b"|".join(slot.encode() for slot in _SLOTS.values()))


class Shell(NamedTuple):
    """A page in pieces; those that are the name of a slot are filled for each reader."""

    pieces: tuple[bytes, ...]
    size: int


def kept_article(actor: Actor, slug: str, version: queries.Version) -> bytes | None:
    """Return the page of an article that is open to everybody, for ``actor``, or ``None`` where it has to be drawn."""
    if request.query_string or "_flashes" in session:
        return None
    if not actor.is_member:
        return page_cache.pages().get(slug, version, lambda: _for_strangers(slug, version))
    shared = queries.shared_page(slug, version)
    if shared.names_hidden_hub:
        return None
    may_comment = discussion_policy.may_comment(actor, shared.talk.thread)
    may_edit = bool(articles_policy.may_edit(actor, shared.article))
    kind = (slug, actor.writes_at_the_desk, may_comment.reason, may_edit)
    shell = page_cache.parts().get(kind, version, lambda: _cut(_shell(actor, shared, may_comment, may_edit=may_edit)))
    return _filled(shell, actor)


def article(actor: Actor, page: queries.ArticlePage) -> str:
    """Return the page of an article, drawn for ``actor`` alone."""
    return _drawn(page, may_edit=bool(articles_policy.may_edit(actor, page.article)))


def _for_strangers(slug: str, version: queries.Version) -> bytes:
    shared = queries.shared_page(slug, version)
    with _nobodys_request(slug):
        return _drawn(queries.ArticlePage(shared.article, shared.hubs, shared.talk), may_edit=False).encode()


def _shell(actor: Actor, shared: queries.SharedPage, may_comment: Verdict, *, may_edit: bool) -> bytes:
    talk = shared.talk._replace(refusal=may_comment.reason)
    if may_comment:
        talk = talk._replace(composer=discussion_serializers.Composer(talk.thread.public_id, _SLOTS["form_key"]))
    somebody = SimpleNamespace(
        is_member=True,
        writes_at_the_desk=actor.writes_at_the_desk,
        **{name: _SLOTS[name] for name in ("handle", "name", "initials", "tone")},
    )
    own = {"actor": somebody, "csrf_token": lambda: _SLOTS["token"], "csp_nonce": lambda: _SLOTS["nonce"]}
    with _nobodys_request(shared.article.slug):
        return _drawn(queries.ArticlePage(shared.article, shared.hubs, talk), may_edit=may_edit, own=own).encode()


def _cut(shell: bytes) -> Shell:
    """Return ``shell`` cut at its slots, so that filling it is one join instead of a search for each slot."""
    return Shell(tuple(re.split(_SLOT, shell)), len(shell))


def _filled(shell: Shell, actor: Actor) -> bytes:
    values = {
        "handle": actor.handle,
        "name": actor.name,
        "initials": actor.initials,
        "tone": actor.tone,
        "token": generate_csrf(),
        "nonce": headers.csp_nonce(),
        "form_key": discussion_serializers.new_form_key(),
    }
    filling = {_SLOTS[name].encode(): str(escape(value)).encode() for name, value in values.items()}
    return b"".join([filling.get(piece, piece) for piece in shell.pieces])


@contextmanager
def _nobodys_request(slug: str) -> Iterator[None]:
    here = {"path": f"/articles/{slug}", "base_url": current_app.config["SITE_URL"]}
    # A context of its own as well: Flask lets a request within a request share "g", and with it the reader.
    with current_app.app_context(), current_app.test_request_context(**here):
        yield


def _drawn(page: queries.ArticlePage, *, may_edit: bool, own: Mapping[str, object] | None = None) -> str:
    return render_template(
        "articles/show.html",
        article=page.article,
        hubs=page.hubs,
        structured=serializers.news_article(page.article, current_app.config["SETTINGS"]),
        can_edit_url=articles_links.desk_url(page.article) if may_edit else "",
        **(page.talk._asdict() if page.talk else {"thread": None}),
        **(own or {}),
    )

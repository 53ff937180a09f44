"""An article's page for a member before Flask: the shell that Flask has kept, with the reader's own parts spliced in.

It answers only where nothing is unusual, and makes nothing that many share: without a kept shell of the reader's kind
at the version that was read, the request is Flask's, which keeps one.
"""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Flask

from northforum.core import clock, csrf, headers, tokens
from northforum.core.front.layer import Answer, Environ
from northforum.core.front.negotiation import IDENTITY, SMALLEST, best_encoding
from northforum.core.front.reads import Look, Reads
from northforum.core.front.sealed import Sealed
from northforum.core.front.shell import Shell
from northforum.core.page_cache import VersionedCache
from northforum.pages import personal, queries, rendering

# All that the session of somebody who is just reading holds; a message that waits, for instance, is Flask's to show.
_PLAIN_SESSION = frozenset({"_user_id", "_fresh", "_id", "csrf_token"})


class Browser(NamedTuple):
    """What a member's session cookie says."""

    token_hash: str
    csrf_token: str


class ArticlesForMembers:
    """The pages of articles for members, as a ``for_member`` of their kind of page."""

    def __init__(self, app: Flask, reads: Reads) -> None:
        self._app = app
        self._reads = reads
        self._parts: VersionedCache[Any] = app.extensions["page_cache"]
        self._sessions = Sealed(app, self._browser)
        self._headers = headers.of_personal_page(app.config["SETTINGS"])

    def answer(self, environ: Environ, values: Mapping[str, str]) -> Answer | None:
        """Return the page for the member who asks, or ``None`` where Flask has to answer."""
        browser = self._sessions.opened(environ["HTTP_COOKIE"])
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), SMALLEST, ("gzip",))
        if browser is None or encoding is None:
            return None
        with self._reads.look() as look:
            found = self._found(look, browser, values["slug"])
        if found is None:
            return None
        shell, own = found
        nonce = secrets.token_urlsafe(16)
        filled = {**own, **personal.fresh(nonce)}
        body = shell.filled(filled) if encoding == IDENTITY else shell.gzipped(filled)
        return Answer("200 OK", self._headers(nonce, encoding, len(body)), body)

    def _found(self, look: Look, browser: Browser, slug: str) -> tuple[Shell, Mapping[str, bytes]] | None:
        rows = look.ask(queries.article_reader_statement(), slug=slug, token_hash=browser.token_hash)
        reader = queries.article_reader(tuple(rows[0]), clock.now()) if rows else None
        shared = reader and self._parts.look((queries.ARTICLE, slug, reader.sort), reader.version)
        if reader is None or shared is None or shared.names_hidden_hub:
            return None
        shell = shared.shells.get(rendering.kind_of(reader.actor, shared))
        if shell is None:
            return None
        thread_id, token = shared.talk.thread.id, browser.csrf_token
        reading = personal.Reading(reader.actor, look.ask, lambda: token, thread_id)
        name = (shell.wanted, reader.actor.member_id, token, thread_id)
        return shell, look.once(name, lambda: personal.filling(shell.wanted, reading), _weight)

    def _browser(self, session: Mapping[str, Any]) -> Browser | None:
        if not session.keys() <= _PLAIN_SESSION or not {"_user_id", "csrf_token"} <= session.keys():
            return None
        signed = csrf.signed_token(self._app, session["csrf_token"])
        return Browser(tokens.hash_token(session["_user_id"]), signed)


def _weight(own: Mapping[str, bytes]) -> int:
    return 1024 + sum(map(len, own.values()))

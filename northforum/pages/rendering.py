"""An article's page as HTML: from a shell that is drawn once for each kind of reader, or drawn for its reader alone.

A shell is drawn within a request of nobody's, for somebody whose every fact is the name of a slot, so that nothing of
a reader can get into it. What differs between kinds of readers is a field of ``Kind``; what differs between readers of
one kind is a part in ``personal``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import current_app, render_template, request, session
from markupsafe import Markup  # noqa: TID251 - named as a type; core makes it

from northforum.access.actor import Actor
from northforum.access.roles import Role
from northforum.articles import links as articles_links, policy as articles_policy
from northforum.core import headers, page_cache, templating
from northforum.core.front.shell import Shell
from northforum.discussion import policy as discussion_policy, serializers as discussion_serializers
from northforum.discussion.models import Sort
from northforum.pages import personal, queries, serializers

COMMENTS = "comments"


class Kind(NamedTuple):
    """What decides how the page looks besides the reader's own parts: the same for everybody of a kind."""

    is_member: bool
    roles: frozenset[Role]
    is_suspended: bool
    refusal: str
    may_edit: bool


class Somebody:
    """Any reader of a kind, as templates and policies see them: the roles are real, every other fact is a slot.

    Whose page it is cannot be asked: make the answer a field of ``Kind``, or a part in ``personal``.
    """

    def __init__(self, kind: Kind) -> None:
        self._rank = Actor(member_id=0, roles=kind.roles, is_suspended=kind.is_suspended)
        for name in ("handle", "name", "initials", "tone"):
            setattr(self, name, personal.SLOTS.names[name])

    def __getattr__(self, name: str) -> Any:
        if name in {"member_id", "hub_roles", "in_hub", "hosts"}:
            raise AttributeError(f"A page for everybody of a kind cannot depend on its reader's {name}.")
        return getattr(self._rank, name)


def kind_of(actor: Actor, shared: queries.SharedPage) -> Kind:
    """Return which kind of reader ``actor`` is on this page."""
    if not actor.is_member:
        return Kind(is_member=False, roles=frozenset(), is_suspended=False, refusal="", may_edit=False)
    return Kind(
        is_member=True,
        roles=actor.roles,
        is_suspended=actor.is_suspended,
        refusal=discussion_policy.may_comment(actor, shared.talk.thread).reason,
        may_edit=bool(articles_policy.may_edit(actor, shared.article)),
    )


def kept_article(actor: Actor, slug: str, version: queries.Version, sort: Sort = Sort.NEWEST) -> bytes | None:
    """Return the page of an article that is open to everybody, for ``actor``, or ``None`` where it has to be drawn."""
    if request.query_string or "_flashes" in session:
        return None
    shared = queries.shared_page(slug, version, sort)
    if shared.names_hidden_hub and actor.is_member:
        return None
    shell = _shell_of(shared, kind_of(actor, shared))
    if not actor.is_member:
        return shell.filled({})
    own = personal.filling(shell.wanted, personal.reading_here(shared.talk.thread.id))
    return shell.filled({**own, **personal.fresh(headers.csp_nonce())})


def article(actor: Actor, page: queries.ArticlePage) -> str:
    """Return the page of an article, drawn for ``actor`` alone."""
    return _drawn(page, may_edit=bool(articles_policy.may_edit(actor, page.article)))


def _shell_of(shared: queries.SharedPage, kind: Kind) -> Shell:
    with shared.drawing:
        if kind not in shared.shells:
            drawn = _drawn_for_a_kind(shared, kind)
            shared.shells[kind] = personal.SLOTS.cut(drawn, {COMMENTS: shared.comments})
            page_cache.parts().grown((queries.ARTICLE, shared.article.slug, shared.sort), shared)
        return shared.shells[kind]


def _drawn_for_a_kind(shared: queries.SharedPage, kind: Kind) -> str:
    slots = personal.SLOTS.names
    elements = templating.stored_html([slots[COMMENTS]] if shared.comments.data else [])
    talk = shared.talk._replace(elements=elements, refusal=kind.refusal)
    own: dict[str, object] = {"nav_sections": lambda: shared.sections}
    if kind.is_member:
        if not kind.refusal:
            composer = discussion_serializers.Composer(talk.thread.public_id, slots["form_key"], is_fresh=True)
            talk = talk._replace(composer=composer)
        own |= {
            "actor": Somebody(kind),
            "csrf_token": lambda: slots["token"],
            "csp_nonce": lambda: slots["nonce"],
            "personal": _slot,
        }
    with _nobodys_request(shared.article.slug):
        return _drawn(
            queries.ArticlePage(shared.article, shared.hubs, talk, samples=shared.samples),
            may_edit=kind.may_edit,
            own=own,
        )


def _slot(name: str, _thread: object = None) -> Markup:
    return templating.stored_html([personal.SLOTS.names[name]])


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
        hidden=page.hidden,
        structured=serializers.news_article(page.article, current_app.config["SETTINGS"], page.samples),
        can_edit_url=articles_links.desk_url(page.article) if may_edit else "",
        **(page.talk._asdict() if page.talk else {"thread": None}),
        **(own or {}),
    )

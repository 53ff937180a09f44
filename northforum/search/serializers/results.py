"""The results as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Row

from northforum.access.actor import Actor
from northforum.articles import links as articles_links, queries as articles
from northforum.core.errors import Invalid
from northforum.discussion import links as discussion_links
from northforum.hubs import links as hubs_links, queries as hubs
from northforum.members import links as members_links, queries as members
from northforum.members.models import AuthorCard
from northforum.search import links, queries
from northforum.search.models import Kind
from northforum.search.queries import Found, Question, Wish
from northforum.search.serializers import passages

# Beside everything else, so many people and hubs whose name was asked for.
NAMED = 4
SUGGESTED = 7
_READ = (Kind.ARTICLE, Kind.COMMENT)


class Result(NamedTuple):
    """One thing that was found; ``subject`` is its row or card, ``writer`` who said it, of a comment."""

    kind: Kind
    url: str
    title: str
    passage: str
    subject: Any
    writer: AuthorCard | None = None


class SearchView(NamedTuple):
    """The page of a search.

    ``named`` are people and hubs whose name was asked for. ``instead`` is the spelling that was looked for in place of
    the words, ``offered`` one under which there is more, each with its address. ``problems`` say for a field what is
    wrong with it.
    """

    wish: Wish
    results: Sequence[Result]
    named: Sequence[Result]
    next_url: str
    first_url: str
    instead: str
    offered: tuple[str, str] | None
    problems: Mapping[str, str]
    is_asked: bool
    hub_choices: Sequence[tuple[str, str]]


def search_view(actor: Actor, wish: Wish, problems: Mapping[str, str], after: str | None) -> SearchView:
    """Return the page of what is wished for."""
    try:
        question = queries.question(actor, wish)
    except Invalid as refusal:
        return _view(actor, wish, {**problems, **refusal.fields})
    if problems:
        return _view(actor, wish, problems)
    is_mixed = wish.kind is None
    found = queries.search(actor, replace(question, kinds=_READ) if is_mixed else question, after)
    named = _named(actor, question) if is_mixed and not after and not wish.is_narrowed else ()
    if named and found.is_corrected:
        # A name was meant, and no misspelt word.
        found = Found((), None, question.asked)
    view = _view(actor, wish, {}, results(actor, found.rows, found.asked.to_mark), named)
    return view._replace(
        next_url=links.search_url(wish.in_words(found.asked) if found.is_corrected else wish, found.next_cursor)
        if found.next_cursor
        else "",
        first_url=links.search_url(wish) if after else "",
        instead=found.asked.text if found.is_corrected else "",
        offered=(found.offered.text, links.search_url(wish.in_words(found.offered))) if found.offered else None,
        is_asked=not question.is_empty or bool(wish.hub),
    )


def suggestions(actor: Actor, q: str) -> list[dict[str, str]]:
    """Return the hubs, members and articles whose name or headline goes on as typed, for a list below the box."""
    question = Question(queries.asked(q), kinds=(Kind.ARTICLE, Kind.MEMBER, Kind.HUB), in_title=True)
    found = queries.search(actor, question, limit=SUGGESTED)
    rank = {Kind.HUB: 0, Kind.MEMBER: 1, Kind.ARTICLE: 2}
    ordered = sorted(results(actor, found.rows, ()), key=lambda result: rank[result.kind])
    return [
        {"kind": result.kind.value, "title": _plain_title(result), "note": _note(result), "url": result.url}
        for result in ordered
    ]


def results(actor: Actor, rows: Sequence[Row[Any]], to_mark: Sequence[str] | frozenset[str]) -> list[Result]:
    """Return what the page shows of each row, in their order."""
    ids = {kind: [row.subject_id for row in rows if row.kind is kind] for kind in Kind}
    texts = queries.texts([row.id for row in rows]) if rows else {}
    subjects: dict[Kind, Mapping[int, Any]] = {
        Kind.ARTICLE: {card.id: card for card in articles.cards(actor, ids[Kind.ARTICLE])} if ids[Kind.ARTICLE] else {},
        Kind.COMMENT: queries.comments(ids[Kind.COMMENT]) if ids[Kind.COMMENT] else {},
        Kind.MEMBER: queries.members(ids[Kind.MEMBER]) if ids[Kind.MEMBER] else {},
        Kind.HUB: queries.hubs(ids[Kind.HUB]) if ids[Kind.HUB] else {},
    }
    spoken = subjects[Kind.COMMENT].values()
    writers = members.author_cards(row.author_id for row in spoken) if spoken else {}
    shown = []
    for row in rows:
        subject = subjects[row.kind].get(row.subject_id)
        if subject is not None:
            writer = writers.get(subject.author_id) if row.kind is Kind.COMMENT else None
            shown.append(_result(row.kind, subject, texts[row.id].body, to_mark, writer))
    return shown


def _result(kind: Kind, subject: Any, body: str, to_mark: Any, writer: AuthorCard | None) -> Result:
    title, url = _TITLES[kind](subject)
    return Result(kind, url, passages.marked(title, to_mark), passages.passage(body, to_mark), subject, writer)


_TITLES: Mapping[Kind, Any] = {
    Kind.ARTICLE: lambda card: (card.headline, articles_links.article_url(card)),
    Kind.COMMENT: lambda row: (row.thread_title, discussion_links.comment_url(row.public_id)),
    Kind.MEMBER: lambda row: (row.name, members_links.member_url(row)),
    Kind.HUB: lambda row: (row.name, hubs_links.hub_url(row)),
}


def _named(actor: Actor, question: Question) -> list[Result]:
    """Return the people and hubs whose name holds the words."""
    by_name = replace(question, kinds=(Kind.MEMBER, Kind.HUB), in_title=True)
    found = queries.search(actor, by_name, limit=NAMED)
    return [] if found.is_corrected else results(actor, found.rows, found.asked.to_mark)


def _plain_title(result: Result) -> str:
    return str(_TITLES[result.kind](result.subject)[0])


def _note(result: Result) -> str:
    if result.kind is Kind.MEMBER:
        return f"@{result.subject.handle}"
    return str(result.subject.place if result.kind is Kind.HUB else result.subject.section.name)


def _view(
    actor: Actor,
    wish: Wish,
    problems: Mapping[str, str],
    shown: Sequence[Result] = (),
    named: Sequence[Result] = (),
) -> SearchView:
    return SearchView(wish, shown, named, "", "", "", None, problems, False, hubs.hubs_for_choice(actor))

"""Everything about a piece that can be refused, looked at before anything is changed."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from northforum.access.actor import Actor
from northforum.articles import policy, queries
from northforum.articles.models import Article, Author, Byline, Topic
from northforum.articles.operations.piece import BylineEntry, Piece
from northforum.core import text
from northforum.core.errors import Invalid

MOST_TOPICS = 8
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class Credit:
    """A byline that can be stored: its author (perhaps a new row) and the line itself."""

    author: Author
    entry: BylineEntry


@dataclass(frozen=True)
class Checked:
    """What a piece's words stand for; new topics and authors are rows that are not stored yet."""

    section_id: int | None
    slug: str
    topics: list[Topic]
    credits: list[Credit]


def checked(actor: Actor, piece: Piece, article: Article | None = None) -> Checked:
    """Return what the piece's section, topics, bylines and slug stand for.

    Raises
    ------
    Invalid
        With a sentence for each field that cannot be used.
    """
    refusals: dict[str, str] = {}
    found = Checked(
        section_id=_section(piece, refusals),
        slug=_slug(piece, article, refusals),
        topics=_topics(actor, piece, refusals),
        credits=_credits(actor, piece, refusals),
    )
    _check_canonical(piece, refusals)
    if refusals:
        raise Invalid(**refusals)
    return found


def byline_rows(article_id: int, found: Checked) -> list[Byline]:
    """Return the rows of the checked bylines; their authors must be stored."""
    return [
        Byline(
            article_id=article_id,
            position=position,
            author_id=credit.author.id,
            role=credit.entry.role,
            organisation=credit.entry.organisation,
            interest=credit.entry.interest,
        )
        for position, credit in enumerate(found.credits)
    ]


def _section(piece: Piece, refusals: dict[str, str]) -> int | None:
    if not piece.section:
        return None
    section_id = queries.section_id(piece.section)
    if section_id is None:
        refusals["section"] = "There is no such section."
    return section_id


def _slug(piece: Piece, article: Article | None, refusals: dict[str, str]) -> str:
    wanted = text.slugify(piece.slug, fallback="")
    if piece.slug and not wanted:
        refusals["slug"] = "Use letters a to z, figures and hyphens."
        return ""
    if article is not None and (wanted == article.slug or (not wanted and _keeps_slug(piece, article))):
        return article.slug
    own_id = article.id if article else None
    if not wanted:
        return queries.free_article_slug(text.slugify(piece.headline), own_id)
    if queries.free_article_slug(wanted, own_id) != wanted:
        refusals["slug"] = "Another piece has this address. Choose another one, or leave this empty."
    return wanted


def _keeps_slug(piece: Piece, article: Article) -> bool:
    """Return whether an empty slug field leaves the address alone: always once readers may know it."""
    same_words = text.slugify(piece.headline) == text.slugify(article.headline) and article.has_automatic_slug
    return article.was_published or same_words


def _topics(actor: Actor, piece: Piece, refusals: dict[str, str]) -> list[Topic]:
    names = {text.slugify(name, fallback=""): name for name in piece.topics}
    if "" in names:
        refusals["topics"] = f"“{names['']}” has no letters to make an address of."
        return []
    if len(names) > MOST_TOPICS:
        refusals["topics"] = f"Name {MOST_TOPICS} topics at most."
        return []
    known = queries.topics_for(names)
    new = [name for slug, name in names.items() if slug not in known]
    if new and not policy.may_arrange(actor):
        refusals["topics"] = f"There is no topic “{new[0]}” yet. An editor can add it; choose another for now."
    found = [known.get(slug) or Topic(slug=slug, name=name) for slug, name in names.items()]
    # A topic may be named by its present and by a former name.
    return list(dict.fromkeys(found))


def _credits(actor: Actor, piece: Piece, refusals: dict[str, str]) -> list[Credit]:
    rows = [(number, entry) for number, entry in enumerate(piece.bylines) if not entry.is_blank]
    authors = Authors([entry for _, entry in rows], may_link=bool(policy.may_arrange(actor)))
    found: list[Credit] = []
    for number, entry in rows:
        try:
            author = authors.author_of(entry)
        except Invalid as refusal:
            refusals |= {f"byline-{number}-{field}": sentence for field, sentence in refusal.fields.items()}
            continue
        if any(credit.author is author for credit in found):
            refusals[f"byline-{number}-name"] = f"{author.name} is named twice."
        found.append(Credit(author, entry))
    return found


class Authors:
    """The people whom bylines name, known ones and new ones."""

    def __init__(self, entries: list[BylineEntry], *, may_link: bool) -> None:
        handles = {_handle(entry) for entry in entries if entry.handle}
        self._members = {member.handle: member for member in queries.members_by_handle(handles)}
        names = {entry.name for entry in entries} | {member.name for member in self._members.values()}
        self._authors = queries.authors_named(names, [member.id for member in self._members.values()])
        self._may_link = may_link

    def author_of(self, entry: BylineEntry) -> Author:
        """Return the author whom the entry names; ``Invalid`` by part of the entry when it names nobody."""
        author = self._of_member(entry) if entry.handle else self._by_name(entry.name)
        if author not in self._authors:
            self._authors.append(author)
        return author

    def _of_member(self, entry: BylineEntry) -> Author:
        member = self._members.get(_handle(entry))
        if member is None:
            raise Invalid(handle=f"There is no member @{_handle(entry)}.")
        name = entry.name or member.name
        linked = next((author for author in self._authors if author.member_id == member.id), None)
        # Whoever already writes under this name becomes the member, but only on an editor's word.
        free = next((author for author in self._authors if author.name == name and author.member_id is None), None)
        if linked is None and free is not None and self._may_link:
            free.member_id = member.id
            return free
        return linked or self._new(name, member.id)

    def _by_name(self, name: str) -> Author:
        if not name:
            raise Invalid(name="Enter the name of this person, or clear the line.")
        return next((author for author in self._authors if author.name == name), None) or self._new(name, None)

    def _new(self, name: str, member_id: int | None) -> Author:
        taken = {author.slug for author in self._authors}
        return Author(
            slug=queries.free_author_slug(text.slugify(name, fallback="author"), taken), name=name, member_id=member_id
        )


def _handle(entry: BylineEntry) -> str:
    return entry.handle.removeprefix("@").strip().lower()


def _check_canonical(piece: Piece, refusals: dict[str, str]) -> None:
    address = piece.social.canonical_url
    if not address:
        return
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and address.isascii() and " " not in address
    except ValueError:
        good = False
    if not good or len(address) > LONGEST_ADDRESS:
        refusals["canonical_url"] = "Give the whole address, beginning with https://."

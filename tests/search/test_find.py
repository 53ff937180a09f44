"""What is found: words, beginnings, phrases, misspellings; in which order, between which bounds, page by page."""

import pytest

from northforum.articles.models import Article
from northforum.core.db import db, transaction
from northforum.core.errors import Invalid
from northforum.search import queries
from northforum.search.models import Kind
from tests import factories
from tests.cast import Cast
from tests.conftest import Clock
from tests.search import world


@pytest.fixture
def site(cast: Cast) -> Cast:
    """The cast's site, taken in."""
    world.take_in(cast.app)
    return cast


def test_articles_comments_members_and_hubs_are_found_by_their_words(site: Cast) -> None:
    article = world.article_id(site)
    assert world.found(site.app, "short lease") == [(Kind.ARTICLE, article)]
    assert world.found(site.app, "figure believes") == [(Kind.ARTICLE, article)]
    assert world.found(site.app, "calder") == [(Kind.ARTICLE, article)]
    assert [kind for kind, _ in world.found(site.app, "letters")] == [Kind.COMMENT]
    assert world.found(site.app, "rigby") == [(Kind.MEMBER, site.host.member_id)]
    assert [kind for kind, _ in world.found(site.app, "weir")] == [Kind.HUB]


FORMS = ["letter", "LETTERS", "send letters", "“both of you”", "the letters", "lëtters", "you"]
MISFITS = ["“you both of”", "letters zebra", "letters -both", "zebra", "“send letters”", "-letters"]
SIGNS = ["NEAR(a b)", "title:kiln", "a* OR b", "' OR 1=1 --", "a AND NOT", "'a':A", "&|!<->", "@kcomment", "- -"]


@pytest.mark.parametrize("words", FORMS)
def test_words_are_found_in_other_forms(site: Cast, words: str) -> None:
    assert (Kind.COMMENT, 3) in world.found(site.app, words)


@pytest.mark.parametrize("words", MISFITS)
def test_what_does_not_fit_is_not_found(site: Cast, words: str) -> None:
    assert world.numbers(site.app, words) == []


def test_a_word_that_is_not_finished_finds_how_it_may_go_on(site: Cast) -> None:
    page = world.ask(site.app, "hatt")
    assert [row.subject_id for row in page.rows] == [site.host.member_id]
    assert not page.is_corrected
    assert world.numbers(site.app, "hatt ") == []


@pytest.mark.parametrize("typed", ["lettrs", "lettesr", "leters"])
def test_a_misspelt_word_finds_what_was_meant_and_says_so(site: Cast, typed: str) -> None:
    page = world.ask(site.app, f"{typed} send")
    assert [row.subject_id for row in page.rows] == [3]
    assert page.is_corrected
    assert [part.typed for part in page.asked.parts] == ["letters", "send"]


def test_where_a_rare_word_finds_little_another_spelling_is_offered(cast: Cast) -> None:
    world.say(cast, cast.member, "The warehuose is cold.")
    for number in range(4):
        world.say(cast, cast.other, f"A warehouse is warm, number {number}.")
    world.take_in(cast.app)
    page = world.ask(cast.app, "warehuose ")
    assert len(page.rows) == 1
    assert not page.is_corrected
    assert page.offered is not None
    assert [part.typed for part in page.offered.parts] == ["warehouse"]


def test_words_of_other_scripts_and_accents_are_found(cast: Cast) -> None:
    first = world.say(cast, cast.member, "Un café à Łódź, près de l’Øresund.")
    second = world.say(cast, cast.member, "Добрый вечер, Манчестер")
    world.take_in(cast.app)
    assert world.numbers(cast.app, "cafe lodz") == [first]
    assert world.numbers(cast.app, "ØRESUND") == [first]
    assert world.numbers(cast.app, "манчестер") == [second]


def test_the_newest_is_first_and_pages_follow_each_other(cast: Cast, clock: Clock) -> None:
    said = []
    for number in range(45):
        clock.advance(minutes=10)
        said.append(world.say(cast, cast.member, f"Chimney number {number} is down."))
    world.take_in(cast.app)
    seen: list[int] = []
    after, pages = None, 0
    while pages == 0 or after:
        page = world.ask(cast.app, "chimney", after=after)
        seen += [row.subject_id for row in page.rows]
        after, pages = page.next_cursor, pages + 1
    assert seen == said[::-1]
    assert pages == 3


def test_the_best_match_is_first_when_asked_for_and_pages_follow_each_other(cast: Cast) -> None:
    with transaction(cast.app):
        best = factories.an_article(headline="Kiln and kiln again", standfirst="Of the kiln.").id
    for number in range(24):
        world.say(cast, cast.member, f"There was a kiln behind the wall, and a good deal else besides, {number}.")
    world.take_in(cast.app)
    first = world.ask(cast.app, "kiln", is_best_first=True)
    assert first.rows[0].subject_id == best
    assert first.rows[0].kind is Kind.ARTICLE
    rest = world.ask(cast.app, "kiln", after=first.next_cursor, is_best_first=True)
    assert len({(row.kind, row.subject_id) for row in (*first.rows, *rest.rows)}) == 25
    assert rest.next_cursor is None


def test_pages_of_an_unfinished_word_go_on_with_the_same_words(cast: Cast, clock: Clock) -> None:
    for number in range(25):
        clock.advance(minutes=10)
        world.say(cast, cast.member, f"Weaving sheds, {number}.")
    world.take_in(cast.app)
    first = world.ask(cast.app, "weavi")
    assert len(first.rows) == 20
    rest = world.ask(cast.app, "weavi", after=first.next_cursor)
    assert len(rest.rows) == 5
    assert not {row.id for row in first.rows} & {row.id for row in rest.rows}


def test_kind_section_author_and_time_narrow_what_is_found(cast: Cast, clock: Clock) -> None:
    early = world.say(cast, cast.member, "The sluice is shut.")
    clock.advance(days=3)
    late = world.say(cast, cast.other, "The sluice is open.")
    elsewhere = world.say(cast, cast.other, "The sluice is theirs.", cast.world.members_article)
    with transaction(cast.app):
        piece = factories.an_article(headline="The sluice", section="places")
        piece_id, places = piece.id, piece.section_id
    world.take_in(cast.app)
    member = cast.actor(cast.member)
    everything = {(Kind.COMMENT, early), (Kind.COMMENT, late), (Kind.COMMENT, elsewhere), (Kind.ARTICLE, piece_id)}
    assert set(world.found(cast.app, "sluice", member)) == everything
    assert world.found(cast.app, "sluice", member, kinds=[Kind.ARTICLE]) == [(Kind.ARTICLE, piece_id)]
    assert world.numbers(cast.app, "sluice", member, author_id=cast.member.member_id) == [early]
    assert set(world.numbers(cast.app, "", member, author_id=cast.other.member_id)) >= {late, elsewhere}
    in_places = world.found(cast.app, "sluice", member, place=queries.Place(places))
    assert set(in_places) == {(Kind.ARTICLE, piece_id), (Kind.COMMENT, elsewhere)}
    yesterday = clock.time.replace(hour=0)
    assert set(world.found(cast.app, "sluice", member, since=yesterday)) == everything - {(Kind.COMMENT, early)}
    assert world.numbers(cast.app, "sluice", member, until=yesterday) == [early]


def test_a_hub_narrows_to_its_discussions(cast: Cast) -> None:
    inside = world.say(cast, cast.member, "The hoist is stuck.")
    world.say(cast, cast.member, "The hoist is free.", cast.world.members_article)
    world.take_in(cast.app)
    with cast.app.app_context():
        thread = db.session.get_one(Article, world.article_id(cast)).thread_id
    assert world.numbers(cast.app, "hoist", cast.actor(cast.member), thread_ids=[thread]) == [inside]
    assert world.numbers(cast.app, "hoist", cast.actor(cast.member), thread_ids=[]) == []


@pytest.mark.parametrize("words", ["\0", "x" * 201, "half \ud800"])
def test_what_is_no_query_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        queries.asked(words)
    assert refusal.value.fields["q"].endswith((".", "most."))


@pytest.mark.parametrize("words", [*SIGNS, *'"(-^{\\%…*', '""""'])
def test_signs_mean_nothing_to_the_database(site: Cast, words: str) -> None:
    for is_best_first in (False, True):
        world.ask(site.app, words, is_best_first=is_best_first)

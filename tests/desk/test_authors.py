"""Authors, kept at the desk and by themselves."""

from collections.abc import Callable

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles, queries
from northforum.articles.models import Author
from northforum.core import richtext
from northforum.core.db import db, transaction
from northforum.core.errors import Forbidden
from northforum.discussion import queries as discussion
from tests import factories
from tests.browser import Page, visit
from tests.cast import Cast, Person
from tests.desk.editor import picture

RUTH = "/desk/authors/ruth-calder"


def describe(cast: Cast, person: Person, path: str = RUTH, **typed: str) -> Page:
    page = visit(cast.client(person), path)
    return next(form for form in page.forms() if "bio" in form.names).submit(**typed)


def link(cast: Cast, person: Person) -> None:
    describe(cast, cast.editor, handle=person.handle)


def test_readers_see_who_an_author_is(cast: Cast) -> None:
    describe(
        cast,
        cast.editor,
        bio="She *prints*.",
        role="Printer",
        organisation="Calder Press",
        links="https://calder.example/",
    )
    page = visit(cast.client(), "/authors/ruth-calder")
    for words in ("She prints.", "Printer, Calder Press", "calder.example"):
        assert words in page.text
    assert '<a href="https://calder.example/" rel="me nofollow noopener">' in page.html
    assert "She prints." in visit(cast.client(), cast.world.article).text


@pytest.mark.parametrize("links", ["javascript:alert(1)", "//elsewhere.example", "https://a b", "data:text/html,x"])
def test_links_lead_to_the_web_and_nowhere_else(cast: Cast, links: str) -> None:
    page = describe(cast, cast.editor, links=links)
    assert page.status == 422
    assert links in page.text


def test_an_author_with_an_account_describes_themselves_and_nobody_else(cast: Cast) -> None:
    assert cast.client(cast.member).get(RUTH).status_code == 404
    link(cast, cast.member)
    page = visit(cast.client(cast.member), RUTH)
    assert not {"handle", "name", "slug"} & {name for form in page.forms() for name in form.names}
    # Whoever bears a name has the pieces that carry it.
    fields = next(form for form in page.forms() if "bio" in form.names).fields.to_dict()
    assert cast.client(cast.member).post(RUTH, data={**fields, "name": "Harriet Thwaite"}).status_code in {303, 400}
    assert "Ruth Calder" in visit(cast.client(), "/authors/ruth-calder").text
    assert describe(cast, cast.member, bio="In my own words.").status == 200
    assert "In my own words." in visit(cast.client(), "/authors/ruth-calder").text
    assert "Edit" in visit(cast.client(cast.member), "/authors/ruth-calder").root.first("main").text
    assert cast.client(cast.other).get(RUTH).status_code == 404
    with transaction(cast.app):
        ruth = queries.author(SYSTEM, "ruth-calder")
        assert ruth.member_id == cast.member.member_id
        for said in ({"name": "Ruth"}, {"name": "", "slug": "mine"}, {"name": "", "handle": ""}):
            words = articles.AuthorWords(bio=richtext.profile(""), **said)
            with pytest.raises(Forbidden):
                articles.rewrite_author(cast.actor(cast.member), ruth, words=words, portrait=articles.Portrait())


def test_a_suspended_author_describes_nobody(cast: Cast) -> None:
    link(cast, cast.suspended)
    assert cast.client(cast.suspended).get(RUTH).status_code == 404


def test_a_portrait_needs_a_description_and_stands_on_the_page_and_under_pieces(cast: Cast) -> None:
    link(cast, cast.member)
    client = cast.client(cast.member)
    for alt, status in (("", 422), ("Ruth at her press", 200)):
        fields = next(form for form in visit(client, RUTH).forms() if "bio" in form.names).fields.to_dict()
        data = {**fields, "portrait": picture(), "portrait_alt": alt}
        answer = client.post(RUTH, data=data, content_type="multipart/form-data", follow_redirects=True)
        assert answer.status_code == status
    for path in ("/authors/ruth-calder", cast.world.article):
        assert 'alt="Ruth at her press"' in visit(cast.client(), path).html
    describe(cast, cast.editor, without_portrait="y")
    assert "Ruth at her press" not in visit(cast.client(), "/authors/ruth-calder").html


def test_an_author_s_address_that_changes_leads_to_the_new_one(cast: Cast) -> None:
    describe(cast, cast.editor, slug="ruth", name="Ruth M. Calder")
    for path in ("/authors/ruth-calder", "/authors/ruth-calder?after=x"):
        assert cast.client().get(path).headers["Location"] == "/authors/ruth"
    page = visit(cast.client(), "/authors/ruth")
    assert page.headings[0] == "Ruth M. Calder"
    with transaction(cast.app):
        factories.an_article(bylines=(articles.BylineEntry(name="Ruth Calder"),))
        assert queries.author(SYSTEM, "ruth-calder-2").name == "Ruth Calder"


def test_two_names_of_one_person_become_one(cast: Cast) -> None:
    link(cast, cast.member)
    with transaction(cast.app):
        both = (articles.BylineEntry(name="R. Calder"), articles.BylineEntry(name="Ruth Calder"))
        factories.an_article(headline="By both", bylines=both)
        article = factories.an_article(headline="By the other", bylines=both[:1])
        thread_id = article.thread_id or 0
    client = cast.client(cast.editor)
    merge = next(form for form in visit(client, RUTH).forms() if "into" in form.names)
    assert merge.submit(into="Ruth Calder").status == 422
    assert merge.submit(into="nobody").status == 422
    assert merge.submit(into="/authors/r-calder").status == 200
    page = visit(cast.client(), "/authors/ruth-calder")
    assert page.url == "/authors/r-calder"
    assert {"By both", "By the other", "Rent by the month"} <= set(page.headings)
    with transaction(cast.app):
        (author,) = db.session.scalars(db.select(Author).where(Author.name.contains("Calder")))
        assert author.member_id == cast.member.member_id
        assert cast.member.member_id in discussion.author_ids(thread_id)


def test_two_members_are_two_people(cast: Cast) -> None:
    link(cast, cast.member)
    with transaction(cast.app):
        words = articles.AuthorWords("Olive Other", richtext.profile(""), handle=cast.other.handle)
        articles.make_author(SYSTEM, words=words)
    merge = next(form for form in visit(cast.client(cast.editor), RUTH).forms() if "into" in form.names)
    assert "two people" in merge.submit(into="Olive Other").text
    assert "Merge the two" in describe(cast, cast.editor, handle=cast.other.handle).text


def test_only_an_author_without_pieces_is_forgotten(cast: Cast) -> None:
    client = cast.client(cast.editor)
    form = next(form for form in visit(client, "/desk/authors").forms() if "bio" in form.names)
    typed = {**form.fields.to_dict(), "name": "Idle Hand"}
    for _ in range(2):
        assert client.post("/desk/authors", data=typed).headers["Location"] == "/desk/authors/idle-hand"
    assert cast.client().get("/authors/idle-hand").status_code == 404
    close = visit(client, "/desk/authors/idle-hand").form("/close")
    assert client.post(f"{RUTH}/close", data=close.fields).status_code == 409
    assert close.submit().status == 200
    assert client.get("/desk/authors/idle-hand").status_code == 404


def test_only_editors_see_the_list_of_authors(cast: Cast) -> None:
    for person in (cast.contributor, cast.member):
        assert cast.client(person).get("/desk/authors").status_code == 403
    found = visit(cast.client(cast.editor), "/desk/authors?q=ruth")
    assert "Ruth Calder" in found.text
    assert "Nobody of that name" in visit(cast.client(cast.editor), "/desk/authors?q=zebra").text


def test_a_merge_that_is_refused_leaves_what_is_said_of_the_author(cast: Cast) -> None:
    describe(cast, cast.editor, bio="She *prints*.")
    page = visit(cast.client(cast.editor), RUTH)
    refused = next(form for form in page.forms() if "into" in form.names).submit(into="Nobody like that")
    assert refused.status == 422
    kept = next(form for form in refused.forms() if "bio" in form.names).fields
    assert (kept["name"], kept["bio"]) == ("Ruth Calder", "She *prints*.")


def test_articles_are_found_by_an_author_s_new_name(cast: Cast, worker: Callable[[], int]) -> None:
    worker()
    describe(cast, cast.editor, name="Ruth Quern")
    worker()
    headline = visit(cast.client(), cast.world.article).root.first("h1").text
    assert headline in visit(cast.client(), "/search?q=quern&kind=article").root.first("main").text

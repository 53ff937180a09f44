"""What a contributor sees of how often their own pieces are read."""

from northforum.access.actor import SYSTEM
from northforum.articles import operations as articles
from northforum.core import richtext
from northforum.core.db import db, transaction
from tests import factories
from tests.browser import visit
from tests.cast import Cast


def read(cast: Cast, **reads: int) -> None:
    with transaction(cast.app):
        articles.write_reads(db.session.connection(), {slug.replace("_", "-"): count for slug, count in reads.items()})


def test_a_contributor_sees_the_reads_of_what_they_began_or_signed_and_of_nothing_else(cast: Cast) -> None:
    with transaction(cast.app):
        own = factories.an_article(by=cast.actor(cast.contributor), headline="Begun").public_id
        words = articles.AuthorWords("Connie", richtext.profile(""), handle=cast.contributor.handle)
        articles.make_author(SYSTEM, words=words)
        signed = factories.an_article(headline="Signed", bylines=(articles.BylineEntry(name="Connie"),)).public_id
        other = factories.an_article(headline="Somebody else’s").public_id
    read(cast, begun=7, signed=5, somebody_elses=100)
    page = visit(cast.client(cast.contributor), "/desk/figures")
    assert page.status == 200
    assert "Somebody else’s" not in page.text
    rows = [node.text for node in page.root.all("tr")]
    assert any("Begun" in row and "7" in row for row in rows)
    assert any("Signed" in row and "5" in row for row in rows)
    assert "12" in page.text
    client = cast.client(cast.contributor)
    for public_id, status in ((own, 200), (signed, 200), (other, 404)):
        assert client.get(f"/desk/figures/{public_id}").status_code == status
    everything = visit(cast.client(cast.editor), "/desk/figures")
    assert "Somebody else’s" in everything.text


def test_a_contributor_whom_nobody_has_read_is_told_what_comes(cast: Cast) -> None:
    assert "Nobody has been counted yet" in visit(cast.client(cast.contributor), "/desk/figures").text


def test_members_see_no_figures(cast: Cast) -> None:
    assert cast.client(cast.member).get("/desk/figures").status_code == 403

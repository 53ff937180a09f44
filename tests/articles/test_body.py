"""The body of an article, with this site's pictures and members in it."""

import pytest

from northforum.access.actor import SYSTEM
from northforum.articles import operations
from northforum.articles.models import ArticleState
from northforum.core.db import transaction
from northforum.core.errors import Invalid
from northforum.media import operations as media
from northforum.media.models import Picture
from tests.articles import newsroom as room
from tests.articles.newsroom import Newsroom


def a_picture() -> Picture:
    return media.add_picture(SYSTEM, media.KeptFiles("abcdefghjkmn", "a-master.jpg", (1200, 800)))


@pytest.mark.usefixtures("unit", "newsroom")
def test_a_picture_of_the_library_is_drawn_in_its_sizes_with_the_words_of_the_text() -> None:
    picture = a_picture()
    body = operations.rendered_body(f'![A "loom"](/media/{picture.public_id})\nThe shed.\nPhoto: Ada Reed')
    assert 'alt="A &#34;loom&#34;" width="1200" height="800" loading="lazy"' in body.html
    assert f"/media/{picture.public_id}/1-640.avif 640w" in body.html
    assert '<span class="credit">Photo: Ada Reed</span></figcaption></figure>' in body.html


@pytest.mark.usefixtures("unit", "newsroom")
def test_a_picture_that_is_not_in_the_library_is_refused() -> None:
    with pytest.raises(Invalid, match="no picture"):
        operations.rendered_body("![A loom](/media/zzzzzzzzzzzz)")


@pytest.mark.usefixtures("unit")
def test_the_handle_of_a_member_leads_to_their_page(newsroom: Newsroom) -> None:
    handle = newsroom.member.handle
    body = operations.rendered_body(f"As @{handle} and @nobody-here said")
    assert f'As <a href="/members/{handle}" class="mention">@{handle}</a> and @nobody-here said' in body.html


def test_a_piece_whose_picture_is_not_described_is_not_published(newsroom: Newsroom) -> None:
    with transaction(newsroom.app):
        name = a_picture().public_id
        piece = room.a_piece(body=operations.rendered_body(f"Words.\n\n![](/media/{name})"))
        article = operations.write_article(newsroom.editor, piece)
        assert "Describe each picture" in operations.missing(article)["body"]
        described = room.a_piece(body=operations.rendered_body(f"Words.\n\n![A loom](/media/{name})"))
        operations.edit_article(newsroom.editor, article, described, article.version)
        assert operations.publish_article(newsroom.editor, article).state is ArticleState.PUBLISHED

"""What stands by itself in an article: pictures with caption and credit, cards for films and sound."""

from collections.abc import Collection, Mapping

import pytest

from northforum.core import errors, richtext
from northforum.core.richtext.pictures import Draw

PICTURE = '<img src="/media/abc" alt="A crane" loading="lazy" decoding="async">'


def library(names: Collection[str]) -> Mapping[str, Draw]:
    """Know one picture."""
    return {name: lambda alt: f"<picture>{alt}</picture>" for name in names if name == "abc"}


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        ("", ""),
        ("\nThe *dock*.", '<figcaption><span class="caption">The <em>dock</em>.</span></figcaption>'),
        ("\nPhoto: Ada Reed", '<figcaption><span class="credit">Photo: Ada Reed</span></figcaption>'),
        (
            "\nThe dock,\nat dawn.\nIllustration: [Ada](/members/ada)",
            '<figcaption><span class="caption">The dock,\nat dawn.</span>'
            '<span class="credit">Illustration: <a href="/members/ada">Ada</a></span></figcaption>',
        ),
        ("\nPhoto:", '<figcaption><span class="caption">Photo:</span></figcaption>'),
        (
            "\nPhoto: of the dock\nby night.",
            '<figcaption><span class="caption">Photo: of the dock\nby night.</span></figcaption>',
        ),
    ],
)
def test_lines_under_a_picture_are_its_caption_and_its_credit(lines: str, caption: str) -> None:
    assert richtext.article(f"![A crane](/media/abc){lines}").html == f"<figure>{PICTURE}{caption}</figure>\n"


def test_a_picture_among_words_is_no_figure() -> None:
    assert "<figure" not in richtext.article("see ![A crane](/media/abc)\nhere").html
    assert "<figure" not in richtext.article("![A crane](/media/abc) here").html


def test_caption_and_credit_are_found_by_their_words() -> None:
    assert richtext.article("![A crane](/media/abc)\nThe dock.\nPhoto: Ada").text == "The dock.\nPhoto: Ada"


def test_a_library_draws_the_pictures_it_has_with_the_words_of_the_text() -> None:
    html = richtext.article('![A "crane" & co](/media/abc/800.webp)\nThe dock.', library=library).html
    assert html.startswith('<figure><picture>A "crane" & co</picture>')
    with pytest.raises(errors.Invalid, match="no picture \u201cxyz\u201d"):
        richtext.article("![A crane](/media/xyz)", library=library)


def test_a_library_is_not_asked_for_what_code_says() -> None:
    assert (
        "<picture"
        not in richtext.article('`![A](/media/abc)`\n\n```\n<img src="/media/abc">\n```', library=library).html
    )


@pytest.mark.parametrize(("alt", "lacks"), [("", True), (" ", True), ("A crane", False)])
def test_a_picture_without_a_description_is_noticed(alt: str, lacks: bool) -> None:
    assert richtext.has_undescribed(richtext.article(f"![{alt}](/media/abc)").html) is lacks
    assert not richtext.has_undescribed(richtext.article('No picture, `alt=""` or not.').html)


@pytest.mark.parametrize(
    ("source", "kind", "title", "place"),
    [
        ("https://www.youtube.com/watch?v=a", "video", "Video", "Watch on YouTube"),
        ("<https://youtu.be/a>", "video", "Video", "Watch on YouTube"),
        ("https://m.youtube.com/watch?v=a", "video", "Video", "Watch on YouTube"),
        ("[The *long* walk](https://vimeo.com/1)", "video", "The <em>long</em> walk", "Watch on Vimeo"),
        ("https://open.spotify.com/track/a", "audio", "Audio", "Listen on Spotify"),
        ("https://soundcloud.com/a/b", "audio", "Audio", "Listen on SoundCloud"),
        ("https://somebody.bandcamp.com/album/a", "audio", "Audio", "Listen on Bandcamp"),
        ("https://bsky.app/profile/a/post/b", "post", "Post", "Read on Bluesky"),
    ],
)
def test_a_link_alone_to_what_can_be_played_is_a_card(source: str, kind: str, title: str, place: str) -> None:
    html = richtext.article(source).html
    assert html.startswith(f'<figure class="embed {kind}"><a class="embed-card" href="https://')
    assert f'<span class="embed-title">{title}</span> <span class="embed-place">{place}</span></a></figure>' in html
    assert "<iframe" not in html


@pytest.mark.parametrize(
    "source",
    [
        "See https://youtu.be/a",
        "https://youtu.be/a and more",
        "https://youtu.be/",
        "https://notyoutube.com/watch",
        "https://youtube.com.evil.example/watch",
        "https://evilbandcamp.com/a",
        "https://example.org/film",
        "mailto:a@youtube.com",
        "[a](https://youtu.be/a) [b](https://youtu.be/b)",
    ],
)
def test_any_other_link_stays_a_link(source: str) -> None:
    assert "embed" not in richtext.article(source).html.replace("embed.", "")


def test_a_comment_has_neither_figures_nor_cards() -> None:
    assert "figure" not in richtext.comment("https://youtu.be/a").html


def test_the_places_a_text_leads_to_are_known_by_folder() -> None:
    html = richtext.article("[A](/hubs/a-b), [again](/hubs/a-b), [c](/hubs/c?x=1), [d](/members/d) `/hubs/e`").html
    assert richtext.linked(html, "/hubs/") == ["a-b"]
    assert richtext.linked(html, "/members/") == ["d"]

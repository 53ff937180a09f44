"""The element that shows a picture, and stored text that is drawn afresh."""

from northforum.media import serializers
from northforum.media.models import Picture

NAME, OTHER = "abcdefgh0123", "abcdefgh9999"


def a_row(name: str = NAME, version: int = 1, width: int = 1200, height: int = 800) -> Picture:
    return Picture(public_id=name, version=version, width=width, height=height, focal_x=50, focal_y=50)


def test_the_element_offers_formats_and_sizes_and_holds_its_place() -> None:
    drawn = serializers.element(a_row(), 'A "stair" & more', sizes="50vw", largest=640)
    assert drawn == (
        "<picture>"
        f'<source type="image/avif" srcset="/media/{NAME}/1-320.avif 320w, /media/{NAME}/1-640.avif 640w" sizes="50vw">'
        f'<source type="image/webp" srcset="/media/{NAME}/1-320.webp 320w, /media/{NAME}/1-640.webp 640w" sizes="50vw">'
        f'<img src="/media/{NAME}/1-960.jpg" alt="A &#34;stair&#34; &amp; more" width="1200" height="800"'
        ' loading="lazy" decoding="async"></picture>'
    )


def test_the_first_picture_of_a_page_is_fetched_first() -> None:
    drawn = serializers.element(a_row(), is_first=True)
    assert 'fetchpriority="high"' in drawn
    assert "lazy" not in drawn


def test_a_focal_point_beside_the_middle_is_named_by_classes() -> None:
    picture = a_row()
    picture.focus(33, 96)
    assert ' class="focus-x-3 focus-y-10"' in serializers.element(picture)
    picture.focus(52, 47)
    assert "class" not in serializers.element(picture)


def test_a_replaced_picture_is_drawn_afresh_where_it_stands_and_nowhere_else() -> None:
    html = (
        f"<p>Before</p><figure>{serializers.element(a_row(), 'Stairs & rail')}<figcaption>Here</figcaption></figure>"
        f"<figure>{serializers.element(a_row(OTHER), 'Another')}</figure>"
    )
    fresh = serializers.redrawn(html, a_row(version=2, width=900, height=900))
    assert fresh == (
        f"<p>Before</p><figure>{serializers.element(a_row(version=2, width=900, height=900), 'Stairs & rail')}"
        f"<figcaption>Here</figcaption></figure><figure>{serializers.element(a_row(OTHER), 'Another')}</figure>"
    )
    assert serializers.redrawn(html, a_row("zzzzzzzz0123", version=2)) == html


def test_the_pictures_in_a_text_are_named() -> None:
    html = f"{serializers.element(a_row())}<a href='/articles/x'>{serializers.element(a_row(OTHER))}</a>"
    assert serializers.names_in(html) == {NAME, OTHER}
    assert serializers.names_in("<p>/media/short/x</p>") == set()

"""Pictures: what is kept of an upload, and what is refused."""

import io

import pytest
from PIL import Image

from northforum.core import images
from northforum.core.errors import Invalid

PLACE_TAG = 0x8825


def a_picture(width: int = 1200, height: int = 800, kind: str = "JPEG", **save: object) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (162, 54, 31)).save(out, kind, **save)
    out.seek(0)
    return out


def test_a_photograph_becomes_webp_in_several_widths_and_one_jpeg() -> None:
    prepared = images.prepare(a_picture(2400, 1600))
    assert prepared.widths == (480, 960, 1600)
    assert (prepared.width, prepared.height) == (1600, 1067)
    assert sorted(prepared.files) == ["1600.jpg", "1600.webp", "480.webp", "960.webp"]
    with Image.open(io.BytesIO(prepared.files["480.webp"])) as smallest:
        assert (smallest.format, smallest.size) == ("WEBP", (480, 320))


def test_a_small_picture_is_not_blown_up() -> None:
    prepared = images.prepare(a_picture(700, 500))
    assert prepared.widths == (480, 700)


def test_a_tiny_but_sufficient_picture_keeps_its_width() -> None:
    assert images.prepare(a_picture(300, 250)).widths == (300,)


def test_a_transparent_picture_keeps_its_transparency_in_webp_only() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 400), (10, 20, 30, 0)).save(out, "PNG")
    out.seek(0)
    prepared = images.prepare(out)
    with Image.open(io.BytesIO(prepared.files["480.webp"])) as kept:
        assert kept.mode == "RGBA"
    with Image.open(io.BytesIO(prepared.files["600.jpg"])) as flat:
        assert flat.mode == "RGB"


def test_the_place_and_the_comment_of_a_photograph_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif.get_ifd(PLACE_TAG)[1] = "N"
    prepared = images.prepare(a_picture(exif=exif, comment=b"secret comment"))
    for content in prepared.files.values():
        assert b"secret" not in content
        with Image.open(io.BytesIO(content)) as kept:
            assert not kept.getexif()


def test_a_photograph_lying_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    prepared = images.prepare(a_picture(900, 600, exif=exif))
    assert prepared.height > prepared.width


def test_what_is_glued_to_the_end_of_a_picture_is_gone() -> None:
    glued = io.BytesIO(a_picture().read() + b"<script>alert(1)</script>PK\x03\x04")
    assert all(b"<script>" not in content for content in images.prepare(glued).files.values())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a JPEG"),
        (b"GIF89a" + b"\0" * 100, "not a JPEG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 200, "not a JPEG"),
        (b"x" * (images.BYTE_LIMIT + 1), "12 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        images.prepare(io.BytesIO(content))


def test_a_picture_cut_short_is_refused() -> None:
    whole = a_picture(1600, 1200).read()
    with pytest.raises(Invalid):
        images.prepare(io.BytesIO(whole[: len(whole) // 2]))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    out.seek(0)
    with pytest.raises(Invalid, match="40 million"):
        images.prepare(out)


def test_a_stamp_is_too_small() -> None:
    with pytest.raises(Invalid, match="at least 200"):
        images.prepare(a_picture(199, 400))


@pytest.mark.parametrize("size", [(300, 20_000), (20_000, 300)])
def test_a_strip_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="too long and narrow"):
        images.prepare(a_picture(*size, kind="PNG"))


def test_the_steepest_picture_that_is_taken_can_be_kept() -> None:
    assert images.prepare(a_picture(2000, 2000 * images.STEEPEST)).width == images.WIDTHS[-1]


def test_a_camera_that_wrote_nonsense_beside_the_pixels_does_no_harm() -> None:
    # Little-endian Exif: turned by a quarter, and a resolution (a fraction) that is said to be text.
    nonsense = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x02\0\x04\0\0\0abc\0\0\0\0\0"
    prepared = images.prepare(a_picture(900, 600, exif=nonsense))
    assert (prepared.width, prepared.height) == (600, 900)

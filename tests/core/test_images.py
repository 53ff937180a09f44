"""Pictures: the master that is kept of an upload, and what is refused or made harmless on the way."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from northforum.core import images
from northforum.core.errors import Invalid, Unavailable
from northforum.core.images import decoding
from tests.core.pictures import BRICK, a_picture, is_near, seen, written

PLACE_TAG = 0x8825


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_of_each_format_becomes_a_jpeg_master(kind: str) -> None:
    prepared = images.prepare(a_picture(1200, 800, kind))
    assert (prepared.width, prepared.height, prepared.ending) == (1200, 800, "jpg")
    kept = seen(prepared)
    assert (kept.format, kept.size) == ("JPEG", (1200, 800))
    assert is_near(kept.getpixel((600, 400)), BRICK, 12)


@pytest.mark.parametrize(("size", "kept"), [((6000, 4000), (2400, 1600)), ((3000, 4500), (1600, 2400))])
def test_a_large_picture_is_made_smaller(size: tuple[int, int], kept: tuple[int, int]) -> None:
    prepared = images.prepare(a_picture(*size))
    assert (prepared.width, prepared.height) == kept


def test_a_small_picture_is_not_blown_up() -> None:
    prepared = images.prepare(a_picture(300, 250))
    assert (prepared.width, prepared.height) == (300, 250)


def test_a_transparent_picture_keeps_its_transparency() -> None:
    half = Image.new("RGBA", (600, 400), (*BRICK, 255))
    half.paste((0, 0, 0, 0), (0, 0, 300, 400))
    prepared = images.prepare(written(half, "PNG"))
    kept = seen(prepared)
    assert (prepared.ending, kept.mode) == ("png", "RGBA")
    assert kept.getpixel((100, 100)) == (0, 0, 0, 0)
    assert kept.getpixel((500, 100)) == (*BRICK, 255)


def test_transparency_that_hides_nothing_is_dropped() -> None:
    assert images.prepare(a_picture(600, 400, "PNG", "RGBA")).ending == "jpg"


def test_a_palette_with_a_transparent_colour_keeps_it() -> None:
    prepared = images.prepare(a_picture(600, 400, "PNG", "P", transparency=0))
    assert prepared.ending in {"png", "jpg"}
    assert images.prepare(written(Image.new("P", (600, 400), 0), "GIF", transparency=0)).ending == "png"


def test_the_place_and_the_comment_of_a_photograph_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif.get_ifd(PLACE_TAG)[1] = "N"
    prepared = images.prepare(a_picture(exif=exif, comment=b"secret comment", xmp=b"<x>secret</x>"))
    assert b"secret" not in prepared.content
    kept = seen(prepared)
    assert not kept.getexif()
    assert not {"comment", "xmp", "exif", "icc_profile"} & set(kept.info)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_no_metadata_of_other_formats_survives(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "secret comment")
    save = {"pnginfo": words} if kind == "PNG" else {"xmp": b"<x>secret</x>"}
    for mode in ("RGB", "RGBA"):
        picture = Image.new(mode, (600, 400), (*BRICK, 90)[: len(mode)])
        prepared = images.prepare(written(picture, kind, exif=exif, **save))
        assert b"secret" not in prepared.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_taken_sideways_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    marked = Image.new("RGB", (900, 600), BRICK)
    marked.paste((255, 255, 255), (0, 0, 300, 200))
    kept = seen(images.prepare(written(marked, "JPEG", exif=exif)))
    assert kept.size == ((900, 600) if orientation < 5 else (600, 900))
    # Where the upper left corner of what was stored is seen (Exif 2.32, 4.6.4 A).
    right, lower = orientation in {2, 3, 6, 7}, orientation in {3, 4, 7, 8}
    corner = (kept.width - 50 if right else 50, kept.height - 50 if lower else 50)
    assert is_near(kept.getpixel(corner), (255, 255, 255))


def test_what_is_glued_to_the_end_of_a_picture_is_gone() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        glued = io.BytesIO(a_picture(kind=kind).read() + b"<script>alert(1)</script>PK\x03\x04")
        assert b"<script>" not in images.prepare(glued).content


def test_a_page_that_begins_as_a_picture_is_no_page_afterwards() -> None:
    polyglot = io.BytesIO(a_picture(kind="GIF", comment=b"*/=1;<script>alert(1)</script>/*").read())
    prepared = images.prepare(polyglot)
    assert prepared.content.startswith(b"\xff\xd8\xff")
    assert b"script" not in prepared.content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a JPEG"),
        (b"<?xml version='1.0'?><svg/>", "not a JPEG"),
        (b"%PDF-1.7", "not a JPEG"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "not a JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 900 900\n", "not a JPEG"),
        (b"\x00" * 1000, "not a JPEG"),
        (b"x" * (50 * 1024 * 1024), "20 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        images.prepare(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "JPEG2000"])
def test_formats_that_nobody_needs_are_not_even_opened(kind: str) -> None:
    with pytest.raises(Invalid, match="not a JPEG"):
        images.prepare(a_picture(256, 256, kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_cut_short_is_refused(kind: str) -> None:
    noise = Image.effect_noise((1600, 1200), 80)
    whole = written(noise.convert("RGB"), kind).read()
    with pytest.raises(Invalid, match="not a JPEG"):
        images.prepare(io.BytesIO(whole[: len(whole) // 2]))


def a_png_that_claims(width: int, height: int) -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def a_webp_that_claims(width: int, height: int) -> io.BytesIO:
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", len(canvas)) + canvas
    return io.BytesIO(b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk)


@pytest.mark.parametrize(
    "bomb", [a_png_that_claims(30_000, 30_000), a_png_that_claims(5_100, 5_000), a_webp_that_claims(16_000, 16_000)]
)
def test_a_bomb_is_refused_by_what_it_claims_before_anything_is_unpacked(
    bomb: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("it was unpacked"))
    with pytest.raises(Invalid, match="million pixels"):
        images.prepare(bomb)


def test_a_jpeg_of_too_many_pixels_is_refused() -> None:
    with pytest.raises(Invalid, match="50 million pixels"):
        images.prepare(a_picture(10_000, 5_100, mode="L"))


def test_text_that_unpacks_to_a_great_size_is_refused() -> None:
    words = PngImagePlugin.PngInfo()
    for number in range(80):
        words.add_text(f"t{number}", "a" * 1_000_000, zip=True)
    with pytest.raises(Invalid, match="not a JPEG"):
        images.prepare(written(Image.new("RGB", (300, 300)), "PNG", pnginfo=words))


def test_a_jpeg_of_a_thousand_passes_is_refused_before_it_is_read() -> None:
    content = a_picture(3000, 2000, progressive=True).read()
    start = content.index(b"\xff\xda")
    end = content.index(b"\xff\xc4", start) if b"\xff\xc4" in content[start:] else len(content) - 2
    scan = content[start:end]
    with pytest.raises(Invalid, match="takes very long"):
        images.prepare(io.BytesIO(content[:start] + scan * 1000 + content[start:]))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    first, second = (Image.new("RGB", (300, 300), colour) for colour in ("red", "blue"))
    with pytest.raises(Invalid, match="moves"):
        images.prepare(written(first, kind, save_all=True, append_images=[second], duration=100))


def test_of_a_photograph_with_a_second_one_behind_it_the_first_is_kept() -> None:
    first, second = (Image.new("RGB", (900, 600), colour) for colour in (BRICK, (0, 0, 255)))
    kept = seen(images.prepare(written(first, "MPO", save_all=True, append_images=[second])))
    assert (kept.format, kept.size) == ("JPEG", (900, 600))
    assert is_near(kept.getpixel((400, 300)), BRICK)
    assert not kept.info.get("mp")


def test_the_four_inks_of_print_become_colours_of_a_screen() -> None:
    kept = seen(images.prepare(a_picture(600, 400, "JPEG", "CMYK")))
    assert kept.mode == "RGB"
    assert is_near(kept.getpixel((300, 200)), BRICK, 12)


def test_sixteen_bits_of_grey_are_scaled_down_and_not_cut_off() -> None:
    grey = Image.new("I;16", (600, 400), 0x8000)
    assert is_near(seen(images.prepare(written(grey, "PNG"))).getpixel((300, 200)), (128, 128, 128))


def test_colours_of_another_space_are_moved_into_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = a_picture(600, 400)
    assert images.prepare(plain).content == images.prepare(a_picture(600, 400, icc_profile=profile)).content
    kept = seen(images.prepare(a_picture(600, 400, icc_profile=_swapped())))
    assert "icc_profile" not in kept.info
    # The profile says that what is stored as red is to be seen as green.
    assert is_near(kept.getpixel((300, 200)), (BRICK[1], BRICK[0], BRICK[2]), 20)


def _swapped() -> bytes:
    """Return sRGB's own profile with red and green exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for one, other in ((b"rXYZ", b"gXYZ"),):
        profile = profile.replace(one, b"\0\0\0\0", 1).replace(other, one, 1).replace(b"\0\0\0\0", b"\0\0\0\0", 0)
        place = profile.index(b"\0\0\0\0", 128 + 4)
        profile = profile[:place] + other + profile[place + 4 :]
    return profile


def test_a_profile_of_nonsense_does_no_harm() -> None:
    kept = seen(images.prepare(a_picture(600, 400, icc_profile=b"nonsense" * 100)))
    assert is_near(kept.getpixel((300, 200)), BRICK)


def test_a_picture_too_small_for_a_page_is_refused() -> None:
    with pytest.raises(Invalid, match="too small"):
        images.prepare(a_picture(199, 400))


@pytest.mark.parametrize("size", [(200, 1601), (1601, 200)])
def test_a_strip_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="long and narrow"):
        images.prepare(a_picture(*size, kind="PNG"))


def test_the_steepest_picture_that_is_taken_can_be_kept() -> None:
    prepared = images.prepare(a_picture(2000, 2000 * decoding.STEEPEST, mode="L"))
    assert (prepared.width, prepared.height) == (300, images.MASTER_SIDE)


def test_a_camera_that_wrote_nonsense_beside_the_pixels_does_no_harm() -> None:
    # Little-endian Exif: turned by a quarter, and a resolution (a fraction) that is said to be text.
    nonsense = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x1a\x01\x02\0\x04\0\0\0abc\0\0\0\0\0"
    prepared = images.prepare(a_picture(900, 600, exif=nonsense))
    assert (prepared.width, prepared.height) == (600, 900)


def test_when_too_many_arrive_at_once_the_last_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_WAIT_SECONDS", 0.01)
    with decoding._turn, pytest.raises(Unavailable, match="Many pictures"):
        images.prepare(a_picture())
    assert images.prepare(a_picture()).width == 1200


@pytest.mark.parametrize(("focal", "colour"), [((0, 50), BRICK), ((100, 50), (0, 0, 255)), ((20, 0), BRICK)])
def test_a_crop_keeps_its_focal_point(focal: tuple[int, int], colour: tuple[int, ...]) -> None:
    wide = Image.new("RGB", (4000, 1000), BRICK)
    wide.paste((0, 0, 255), (2000, 0, 4000, 1000))
    crop = images.cropped(wide, images.SHARE_SIZE, focal)
    assert crop.size == images.SHARE_SIZE
    assert crop.getpixel((600, 300)) == colour


@pytest.mark.parametrize("ending", ["avif", "webp", "jpg"])
def test_each_format_is_written_without_anything_beside_the_pixels(ending: str) -> None:
    picture = Image.new("RGBA", (640, 400), (*BRICK, 0))
    content = images.encoded(picture, ending)
    with Image.open(io.BytesIO(content)) as kept:
        kept.load()
        assert images.KINDS[ending].endswith((kept.format or "").lower())
        assert not kept.getexif()
        # What is transparent is paper where a format knows no transparency, and not black.
        assert kept.mode == "RGBA" if ending != "jpg" else is_near(kept.getpixel((9, 9)), (255, 255, 255))

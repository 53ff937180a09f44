"""Gzip members joined from pieces: what comes out is what went in, whatever the pieces."""

import gzip
import zlib

from hypothesis import given, strategies as st

from northforum.core.front import deflate
from northforum.core.front.deflate import Run
from northforum.core.front.shell import Slots

SOME_BYTES = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda word, times: word * times, st.binary(min_size=1, max_size=40), st.integers(0, 6000)),
)
PIECES = st.lists(st.tuples(SOME_BYTES, st.booleans()), max_size=12)


@given(PIECES)
def test_any_pieces_make_one_whole(pieces: list[tuple[bytes, bool]]) -> None:
    made = deflate.joined([Run(data) if is_run else data for data, is_run in pieces])
    whole = b"".join(data for data, _ in pieces)
    assert gzip.decompress(made) == whole
    # One member only, with nothing behind it.
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(made) == whole
    assert (reader.eof, reader.unused_data) == (True, b"")


@given(st.binary(max_size=200), SOME_BYTES)
def test_a_checksum_moves_on_by_the_length_of_what_follows(before: bytes, after: bytes) -> None:
    first, second, third, fourth = deflate._tables(len(after))
    checksum = zlib.crc32(before)
    moved = first[checksum & 255] ^ second[checksum >> 8 & 255] ^ third[checksum >> 16 & 255] ^ fourth[checksum >> 24]
    assert moved ^ zlib.crc32(after) == zlib.crc32(before + after)


def test_a_run_takes_no_more_than_it_says() -> None:
    for data in (b"", b"a", bytes(range(256)) * 400, b"<p>" * 30_000):
        run = Run(data)
        held = len(run.data) + len(run.packed) + sum(len(table) * table.itemsize for table in run.shift or ())
        assert held <= run.size


@given(st.lists(st.sampled_from(["name", "token", "thread", "x" * 300, "<b>", "\N{SNOWMAN}"]), max_size=20), st.data())
def test_a_shell_is_filled_alike_in_both_ways(words: list[str], data: st.DataObject) -> None:
    slots = Slots(["name", "token", "thread"])
    thread = Run(b"all of it " * 500)
    values = {name: data.draw(st.binary(max_size=70), name) for name in ("name", "token")}
    shell = slots.cut("".join(slots.names.get(word, word) for word in words), {"thread": thread})
    fixed = {**values, "thread": thread.data}
    whole = b"".join(fixed.get(word, word.encode()) for word in words)
    assert shell.filled(values) == gzip.decompress(shell.gzipped(values)) == whole
    assert shell.wanted == {word for word in words if word in values}

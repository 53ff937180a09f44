"""A gzip member joined from pieces that were compressed before, without compressing or reading them again.

A run is a raw deflate stream that ends byte-aligned and refers to nothing before it, so runs and stored blocks can
follow each other in any order (RFC 1951). The checksum of the whole follows from those of the pieces: appending a
piece of ``n`` bytes multiplies what came before by x^8n, a linear map of 32 bits that is kept as four tables.
"""

import functools
import struct
import zlib
from array import array
from collections.abc import Iterable

LEVEL = 6
# Below this, reading a piece for its checksum is quicker than four lookups' tables are worth.
LARGE = 2048
_POLYNOMIAL = 0xEDB88320
_ONE, _X8 = 1 << 31, 1 << 23
_BLOCK = 0xFFFF
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
_STORED = struct.Struct("<BHH")

Tables = tuple["array[int]", ...]


class Run:
    """A piece that many answers share: as it is, and ready for a gzip member once one has been asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @functools.cached_property
    def packed(self) -> bytes:
        """The piece as a raw deflate stream that ends on a whole byte."""
        return min(_deflated(self.data), stored(self.data), key=len)

    @functools.cached_property
    def checksum(self) -> int:
        """Its CRC-32."""
        return zlib.crc32(self.data)

    @functools.cached_property
    def shift(self) -> Tables | None:
        """What a checksum becomes when this piece follows; none where reading the piece is as quick."""
        return _tables(len(self.data)) if len(self.data) >= LARGE else None

    @property
    def size(self) -> int:
        """Return how many bytes it takes at most, packed as well."""
        return 2 * len(self.data) + 4096 * (len(self.data) >= LARGE) + 512


def stored(data: bytes) -> bytes:
    """Return ``data`` as stored blocks: not compressed, and free to make."""
    if len(data) <= _BLOCK:
        return _STORED.pack(0, len(data), len(data) ^ _BLOCK) + data
    return b"".join([stored(data[start : start + _BLOCK]) for start in range(0, len(data), _BLOCK)])


def joined(pieces: Iterable[Run | bytes]) -> bytes:
    """Return one gzip member of the pieces in their order (RFC 1952); bytes go in as they are."""
    parts, checksum, length = [_HEAD], 0, 0
    for piece in pieces:
        if isinstance(piece, bytes):
            parts.append(stored(piece))
            checksum = zlib.crc32(piece, checksum)
            length += len(piece)
            continue
        parts.append(piece.packed)
        length += len(piece.data)
        if piece.shift is None:
            checksum = zlib.crc32(piece.data, checksum)
        else:
            first, second, third, fourth = piece.shift
            moved = first[checksum & 255] ^ second[checksum >> 8 & 255] ^ third[checksum >> 16 & 255]
            checksum = moved ^ fourth[checksum >> 24] ^ piece.checksum
    parts += (_END, struct.pack("<II", checksum, length & 0xFFFFFFFF))
    return b"".join(parts)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def _tables(length: int) -> Tables:
    """Return what a checksum becomes when ``length`` bytes follow, by each of its four bytes."""
    power = _power(length)
    columns = [_times(power, 1 << bit) for bit in range(32)]
    return tuple(_table(columns[start : start + 8]) for start in range(0, 32, 8))


def _table(columns: list[int]) -> "array[int]":
    table = array("I", [0] * 256)
    for byte in range(1, 256):
        lowest = byte & -byte
        table[byte] = table[byte ^ lowest] ^ columns[lowest.bit_length() - 1]
    return table


def _power(length: int) -> int:
    """Return x^(8 * length) modulo the polynomial, bits reflected."""
    result, base = _ONE, _X8
    while length:
        if length & 1:
            result = _times(result, base)
        base = _times(base, base)
        length >>= 1
    return result


def _times(left: int, right: int) -> int:
    product = 0
    while left:
        if left & _ONE:
            product ^= right
        left = left << 1 & 0xFFFFFFFF
        right = right >> 1 ^ (_POLYNOMIAL if right & 1 else 0)
    return product

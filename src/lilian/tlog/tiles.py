"""Tiles of 256 hashes (C2SP tlog-tiles): what a tree is kept and served as, and how it grows by them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lilian.tlog import merkle
from lilian.tlog.merkle import HASH_BYTES, RangeHash

HEIGHT = 8
WIDTH = 1 << HEIGHT
LEVELS = 64  # a tile's level is below it
MOST_ENTRY_BYTES = 0xFFFF
INDEX = re.compile(r"(?:x\d{3}/)*\d{3}")

ReadTile = Callable[[int, int], bytes]


class BadPath(ValueError):
    """No tile has this path."""


@dataclass(frozen=True)
class Tile:
    """`hashes` is 8,192 bytes, `root` the hash over them: an entry of the tile above."""

    level: int
    index: int
    hashes: bytes
    root: bytes


def hashes_in(tile: bytes) -> list[bytes]:
    return [tile[start : start + HASH_BYTES] for start in range(0, len(tile), HASH_BYTES)]


def width_at(level: int, index: int, size: int) -> int:
    """How many hashes this tile has in a tree of `size`: 256 where it is full, 0 where there is none."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - index * WIDTH))


def index_path(index: int) -> str:
    """1234067 is `x001/x234/067`."""
    groups = f"{index:,}".split(",")
    groups[0] = groups[0].zfill(3)
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Below the log's prefix; `level` is `entries` for a bundle of entries."""
    return f"tile/{level}/{index_path(index)}" + (f".p/{width}" if width < WIDTH else "")


def parsed_index(text: str) -> tuple[int, int]:
    """Index and width out of `x001/x234/067` or `000.p/17`.

    :raises BadPath: if it is not written exactly as `tile_path` writes it
    """
    name, _, width = text.partition(".p/")
    if not INDEX.fullmatch(name) or len(name) > 27:
        raise BadPath(text)
    index = int(re.sub(r"[x/]", "", name))
    many = int(width) if width.isascii() and width.isdecimal() and len(width) <= 3 else WIDTH
    if not 0 < many <= WIDTH or tile_path(0, index, many) != f"tile/0/{text}":
        raise BadPath(text)
    return index, many


def ranges(read: ReadTile) -> RangeHash:
    """Hashes of ranges of leaves out of tiles; `read(level, index)` gives what there is of a tile, asked once."""
    kept: dict[tuple[int, int], bytes] = {}

    def subtree(level: int, index: int) -> bytes:
        height, first = level % HEIGHT, index << level % HEIGHT
        place = (level // HEIGHT, first // WIDTH)
        tile = kept.get(place) or kept.setdefault(place, read(*place))
        start, many = first % WIDTH, 1 << height
        hashes = hashes_in(tile[start * HASH_BYTES : (start + many) * HASH_BYTES])
        if len(hashes) < many:
            raise merkle.ProofWrong(f"tile {place[0]}/{place[1]} is too narrow")
        return merkle.folded(hashes)

    return merkle.over(subtree)


def grown(size: int, hashes: Sequence[bytes], standing: Callable[[int], Sequence[bytes]]) -> Iterator[Tile]:
    """The tiles that become full when leaves with these hashes follow `size` others, the lower before the higher.

    `standing(level)` gives the hashes of the partial tile of that level in the tree of `size`.
    """
    new, level = list(hashes), 0
    while new:
        count = size >> HEIGHT * level
        if count % WIDTH + len(new) < WIDTH:
            return
        row, index = [*standing(level), *new], count // WIDTH
        made = [
            _full(level, index + place, row[place * WIDTH : (place + 1) * WIDTH]) for place in range(len(row) // WIDTH)
        ]
        yield from made
        new, level = [tile.root for tile in made], level + 1


def _full(level: int, index: int, hashes: Sequence[bytes]) -> Tile:
    return Tile(level, index, b"".join(hashes), merkle.folded(hashes))


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each behind its length in two bytes.

    :raises ValueError: if one is longer than 65,535 bytes
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MOST_ENTRY_BYTES:
            raise ValueError(f"an entry of {len(entry)} bytes")
        parts += [len(entry).to_bytes(2), entry]
    return b"".join(parts)


def entries_in(data: bytes) -> list[bytes]:
    """:raises ValueError: if it ends within an entry"""
    entries, place = [], 0
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2])
        if end > len(data):
            raise ValueError("the bundle ends within an entry")
        entries.append(data[place + 2 : end])
        place = end
    return entries

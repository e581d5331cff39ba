"""A log kept in tiles in memory, grown in steps: what a store must do, and no more."""

from collections.abc import Sequence

from lilian.tlog import merkle, tiles


class Log:
    def __init__(self) -> None:
        self.leaves: list[bytes] = []
        self.full: dict[tuple[int, int], tiles.Tile] = {}

    @property
    def size(self) -> int:
        return len(self.leaves)

    def append(self, entries: Sequence[bytes]) -> None:
        hashes = [merkle.leaf_hash(entry) for entry in entries]
        for tile in list(tiles.grown(self.size, hashes, self.standing)):
            assert (tile.level, tile.index) not in self.full
            assert len(tile.hashes) == 8192
            self.full[tile.level, tile.index] = tile
        self.leaves += hashes

    def standing(self, level: int) -> list[bytes]:
        return tiles.hashes_in(self.partial(level, (self.size >> 8 * level) // 256))

    def partial(self, level: int, index: int) -> bytes:
        if level == 0:
            return b"".join(self.leaves[index * 256 : (index + 1) * 256])
        below = range(index * 256, index * 256 + tiles.width_at(level, index, self.size))
        return b"".join(self.full[level - 1, one].root for one in below)

    def read(self, level: int, index: int) -> bytes:
        full = self.full.get((level, index))
        return full.hashes if full else self.partial(level, index)

    @property
    def ranges(self) -> merkle.RangeHash:
        return tiles.ranges(self.read)

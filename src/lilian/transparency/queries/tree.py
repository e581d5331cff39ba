"""The tree as it stands: its size, its tiles, its entries."""

from collections.abc import Sequence

from lilian.base.drawn import Question
from lilian.tlog import merkle, tiles
from lilian.tlog.merkle import RangeHash
from lilian.tlog.tiles import WIDTH
from lilian.transparency.models import Leaf, Tile

FULL = Question(
    lambda levels, numbers: Tile.objects.filter(level__in=levels, number__in=numbers).order_by().values_list("hashes")
)


def size() -> int:
    """How many leaves there are: they are numbered from 0 without a gap."""
    newest = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    return 0 if newest is None else newest + 1


def missing() -> int:
    """How many numbers below the newest have no leaf. Counts them all: a second for ten million."""
    return size() - Leaf.objects.count()


def sequenced_to(size: int) -> int:
    """The newest audit event that has its leaves in a log of this size."""
    return Leaf.objects.values_list("event_id", flat=True).get(seq=size - 1) if size else 0


def entries(low: int, high: int) -> list[bytes]:
    """The entries from `low` up to, not with, `high`."""
    found = Leaf.objects.filter(seq__gte=low, seq__lt=high).order_by("seq").values_list("entry", flat=True)
    return [bytes(entry) for entry in found]


def tile(level: int, number: int, width: int = WIDTH) -> bytes:
    """The first `width` hashes of a tile, or as many as there are."""
    full = FULL.rows([level], [number])
    if full:
        return bytes(full[0][0])[: width * merkle.HASH_BYTES]
    return b"".join(partial(level, number, width))


def partial(level: int, number: int, width: int) -> Sequence[bytes]:
    """The hashes of a tile that is not full: of leaves, or over the full tiles below."""
    low = number * WIDTH
    if level == 0:
        return [merkle.leaf_hash(entry) for entry in entries(low, low + width)]
    below = Tile.objects.filter(level=level - 1, number__gte=low, number__lt=low + width).order_by("number")
    return [bytes(root) for root in below.values_list("root", flat=True)]


def ranges(size: int) -> RangeHash:
    """Hashes of ranges of the first `size` leaves, each in O(log n)."""

    def read(level: int, number: int) -> bytes:
        return tile(level, number, tiles.width_at(level, number, size))

    return tiles.ranges(read)


def root(size: int) -> bytes:
    return ranges(size)(0, size)

"""The signed part of the log as files at the C2SP paths: any web server may serve them, a verifier reads them."""

from collections.abc import Iterator
from pathlib import Path

from lilian.kernel.refusal import NotFound
from lilian.tlog import tiles
from lilian.tlog.tiles import WIDTH
from lilian.transparency.queries import tree
from lilian.transparency.queries.evidence import full_note
from lilian.transparency.queries.standing import latest


def export(folder: Path) -> int:
    """Write what is not there yet, the checkpoint last; return how many files. Done again, it adds what is new.

    :raises NotFound: if nothing was signed yet
    """
    point, written = latest(), 0
    if point is None:
        raise NotFound()
    for path, data in files(point.size):
        if not (folder / path).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            written += 1
    (folder / "checkpoint").write_text(full_note(point), encoding="utf-8")
    return written + 1


def files(size: int) -> Iterator[tuple[str, bytes]]:
    """Tiles and bundles of the tree of this size, by their paths."""
    for number in range(-(-size // WIDTH)):
        width = tiles.width_at(0, number, size)
        low = number * WIDTH
        yield tiles.tile_path("entries", number, width), tiles.bundle(tree.entries(low, low + width))
    level = 0
    while size >> tiles.HEIGHT * level:
        for number in range(-(-(size >> tiles.HEIGHT * level) // WIDTH)):
            width = tiles.width_at(level, number, size)
            yield tiles.tile_path(level, number, width), tree.tile(level, number, width)
        level += 1

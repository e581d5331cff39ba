"""The log worked out again; `lilian verify` looks at all of it.

Leaves against tiles, tiles against each other, leaves against the rows of the journals, checkpoints against the tree.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import zip_longest

from lilian.base import audit
from lilian.tlog import checkpoints, cosignatures, merkle
from lilian.tlog.notes import Note, NoteWrong, VerifierKey
from lilian.tlog.tiles import WIDTH
from lilian.transparency import rules
from lilian.transparency.models import Checkpoint, Erasure, Leaf, LogKey, Tile
from lilian.transparency.queries import kinds, tree
from lilian.transparency.queries.evidence import full_note
from lilian.transparency.values import CHAIN

Progress = Callable[[int], None]
BLOCK = 4 * WIDTH


def leaf_faults(progress: Progress) -> Iterator[str]:
    """Leaves are numbered without a gap and say so themselves; tiles are over them and over each other."""
    size, seen = tree.size(), 0
    for low in range(0, size, BLOCK):
        rows = list(Leaf.objects.filter(seq__gte=low, seq__lt=low + BLOCK).values_list("seq", "kind", "ref", "entry"))
        yield from _gaps(low, min(low + BLOCK, size), [row[0] for row in rows])
        for seq, kind, ref, entry in rows:
            said = json.loads(bytes(entry))
            if (said["seq"], said["kind"], said["id"]) != (seq, kind, ref):
                yield f"log: entry {seq} says it is another"
        yield from _tile_faults(low, {seq: bytes(entry) for seq, _, _, entry in rows})
        seen += len(rows)
        progress(seen)
    yield from _upper_faults(size)


def _gaps(low: int, high: int, found: list[int]) -> Iterator[str]:
    yield from (f"log: entry {seq} is missing" for seq in sorted(set(range(low, high)) - set(found)))


def _tile_faults(low: int, entries: dict[int, bytes]) -> Iterator[str]:
    numbers = range(low // WIDTH, low // WIDTH + BLOCK // WIDTH)
    kept = {tile.number: tile for tile in Tile.objects.filter(level=0, number__in=numbers)}
    for number in numbers:
        some = [entries.get(seq) for seq in range(number * WIDTH, (number + 1) * WIDTH)]
        hashes = [merkle.leaf_hash(entry) for entry in some if entry is not None]
        yield from _wrong_tile(0, number, hashes, kept.get(number))


def _wrong_tile(level: int, number: int, hashes: list[bytes], tile: Tile | None) -> Iterator[str]:
    if tile is None:
        if len(hashes) == WIDTH:
            yield f"log: tile {level}/{number} is missing"
        return
    if bytes(tile.hashes) != b"".join(hashes) or len(hashes) != WIDTH or bytes(tile.root) != merkle.folded(hashes):
        yield f"log: tile {level}/{number} is not over its entries"


def _upper_faults(size: int) -> Iterator[str]:
    for level in range(1, 1 + (size.bit_length() + 7) // 8):
        below = Tile.objects.filter(level=level - 1).order_by("number").values_list("root", flat=True)
        roots = [bytes(root) for root in below]
        kept = {tile.number: tile for tile in Tile.objects.filter(level=level)}
        for number in range(max(len(roots) // WIDTH, max(kept, default=-1) + 1)):
            yield from _wrong_tile(level, number, roots[number * WIDTH : (number + 1) * WIDTH], kept.get(number))


def row_faults(progress: Progress) -> Iterator[str]:
    """Every row that was told of has its leaf, in the order of the telling; every leaf says what its row says."""
    size, seen = tree.size(), 0
    told = _told(tree.sequenced_to(size))
    for low in range(0, size, BLOCK):
        rows = list(Leaf.objects.filter(seq__gte=low, seq__lt=low + BLOCK).select_related("salt").order_by("seq"))
        expected = [next(told, None) for leaf in rows if leaf.kind != CHAIN]
        own = [leaf for leaf in rows if leaf.kind != CHAIN]
        for leaf, one in zip_longest(own, expected):
            if one != (leaf.event_id, (leaf.kind, leaf.ref)):
                yield f"log: entry {leaf.seq} ({leaf.kind} {leaf.ref}) is not what the audit chain tells there"
                return
        yield from _changed(rows)
        seen += len(rows)
        progress(seen)
    for _, (kind, ref) in told:
        yield f"log: {kind} {ref} has no entry"


def _told(up_to: int) -> Iterator[tuple[int, kinds.Row]]:
    """Every row the audit chain tells of, up to an event."""
    after, events = 0, list(kinds.by_event())
    while True:
        some = [one for one in audit.told(events=events, after=after, most=BLOCK) if one[0] <= up_to]
        if not some:
            return
        yield from kinds.rows_of((number, code, subject) for number, code, subject, _ in some)
        after = some[-1][0]


def _changed(rows: list[Leaf]) -> Iterator[str]:
    records = kinds.records_of((leaf.kind, leaf.ref) for leaf in rows)
    erased = set(Erasure.objects.filter(leaf__in=[leaf.pk for leaf in rows]).values_list("leaf_id", flat=True))
    for leaf in rows:
        record, salt = records.get((leaf.kind, leaf.ref)), getattr(leaf, "salt", None)
        if salt is None:
            if leaf.seq not in erased:
                yield f"log: the salt of entry {leaf.seq} is gone, and nobody asked for that"
        elif record is None:
            yield f"log: {leaf.kind} {leaf.ref} of entry {leaf.seq} is gone"
        elif not _says(leaf, record, bytes(salt.secret)):
            yield f"log: {leaf.kind} {leaf.ref} is not what entry {leaf.seq} swears to"


def _says(leaf: Leaf, record: kinds.Record, secret: bytes) -> bool:
    shown = rules.record_bytes(record.said, record.sealed, secret)
    said = json.loads(bytes(leaf.entry))
    body = hashlib.sha256(rules.salt(secret, "record") + shown).hexdigest()
    return (said["body"], said.get("digest", "")) == (body, record.digest)


def checkpoint_faults(progress: Progress) -> Iterator[str]:
    """Every checkpoint is signed by the key of its time and is over the tree; every witness's line holds."""
    size = tree.size()
    names = {key.pk: VerifierKey.parsed(key.vkey) for key in LogKey.objects.all()}
    for done, point in enumerate(Checkpoint.objects.order_by("pk").prefetch_related("cosignatures__witness"), 1):
        yield from _point_faults(point, names[point.key_id], size)
        progress(done)


def _point_faults(point: Checkpoint, key: VerifierKey, size: int) -> Iterator[str]:
    try:
        said = checkpoints.opened(point.note, [key])
        witnesses = [VerifierKey.parsed(one.witness.vkey) for one in point.cosignatures.all()]
        seen = cosignatures.seen_by(Note.parsed(full_note(point)), witnesses)
    except NoteWrong as fault:
        yield f"log: checkpoint of {point.size}: {fault}"
        return
    if (said.size, said.root) != (point.size, bytes(point.root)) or len(seen) != len(witnesses):
        yield f"log: checkpoint of {point.size} is not what was signed"
    if point.size > size:
        yield f"log: checkpoint of {point.size} entries, and there are {size}"
        return
    try:
        if tree.root(point.size) != said.root:
            yield f"log: the tree does not begin with the checkpoint of {point.size}"
    except (merkle.ProofWrong, IndexError):
        yield f"log: the tree of the checkpoint of {point.size} is not whole"

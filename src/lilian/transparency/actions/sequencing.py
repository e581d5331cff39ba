"""The sequencer: committed events become leaves, in their order and without a gap; one at a time, after the acts.

An event is in the audit chain under a number that no older one follows, so what it stops at is where it goes on.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from lilian.base import audit
from lilian.base.drawn import Insertion
from lilian.base.locks import hold_name
from lilian.base.logged import Record
from lilian.tlog import merkle, tiles
from lilian.transparency import rules
from lilian.transparency.actions import keys
from lilian.transparency.models import Leaf, Salt, Tile
from lilian.transparency.queries import kinds, tree
from lilian.transparency.queries.kinds import Row
from lilian.transparency.values import CHAIN

BATCH = 1_000  # events in one transaction: a few dozen milliseconds in which SQLite lets nobody else write
LOCK = "transparency.log"
LEAVES = Insertion(Leaf, "seq", "event_id", "kind", "ref", "entry")
SALTS = Insertion(Salt, "leaf_id", "secret")
TILES = Insertion(Tile, "level", "number", "hashes", "root")

Draw = Callable[[int], bytes]


class Told(NamedTuple):
    """A row to be logged: the event that told of it, and when that was."""

    event: int
    row: Row
    at: datetime


def sequence(*, now: datetime, draw: Draw = secrets.token_bytes) -> int:
    """Put everything committed by now into the log; how many leaves that made. 0 while another does the same."""
    if not waiting(most=1):
        return 0
    keys.begin(now=now)
    whole = 0
    while True:
        read, made = _batch(draw)
        whole += made
        if read < BATCH:
            return whole


def waiting(most: int) -> list[tuple[int, str, str, datetime]]:
    """Events that have no leaf yet, the oldest first."""
    return audit.told(events=list(kinds.by_event()), after=tree.sequenced_to(tree.size()), most=most)


@transaction.atomic
def _batch(draw: Draw) -> tuple[int, int]:
    """How many events were read, and how many leaves they made."""
    if not hold_name(LOCK, wait=False):
        return 0, 0
    size = tree.size()
    events = waiting(most=BATCH)
    when = {number: at for number, _, _, at in events}
    rows = kinds.rows_of((number, code, subject) for number, code, subject, _ in events)
    append([Told(number, row, when[number]) for number, row in rows], size=size, draw=draw)
    return len(events), len(rows)


@transaction.atomic
def anchor(*, now: datetime, draw: Draw = secrets.token_bytes) -> bool:
    """Put the end of the audit chain into the log; False where it stands there, or something is before it."""
    hold_name(LOCK, wait=True)
    number, _ = audit.head()
    if not number or waiting(most=1) or Leaf.objects.filter(kind=CHAIN, ref=number).exists():
        return False
    append([Told(number, (CHAIN, number), now)], size=tree.size(), draw=draw)
    return True


def append(told: Sequence[Told], *, size: int, draw: Draw) -> None:
    """Leaves, their salts and the tiles that become full, behind the `size` leaves there are."""
    if not told:
        return
    name, records = keys.name(), kinds.records_of(one.row for one in told)
    drawn = draw(rules.SECRET_BYTES * len(told))
    leaves, salts = [], []
    for place, one in enumerate(told):
        secret = drawn[place * rules.SECRET_BYTES : (place + 1) * rules.SECRET_BYTES]
        entry = written(size + place, name, one, records[one.row], secret)
        leaves.append((size + place, one.event, *one.row, entry))
        salts.append((size + place, secret))
    hashes = [merkle.leaf_hash(entry) for *_, entry in leaves]
    grown = list(tiles.grown(size, hashes, lambda level: _standing(level, size)))
    LEAVES.write(leaves)
    SALTS.write(salts)
    TILES.write((tile.level, tile.index, tile.hashes, tile.root) for tile in grown)


def written(seq: int, name: str, told: Told, record: Record, secret: bytes) -> bytes:
    """The entry of one row."""
    shown = rules.record_bytes(record.said, record.sealed, secret)
    body = rules.salted(rules.salt(secret, "record"), shown)
    kind, ref = told.row
    return rules.entry_bytes(seq=seq, name=name, kind=kind, ref=ref, at=told.at, digest=record.digest, body=body)


def _standing(level: int, size: int) -> Sequence[bytes]:
    number = (size >> tiles.HEIGHT * level) // tiles.WIDTH
    return tree.partial(level, number, tiles.width_at(level, number, size))

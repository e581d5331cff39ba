"""What the transparency log swears to of stored events: a Merkle tree over those that one transaction stored.

A leaf of the log for each event would cost more than storing it. A leaf for a sheaf of a thousand holds the root of a
tree over them, so that each is still proved by itself, with ten hashes more.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lilian.tlog import merkle


class Sealed(NamedTuple):
    """One stored event: `record_time` in microseconds UTC, `context` its context's number, `body` as it is kept."""

    seq: int
    event_id: str
    event_hash: str
    record_time: int
    context: int
    body: str


def entry(event: Sealed) -> bytes:
    """Its bytes in the tree, a line each; none of these texts can hold the end of a line."""
    seq, event_id, event_hash, record_time, context, body = event
    return f"{seq}\n{event_id}\n{event_hash}\n{record_time}\n{context}\n{body}".encode()


def leaves(events: Iterable[Sealed]) -> list[bytes]:
    return [merkle.leaf_hash(entry(event)) for event in events]


def root(events: Iterable[Sealed]) -> bytes:
    """The root of the tree over at least one event, in their order."""
    return merkle.root(leaves(events))


def path(hashes: Sequence[bytes], place: int) -> list[bytes]:
    """What proves the leaf at this place to be in the tree over these."""
    return merkle.inclusion_proof(place, len(hashes), lambda low, high: merkle.root(hashes[low:high]))

"""Reads of the transparency log."""

from lilian.transparency.queries.erased import erased, is_erased, log_entry
from lilian.transparency.queries.evidence import evidence, full_note, indices, opened, proof_of, proved, unsealed
from lilian.transparency.queries.exporting import export
from lilian.transparency.queries.kinds import erasure_records, key_records
from lilian.transparency.queries.offering import offered, trusted
from lilian.transparency.queries.standing import (
    Waits,
    Watching,
    alarms,
    checkpoint,
    checkpoints,
    is_late,
    latest,
    log_keys,
    waits,
    witness,
    witnesses,
)
from lilian.transparency.queries.tree import entries, missing, size, tile

__all__ = [
    "Waits",
    "Watching",
    "alarms",
    "checkpoint",
    "checkpoints",
    "entries",
    "erased",
    "erasure_records",
    "evidence",
    "export",
    "full_note",
    "indices",
    "is_erased",
    "is_late",
    "key_records",
    "latest",
    "log_entry",
    "log_keys",
    "missing",
    "offered",
    "opened",
    "proof_of",
    "proved",
    "size",
    "tile",
    "trusted",
    "unsealed",
    "waits",
    "witness",
    "witnesses",
]

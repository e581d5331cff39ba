"""What a witness does with a checkpoint: look whether the log only grew since the last one it saw, then say so."""

from collections.abc import Sequence
from datetime import datetime

from lilian.tlog import checkpoints, cosignatures, merkle
from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import Note, SigningKey, VerifierKey
from lilian.tlog.tiles import ReadTile, ranges


class LogWentBack(Exception):
    """The log contradicts what it signed before. Both notes are the evidence: keep them, show them around."""


def looked_at(note: str, seen: str | None, keys: Sequence[VerifierKey], read: ReadTile) -> Checkpoint:
    """The checkpoint in `note`, which continues the one in `seen`; `read` gives tiles of the newer tree.

    :raises NoteWrong: if it is not signed by one of the keys
    :raises LogWentBack: if the newer tree does not begin with the older
    """
    new = checkpoints.opened(note, keys)
    if seen is None:
        return new
    old = Checkpoint.parsed(Note.parsed(seen).text)
    hashes = ranges(read)
    try:
        proof = merkle.consistency_proof(old.size, new.size, hashes) if old.size <= new.size else []
        merkle.check_consistency(old.size, old.root, new.size, new.root, proof)
    except merkle.ProofWrong as fault:
        raise LogWentBack(f"{old.size} -> {new.size}: {fault}") from None
    return new


def cosigned(note: str, key: SigningKey, *, at: datetime) -> str:
    """The note as the log signed it, with the witness's line below and nobody else's."""
    parsed = Note.parsed(note)
    kept = [
        one for one in note.split("\n\n")[-1].splitlines(keepends=True) if not one.startswith(f"— {key.verifier.name} ")
    ]
    return parsed.text + "\n" + "".join(kept) + cosignatures.cosigned(note, key, at=at)

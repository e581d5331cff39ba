"""A checkpoint handed to a witness (C2SP tlog-witness, `add-checkpoint`), and what the witness says to it."""

from base64 import b64encode
from collections.abc import Sequence
from enum import Enum

from lilian.tlog import cosignatures
from lilian.tlog.cosignatures import Seen
from lilian.tlog.notes import Note, NoteWrong, VerifierKey

PATH = "add-checkpoint"
MOST_PROOF_LINES = 63
MOST_ANSWER_BYTES = 16 * 1024


class Unheard(Enum):
    """Why a witness gave no word, by the status it answered with."""

    BAD_REQUEST = 400
    KEY_NOT_TRUSTED = 403
    LOG_UNKNOWN = 404
    CONFLICT = 409
    CONTRADICTED = 422


class SizeIsNot(Exception):
    """409: the newest checkpoint it cosigned has `size` leaves; ask again with a proof from there."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class NoWord(Exception):
    """It did not cosign; `why` is None where the answer is none that the protocol knows."""

    def __init__(self, why: Unheard | None, text: str) -> None:
        super().__init__(text)
        self.why, self.text = why, text


def body(old: int, proof: Sequence[bytes], note: str) -> bytes:
    """What is posted: the size the witness saw last, the proof from there to this checkpoint (none from 0), it.

    :raises ValueError: if the proof is longer than any tree's
    """
    if len(proof) > MOST_PROOF_LINES:
        raise ValueError("a consistency proof of more than 63 hashes")
    lines = [f"old {old}", *(b64encode(one).decode() for one in proof), ""]
    return ("\n".join(lines) + "\n" + note).encode()


def heard(status: int, answer: bytes, note: str, key: VerifierKey) -> tuple[Seen, str]:
    """The witness's word over this checkpoint, proved by its key, and the note with the lines it gave.

    :raises SizeIsNot, NoWord: as they say
    :raises NoteWrong: if what it gave is not its signature over this checkpoint
    """
    if status == Unheard.CONFLICT.value and (size := size_in(answer)) is not None:
        raise SizeIsNot(size)
    if status != 200:
        known = status in {one.value for one in Unheard}
        raise NoWord(Unheard(status) if known else None, f"status {status}")
    try:
        full = note + answer.decode()
    except UnicodeDecodeError:
        raise NoteWrong("not UTF-8") from None
    given = Note.parsed(full)
    found = cosignatures.seen_by(given, [key])
    if not found or given.text != Note.parsed(note).text:  # a blank line of its own would make another text
        raise NoteWrong(f"{key.name} gave no signature over this checkpoint")
    return found[0], full


def size_in(answer: bytes) -> int | None:
    """The decimal and its newline of a 409; None where it says something else, as for two trees of one size."""
    digits = answer.removesuffix(b"\n")
    is_size = digits.isdigit() and len(digits) < 20 and digits == str(int(digits)).encode() and digits != answer
    return int(digits) if is_size else None

"""Pure decisions of the money journal."""

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lilian.ledger.values import Limits, Line, Purpose, Side, side_of

NO_CREDIT = Limits(most_debit_fen=0, most_credit_fen=0)  # inputs on credit only after somebody set a limit
UNLIMITED = Limits()
DEBIT_ONLY = Limits(most_credit_fen=0)
CREDIT_ONLY = Limits(most_debit_fen=0)


def limits_of_new(purpose: Purpose, one_sided: Iterable[Purpose]) -> Limits:
    """What an account of this purpose is opened with."""
    if purpose is Purpose.INPUT_CREDIT:
        return NO_CREDIT
    if purpose not in one_sided:
        return UNLIMITED
    return DEBIT_ONLY if side_of(purpose) is Side.DEBIT else CREDIT_ONLY


@dataclass(frozen=True)
class Standing:
    """An account's figures: what was posted and what is held on either side, in fen; its limits; its book."""

    debit_fen: int = 0
    credit_fen: int = 0
    debit_held_fen: int = 0
    credit_held_fen: int = 0
    limits: Limits = UNLIMITED
    book_id: int = 0

    @property
    def balance_fen(self) -> int:
        return self.debit_fen - self.credit_fen

    @property
    def room_fen(self) -> tuple[int | None, int | None]:
        """What may still be posted in debit and in credit; None is any amount. Negative where a limit is passed."""
        most_debit, most_credit = self.limits.most_debit_fen, self.limits.most_credit_fen
        debit = None if most_debit is None else most_debit - self.balance_fen - self.debit_held_fen
        credit = None if most_credit is None else most_credit + self.balance_fen - self.credit_held_fen
        return debit, credit

    @property
    def is_within(self) -> bool:
        return all(room is None or room >= 0 for room in self.room_fen)


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """One line an account, in the accounts' order, the zeros left out."""
    sums: dict[int, int] = {}
    for line in lines:
        sums[line.account_id] = sums.get(line.account_id, 0) + line.amount_fen
    return tuple(Line(account_id, fen) for account_id, fen in sorted(sums.items()) if fen)


def first_over(standings: Mapping[int, Standing], lines: Iterable[Line]) -> tuple[int, int] | None:
    """The first account that a limit is passed on, line after line, and the fen that wanted to go there."""
    room = {account_id: standing.room_fen for account_id, standing in standings.items()}
    for line in lines:
        debit, credit = room[line.account_id]
        debit = None if debit is None else debit - line.amount_fen
        credit = None if credit is None else credit + line.amount_fen
        if (debit is not None and debit < 0) or (credit is not None and credit < 0):
            return line.account_id, line.amount_fen
        room[line.account_id] = debit, credit
    return None


def posting_digest(header: Sequence[object], lines: bytes) -> str:
    """SHA-256 over the posting's own fields as JSON, a zero byte, and its lines as `packed` gives them."""
    said = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(said + b"\0" + lines).hexdigest()


def packed(lines: Iterable[Line]) -> bytes:
    """Account and fen of each line as big-endian int64, lines in ascending order."""
    return b"".join(struct.pack(">2q", *line) for line in sorted((each.account_id, each.amount_fen) for each in lines))


def batch_digest(digests: Iterable[str]) -> str:
    """SHA-256 over the digests of the postings written together, in the order of their numbers."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()

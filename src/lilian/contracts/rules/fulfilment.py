"""What came against what was promised, and what a contract is worth."""

import hashlib
from collections.abc import Iterable
from datetime import date

import msgspec

from lilian.contracts.values.terms import Fulfilment, Line, TermsDraft
from lilian.kernel.money import worth_fen
from lilian.kernel.period import Period

WHOLE = 1_000


def fulfilment(promised_g: int, delivered_g: int, tolerance_permille: int) -> Fulfilment:
    """Up to the promise and its tolerance counts at the contract's price; a gram of tolerance is never rounded up."""
    most_g = promised_g + promised_g * tolerance_permille // WHOLE
    return Fulfilment(promised_g, delivered_g, min(delivered_g, most_g))


def value_fen(lines: Iterable[Line]) -> int:
    """What all lines come to at their guaranteed prices, each to the fen, halves upwards."""
    return sum(worth_fen(line.expected_g, line.rule.floor_fen) for line in lines)


def due_g(promised_g: int, delivery: Period, day: date) -> int:
    """What would have come by the end of the day if a like share came each day of the window."""
    assert delivery.end is not None
    whole = (delivery.end - delivery.start).days
    gone = min(whole, max(0, (day - delivery.start).days + 1))
    return promised_g * gone // whole


def digest(parties: tuple[int, int, int], number: int, terms: TermsDraft) -> str:
    """SHA-256 over who is bound and all that is said: a signature is under this and nothing else.

    The rule on deposits is said where there is one: terms signed before contracts had it keep their digest.
    """
    said = msgspec.to_builtins(terms)
    if not terms.penalties.deposit_rule:
        del said["penalties"]["deposit_rule"]
    return hashlib.sha256(msgspec.json.encode([parties, number, said], order="sorted")).hexdigest()

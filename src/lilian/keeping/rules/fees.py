"""What keeping costs: gram-days at a price for a tonne and month, to the fen. No floats."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lilian.kernel.parts import split
from lilian.kernel.quantity import GRAMS_PER_TONNE


@dataclass(frozen=True)
class Lay:
    """So many grams of a lot lay somewhere on the evening of a day, and were `owner_id`'s."""

    day: date
    lot_id: int
    owner_id: int
    weight_g: int


@dataclass(frozen=True)
class Fee:
    """An owner's month: gram-days and fen, and each lot's part of them, which sum to the whole."""

    owner_id: int
    gram_days: int
    fee_fen: int
    lots: tuple[tuple[int, int, int], ...]  # lot, gram-days, fen


def days_of(month: date) -> list[date]:
    first = month.replace(day=1)
    return [first + timedelta(days=n) for n in range(monthrange(month.year, month.month)[1])]


def rate_on(day: date, terms: Sequence[tuple[date, int]], otherwise: int) -> int:
    """Fen for a tonne and month as they count that day; `terms` are (from when, fen) in order."""
    return next((fen for start, fen in reversed(terms) if start <= day), otherwise)


def fees(lays: Sequence[Lay], rates: Mapping[date, int], month: date) -> list[Fee]:
    """Each owner's fee for the month, by owner: every evening a tonne costs a day's share of the month's price.

    The whole is rounded once, half up; its parts by largest remainder.
    """
    length = monthrange(month.year, month.month)[1]
    weighed: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for lay in lays:
        part = weighed[lay.owner_id][lay.lot_id]
        part[0] += lay.weight_g
        part[1] += lay.weight_g * rates[lay.day]
    return [_fee(owner_id, lots, length) for owner_id, lots in sorted(weighed.items())]


def _fee(owner_id: int, lots: Mapping[int, Sequence[int]], length: int) -> Fee:
    whole = sum(priced for _, priced in lots.values())
    per = GRAMS_PER_TONNE * length
    fee_fen = (whole + per // 2) // per
    weights = [priced for _, priced in lots.values()]
    parts = split(fee_fen, weights) if whole else [0] * len(lots)
    rows = tuple((lot, grams, fen) for (lot, (grams, _)), fen in zip(lots.items(), parts, strict=True))
    return Fee(owner_id, sum(grams for grams, _ in lots.values()), fee_fen, rows)

"""Which batches a hand-out takes from: what expires first goes first, and nothing that has expired."""

from collections.abc import Sequence
from datetime import date

from lilian.supplies.values import Lying


def taken_from(lying: Sequence[Lying], wanted: int, *, point_id: int | None, day: date) -> list[tuple[int, int]]:
    """(balance, units) that make up `wanted`: at the own point first, then the soonest to expire; less where less lies.

    Batches without a use-by day go last.
    """
    fresh = [each for each in lying if each.expires_on is None or each.expires_on >= day]
    ordered = sorted(fresh, key=lambda each: (each.point_id != point_id, each.expires_on or date.max, each.key))
    found, left = [], wanted
    for each in ordered:
        units = min(left, each.count)
        if units > 0:
            found.append((each.key, units))
            left -= units
    return found

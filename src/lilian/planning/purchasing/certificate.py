"""Why nothing costs less, in whole numbers an auditor can add up: prices, and a tree of questions with them as leaves.

Solver and auditor both read it; see docs/planning/purchasing.md for what prices prove.
"""

from dataclasses import dataclass
from typing import Literal

Asks = Literal["total", "order", "line", "player"]


@dataclass(frozen=True)
class Prices:
    """What a unit is worth, in 1/scale fen; all 0 or more.

    `wants`: by (village, item, period) in sorted order, of all that is needed. `capacities`: a load unit, by (supplier,
    period) in sorted order, of suppliers with a capacity. `winners`: taking a line at all, by (item, supplier, period)
    in sorted order, of items with `max_suppliers`. `missing`: leaving a unit unserved; None: nothing may be missing.
    """

    wants: tuple[int, ...]
    capacities: tuple[int, ...] = ()
    winners: tuple[int, ...] = ()
    missing: int | None = None


@dataclass(frozen=True)
class Split:
    """A question that every plan answers with yes or no.

    `total`: what the supplier's scheme counts in the period (None: over the season) is `least` or more. `order`:
    anything is bought from the supplier in the period (`least` 1). `line`: `least` units or more of the item are.
    `player` (of shares only): the player that `supplier` names is of the sub-group (`least` 1).
    `yes`, `no`: the number of the split that comes next, above this one's; or -1 - n: a leaf, bounded by prices n.
    """

    asks: Asks
    supplier: str
    item: str | None
    period: int | None
    least: int
    yes: int
    no: int


@dataclass(frozen=True)
class Certificate:
    """A bound for all plans that leave at most `most_missing` units missing; without splits it is that of prices 0."""

    scale: int
    most_missing: int
    prices: tuple[Prices, ...]
    splits: tuple[Split, ...] = ()

"""An auditor's bound for lots that may not be split, from the prices of a proof. Shares no code with the solver.

Every part's "one place" is priced; then every store takes its best load of whole parts at these prices. For any prices
no plan that leaves behind as little costs less.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

TABLE_LIMIT = 1 << 26  # parts x space; beyond, a load is bounded by its dual
Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Yard:
    """`cost` (R, S, D): 1/1000 fen per tonne, inf where a part may not be. In one unit of weight: `weight` (R,), `free`
    (S,), `intake` (S, D), and `penalty` (R,) of staying behind, of which a plan has at most `left_out`."""

    cost: Floats
    weight: list[int]
    free: list[int]
    intake: list[list[int]]
    penalty: list[int]
    left_out: int

    def bound(self, worth: tuple[int, ...], space: tuple[int, ...], dock: tuple[tuple[int, ...], ...]) -> float:
        """In 1/1000 fen per tonne x units of weight."""
        weight = np.array(self.weight, np.float64)
        value = np.array(worth, np.float64) * weight
        total = float(value.sum()) - best_load(value, self.penalty, self.left_out)
        for store, price in enumerate(space):
            usable = np.isfinite(self.cost[:, store]) & (
                weight[:, None] <= np.minimum(self.intake[store], self.free[store])
            )
            gain = np.where(usable, (np.array(worth, np.float64)[:, None] - self.cost[:, store]) * weight[:, None], 0)
            total -= min(self.by_doors(store, gain, price), self.by_space(store, gain, dock[store]))
        return total

    def by_doors(self, store: int, gain: Floats, price: int) -> float:
        """Space at a price, the door of each day with its own load."""
        rent = price * np.array(self.weight, np.float64)
        days = (best_load(gain[:, day] - rent, self.weight, room) for day, room in enumerate(self.intake[store]))
        return price * self.free[store] + sum(days)

    def by_space(self, store: int, gain: Floats, prices: tuple[int, ...]) -> float:
        """Doors at their prices, one load of the whole store; each part on its best day."""
        rent = np.outer(np.array(self.weight, np.float64), np.array(prices, np.float64))
        on_best_day = (gain - rent).max(axis=1, initial=0)
        doors = sum(price * room for price, room in zip(prices, self.intake[store], strict=True))
        return doors + best_load(on_best_day, self.weight, self.free[store])


def best_load(value: Floats, weight: list[int], room: int) -> float:
    """The greatest value that fits, or no less."""
    pays = [(float(v), w) for v, w in zip(value, weight, strict=True) if v > 0 and w <= room]
    if sum(w for _, w in pays) <= room:
        return sum(v for v, _ in pays)
    if (room + 1) * len(pays) > TABLE_LIMIT:
        return dual_load(pays, room)
    best = np.zeros(room + 1)
    for v, w in pays:
        best[w:] = np.maximum(best[w:], best[: room + 1 - w] + v)
    return float(best[room])


def dual_load(pays: list[tuple[float, int]], room: int) -> float:
    """The linear load: best first by value per weight, the last one in part."""
    total = 0.0
    for v, w in sorted(pays, key=lambda item: -item[0] / item[1]):
        if w >= room:
            return total + v * room / w
        total, room = total + v, room - w
    return total

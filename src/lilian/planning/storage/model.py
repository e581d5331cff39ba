"""The problem in arrays: one row per part of a lot, one column per store and day. Column = store * days + day.

Cost grid: whole 1/1000 fen per tonne. A plan of 10,000 t moves by at most 5 fen from the exact formula by it.
"""

from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from lilian.kernel.geo import EARTH_RADIUS_KM
from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.storage.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GRID_PER_FEN = 1_000
HOURS_PER_DAY = 24


@dataclass(frozen=True)
class Part:
    """A lot, or the part of it that people locked; `store` and `day` are indices, None where free."""

    lot: int
    weight_g: int
    store: int | None = None
    day: int | None = None


class Model:
    """Arrays worked out once per problem; shapes use L lots, S stores, D days, R parts."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = problem.terms.days
        self.columns = len(problem.stores) * self.days
        self.lot_index = {lot.code: i for i, lot in enumerate(problem.lots)}
        self.store_index = {store.code: i for i, store in enumerate(problem.stores)}

    @cached_property
    def road_km(self) -> Floats:
        """(L, S): great circle times the road factor."""
        here = np.radians([(lot.lat, lot.lon) for lot in self.problem.lots]).reshape(-1, 1, 2)
        there = np.radians([(store.lat, store.lon) for store in self.problem.stores]).reshape(1, -1, 2)
        half = np.sin((there - here) / 2) ** 2
        h = half[..., 0] + np.cos(here[..., 0]) * np.cos(there[..., 0]) * half[..., 1]
        return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(h)) * self.problem.terms.road_factor)

    @cached_property
    def ready(self) -> Ints:
        """(L,): first day index a lot may arrive; may lie beyond the last day."""
        first = self.problem.terms.first_day
        return np.array([max(0, (lot.harvest_date - first).days) for lot in self.problem.lots], np.int64)

    @cached_property
    def nearest(self) -> Ints:
        """(L, S): the stores by how far they are by road."""
        return self.road_km.argsort(axis=1, kind="stable")

    @cached_property
    def store_cost(self) -> Floats:
        """(L, S): fen per tonne on the ready day."""
        terms = self.problem.terms
        fees = np.array([store.fee_fen_per_tonne_month for store in self.problem.stores], np.float64)
        haul = (terms.freight_fen_per_tonne_km + terms.delay_fen_per_tonne_hour / terms.speed_km_per_h) * self.road_km
        return np.asarray(haul + terms.handling_fen_per_tonne + fees * terms.stored_months)

    @cached_property
    def wait_cost(self) -> Floats:
        """(L, D): fen per tonne for waiting from the ready day; meaningless before it."""
        wait = np.arange(self.days) - self.ready[:, None]
        return np.asarray(self.problem.terms.delay_fen_per_tonne_hour * HOURS_PER_DAY * wait)

    def tonne_fen(self, lot: int, store: int, day: int) -> float:
        """Cost of one tonne, in fen, unrounded."""
        return float(self.store_cost[lot, store] + self.wait_cost[lot, day])

    @cached_property
    def grid(self) -> Ints:
        """(L, S * D): cost per tonne on the integer grid."""
        cost = (self.store_cost[:, :, None] + self.wait_cost[:, None, :]) * GRID_PER_FEN
        return np.rint(cost).astype(np.int64).reshape(len(self.problem.lots), self.columns)

    @cached_property
    def accepted(self) -> Bools:
        """(L, S): the store takes the lot's variety."""
        names = sorted({lot.variety for lot in self.problem.lots})
        table = np.array([[name in store.accepts for store in self.problem.stores] for name in names], np.bool_)
        which = np.array([names.index(lot.variety) for lot in self.problem.lots], np.int64)
        return table.reshape(len(names), len(self.problem.stores))[which]

    @cached_property
    def cool(self) -> Bools:
        """(S,): the store is cold enough."""
        limit = self.problem.terms.max_temperature_c
        return np.array([store.temperature_c <= limit for store in self.problem.stores], np.bool_)

    @cached_property
    def barred(self) -> Bools:
        """(L, S): people said no."""
        barred = np.zeros((len(self.problem.lots), len(self.problem.stores)), np.bool_)
        for exclusion in self.problem.exclusions:
            rows = slice(None) if exclusion.lot is None else self.lot_index[exclusion.lot]
            barred[rows, self.store_index[exclusion.store]] = True
        return barred

    @cached_property
    def suits(self) -> Bools:
        """(L, S): every rule that does not depend on what else is placed."""
        return self.accepted & self.cool & ~self.barred

    @cached_property
    def in_time(self) -> Bools:
        """(L, D): the lot is ready."""
        return np.arange(self.days) >= self.ready[:, None]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Locked parts first, then what is left of each lot."""
        left = {lot.code: lot.weight_g for lot in self.problem.lots}
        locked = []
        for lock in self.problem.locks:
            weight_g = left[lock.lot] if lock.weight_g is None else lock.weight_g
            day = None if lock.day is None else (lock.day - self.problem.terms.first_day).days
            locked.append(Part(self.lot_index[lock.lot], weight_g, self.store_index[lock.store], day))
            left[lock.lot] -= weight_g
        return (*locked, *(Part(self.lot_index[code], weight_g) for code, weight_g in left.items() if weight_g))

    @cached_property
    def part_lots(self) -> Ints:
        """(R,): the lot of each part."""
        return np.array([part.lot for part in self.parts], np.int64)

    @cached_property
    def locked(self) -> Bools:
        """(R,): people put the part into a store."""
        return np.array([part.store is not None for part in self.parts], np.bool_)

    @cached_property
    def allowed(self) -> Bools:
        """(R, S * D): where each part may go."""
        free = (self.suits[:, :, None] & self.in_time[:, None, :])[self.part_lots]
        for row, part in enumerate(self.parts):
            if part.store is not None:
                only = np.zeros(free.shape[1:], np.bool_)
                only[part.store, slice(None) if part.day is None else slice(part.day, part.day + 1)] = True
                free[row] &= only if part.day is None or 0 <= part.day < self.days else False
        return free.reshape(len(self.parts), self.columns)

    @cached_property
    def intake_g(self) -> Ints:
        """(S, D): what each door takes on each day."""
        each = [store.intakes_g(self.days) for store in self.problem.stores]
        return np.array(each, np.int64).reshape(len(each), self.days)

    @cached_property
    def unit_g(self) -> int:
        """The greatest weight that divides every weight: amounts are counted in it, exactly."""
        stores = self.problem.stores
        doors = (intake for store in stores for intake in {store.intake_g_per_day, *store.intake_g_by_day})
        return gcd(*(part.weight_g for part in self.parts), *(store.free_g for store in stores), *doors) or 1

    def fen(self, grid_total: int) -> float:
        """A sum of grid cost x units, in fen."""
        return grid_total * self.unit_g / (GRID_PER_FEN * GRAMS_PER_TONNE)

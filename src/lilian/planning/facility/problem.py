"""What is asked: stores with a capacity and a fixed cost of running, demands, and what serving each from each costs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.planning.transport.costs import FORBIDDEN, Bools, Ints

COST_LIMIT = 1 << 44
AMOUNT_LIMIT = 1 << 40
FINEST_GRID = 10**6  # decimals kept of a cost given as a decimal number


class BadProblem(Invalid):
    code = "planning.bad_facility_problem"
    sentence = gettext_noop("选库问题的数据不对：{field} {fault}。")


@dataclass(frozen=True, eq=False)
class Problem:
    """Capacitated facility location in integers: n demands, m stores.

    `fixed_cost` (m,) and `cost` (n, m) in one unit of money, >= 0; `cost[i, j]` is what serving ALL of demand i from
    store j costs, a part costs its share; `FORBIDDEN` marks a pair that may not be. `capacity` (m,) >= 0 and
    `demand` (n,) >= 1 in one unit of weight. `single_source`: a demand may not be shared between stores.
    `grid`: how many units of `cost` make one unit of money on screen.

    :raises BadProblem: if a shape, a sign or a size is wrong
    """

    fixed_cost: Any
    capacity: Any
    demand: Any
    cost: Any
    single_source: bool = False
    grid: int = 1

    def __post_init__(self) -> None:
        fixed_cost = numbers(self.fixed_cost, "fixed_cost", 1, 0, COST_LIMIT)
        capacity = numbers(self.capacity, "capacity", 1, 0, AMOUNT_LIMIT)
        demand = numbers(self.demand, "demand", 1, 1, AMOUNT_LIMIT)
        cost = whole(self.cost, "cost", 2)
        numbers(cost[cost != FORBIDDEN], "cost", 1, 0, COST_LIMIT)
        if cost.shape != (len(demand), len(capacity)) or len(fixed_cost) != len(capacity):
            raise BadProblem(field="cost", fault=f"is {cost.shape}, not {len(demand), len(capacity)}")
        if self.grid < 1:
            raise BadProblem(field="grid", fault="must be 1 or more")
        for name, value in (("fixed_cost", fixed_cost), ("capacity", capacity), ("demand", demand), ("cost", cost)):
            object.__setattr__(self, name, value)

    @property
    def allowed(self) -> Bools:
        """(n, m): which pairs may be."""
        return np.asarray(self.cost != FORBIDDEN)

    @property
    def size(self) -> tuple[int, int]:
        """(n, m)."""
        return len(self.demand), len(self.capacity)


def whole(values: Any, name: str, dimensions: int) -> Ints:
    """An int64 array; floats are refused, not rounded."""
    array = np.asarray(values)
    if array.ndim != dimensions or (array.size and not np.issubdtype(array.dtype, np.integer)):
        raise BadProblem(field=name, fault=f"must be whole numbers in {dimensions} dimension(s)")
    return array.astype(np.int64)


def numbers(values: Any, name: str, dimensions: int, least: int, limit: int) -> Ints:
    array = whole(values, name, dimensions)
    if array.size and not least <= int(array.min()) <= int(array.max()) < limit:
        raise BadProblem(field=name, fault=f"must lie in {least} ... 2**{limit.bit_length() - 1}")
    return array


def from_decimals(fixed_cost: Any, capacity: Any, demand: Any, cost: Any, *, single_source: bool = False) -> Problem:
    """A problem from costs as text or `Decimal` (`None`, or "inf", forbids a pair), exactly: the grid is the least
    power of ten on which every cost is whole. Weights must be whole numbers already.

    :raises BadProblem: if a cost is no number, or needs more than six decimals
    """
    fixed = [decimal(value, "fixed_cost") for value in fixed_cost]
    rows = [[decimal(value, "cost") for value in row] for row in cost]
    given = [value for row in [fixed, *rows] for value in row if value is not None]
    places = max((-int(value.normalize().as_tuple().exponent) for value in given if value), default=0)
    grid = 10 ** max(0, places)
    if grid > FINEST_GRID or None in fixed:
        raise BadProblem(field="cost", fault="has more than six decimals, or a fixed cost is missing")
    scaled = [[FORBIDDEN if value is None else int(value * grid) for value in row] for row in rows]
    matrix = np.array(scaled, np.int64).reshape(len(rows), -1 if rows else len(fixed))
    whole_fixed = [int(value * grid) for value in fixed if value is not None]
    return Problem(whole_fixed, capacity, demand, matrix, single_source, grid)


def decimal(value: Any, name: str) -> Decimal | None:
    try:
        number = None if value is None else Decimal(value if isinstance(value, str | int) else str(value))
    except ArithmeticError as fault:
        raise BadProblem(field=name, fault=f"is no number: {value}") from fault
    return number if number is not None and number.is_finite() else None

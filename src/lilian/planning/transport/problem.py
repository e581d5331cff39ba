"""What is asked: supplies, places with a capacity, pools of places with a joint capacity, and the cost of each arc."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.planning.transport.costs import (
    FAR,
    FORBIDDEN,
    Arcs,
    Bools,
    ComputedCosts,
    Costs,
    DenseCosts,
    Ints,
    SparseCosts,
    TolledCosts,
)

COST_LIMIT = 1 << 48
TOTAL_LIMIT = 1 << 62  # total supply x greatest cost stays below: no int64 sum can overflow


class BadProblem(Invalid):
    code = "planning.bad_transport_problem"
    sentence = gettext_noop("运输问题的数据不对：{field} {fault}。")


@dataclass(frozen=True)
class Problem:
    """A transportation problem in integers.

    `cost`: n x m matrix of cost per unit (`FORBIDDEN` marks an arc that may not be used, or `allowed`, an n x m mask),
    or `Arcs(rows, cols, cost)`, where a missing pair is forbidden, or `ComputedCosts((n, m), function of rows)`,
    or `TolledCosts(matrix that was read, toll of each column)`.
    `supply` (n,), `capacity` (m,): units, >= 0. `pool` (m,): the pool of each column, -1 for none; `pool_capacity`
    (k,): what all columns of a pool take together.

    :raises BadProblem: if a shape, a sign or a size is wrong
    """

    cost: Any
    supply: Any
    capacity: Any
    allowed: Any = None
    pool: Any = None
    pool_capacity: Any = None
    costs: Costs = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        supply, capacity = amounts(self.supply, "supply"), amounts(self.capacity, "capacity")
        pool_capacity = amounts([] if self.pool_capacity is None else self.pool_capacity, "pool_capacity")
        pool = np.full(len(capacity), -1, np.int64) if self.pool is None else whole(self.pool, "pool", 1)
        if len(pool) != len(capacity) or (len(pool) and not -1 <= pool.min() <= pool.max() < len(pool_capacity)):
            raise BadProblem(field="pool", fault="does not fit the columns and pool_capacity")
        costs = read_costs(self.cost, self.allowed, (len(supply), len(capacity)))
        least, most = costs.span()
        if 8 * (len(capacity) + len(pool_capacity) + 1) * max(abs(least), abs(most), 1) >= TOTAL_LIMIT:
            raise BadProblem(field="cost", fault="is too large for so many columns; use coarser units")
        if int(supply.sum()) * max(abs(least), abs(most), 1) >= TOTAL_LIMIT:
            raise BadProblem(field="cost x supply", fault="is too large for exact sums; use coarser units")
        for name, value in (
            ("supply", supply),
            ("capacity", capacity),
            ("pool", pool),
            ("costs", costs),
            ("pool_capacity", pool_capacity),
        ):
            object.__setattr__(self, name, value)

    def changed(self, **values: Any) -> "Problem":
        """The same problem with other supplies or capacities; costs are shared, not read again."""
        return replace(self, **({"cost": self.costs, "allowed": None} | values))


def whole(values: Any, name: str, dimensions: int) -> Ints:
    """An int64 array; floats are refused, not rounded."""
    array = np.asarray(values)
    if array.ndim != dimensions or (array.size and not np.issubdtype(array.dtype, np.integer)):
        raise BadProblem(field=name, fault=f"must be whole numbers in {dimensions} dimension(s)")
    return array.astype(np.int64)


def amounts(values: Any, name: str) -> Ints:
    array = whole(values, name, 1)
    if array.size and (array.min() < 0 or float(array.sum(dtype=np.float64)) >= COST_LIMIT * 1024):
        raise BadProblem(field=name, fault="must be zero or more, and its sum below 2**58")
    return array


def read_costs(cost: Any, allowed: Any, shape: tuple[int, int]) -> Costs:
    if isinstance(cost, DenseCosts | SparseCosts | ComputedCosts | TolledCosts):
        if cost.shape != shape:
            raise BadProblem(field="cost", fault=f"is {cost.shape}, not {shape}")
        return cost
    if isinstance(cost, tuple):
        return read_sparse(Arcs(*cost), shape)
    return read_dense(cost, allowed, shape)


def read_dense(cost: Any, allowed: Any, shape: tuple[int, int]) -> DenseCosts:
    matrix = whole(cost, "cost", 2)
    usable: Bools = matrix != FORBIDDEN
    if allowed is not None:
        usable &= np.asarray(allowed, np.bool_)
    if matrix.shape != shape:
        raise BadProblem(field="cost", fault=f"is {matrix.shape}, not {shape}")
    check_size(matrix[usable])
    return DenseCosts(np.where(usable, matrix, FAR))


def read_sparse(arcs: Arcs, shape: tuple[int, int]) -> SparseCosts:
    rows, cols, cost = (whole(part, name, 1) for part, name in zip(arcs, Arcs._fields, strict=True))
    if not len(rows) == len(cols) == len(cost):
        raise BadProblem(field="cost", fault="has rows, cols and cost of different lengths")
    if len(rows) and not (rows.min() >= 0 and rows.max() < shape[0] and cols.min() >= 0 and cols.max() < shape[1]):
        raise BadProblem(field="cost", fault="names a row or column that does not exist")
    check_size(cost)
    order = np.lexsort((cols, rows))
    rows, cols, cost = rows[order], cols[order], cost[order]
    if ((np.diff(rows) == 0) & (np.diff(cols) == 0)).any():
        raise BadProblem(field="cost", fault="names an arc twice")
    starts = np.searchsorted(rows, np.arange(shape[0] + 1)).astype(np.int64)
    return SparseCosts(Arcs(rows, cols, cost), starts, shape[1])


def check_size(cost: Ints) -> None:
    if cost.size and max(abs(int(cost.min())), abs(int(cost.max()))) >= COST_LIMIT:
        raise BadProblem(field="cost", fault="must stay below 2**48 in size")

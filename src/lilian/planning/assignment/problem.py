"""What is asked: lots that may not be split, rooms with a capacity, pools of rooms, and what each lot costs in each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.planning.transport.costs import FORBIDDEN, Bools, Ints

AMOUNT_LIMIT = 1 << 44
TOTAL_LIMIT = 1 << 58  # of all lots' greatest costs together, and of all penalties


class BadProblem(Invalid):
    code = "planning.bad_assignment_problem"
    sentence = gettext_noop("整批分配问题的数据不对：{field} {fault}。")


@dataclass(frozen=True, eq=False)
class Problem:
    """The generalised assignment problem in integers: n lots, m rooms, each lot whole into one room or left out.

    `cost` (n, m): what lot i costs in room j, of either sign; `FORBIDDEN` marks a pair that may not be.
    `weight`: (n,) what a lot takes in any room, or (n, m) where that depends on the room; >= 1. `capacity` (m,) >= 0.
    `pool` (m,): the pool of each room, -1 for none; `pool_capacity` (k,): what all rooms of a pool take together; a lot
    weighs the same in all rooms of a pool. `penalty` (n,) >= 1: how bad it is to leave a lot out; the sum of penalties
    comes before any cost. Not given: the weight where that is (n,), else 1.

    :raises BadProblem: if a shape, a sign or a size is wrong
    """

    cost: Any
    weight: Any
    capacity: Any
    pool: Any = None
    pool_capacity: Any = None
    penalty: Any = None

    def __post_init__(self) -> None:
        capacity = amounts(self.capacity, "capacity", 1, 0)
        cost, n = whole(self.cost, "cost", 2), len(self.weight)
        if cost.shape != (n, len(capacity)):
            raise BadProblem(field="cost", fault=f"is {cost.shape}, not {n, len(capacity)}")
        flat = np.ndim(self.weight) == 1 or not n
        weight = amounts(np.zeros(0, np.int64) if not n else self.weight, "weight", 1 if flat else 2, 1)
        worse = self.penalty if self.penalty is not None else (weight if flat else np.ones(n, np.int64))
        fields = {
            "cost": cost,
            "weight": np.repeat(weight[:, None], len(capacity), axis=1) if flat else weight,
            "capacity": capacity,
            "pool": np.full(len(capacity), -1, np.int64) if self.pool is None else whole(self.pool, "pool", 1),
            "pool_capacity": amounts([] if self.pool_capacity is None else self.pool_capacity, "pool_capacity", 1, 0),
            "penalty": whole(worse, "penalty", 1),
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)
        check_sizes(self)
        check_pools(self)

    @cached_property
    def usable(self) -> Bools:
        """(n, m): pairs that are allowed and where the lot alone fits."""
        room = self.capacity.copy()
        inside = self.pool >= 0
        room[inside] = np.minimum(room[inside], self.pool_capacity[self.pool[inside]])
        return np.asarray((self.cost != FORBIDDEN) & (self.weight <= room))

    @property
    def size(self) -> tuple[int, int]:
        """(n, m)."""
        return self.cost.shape[0], self.cost.shape[1]


def check_sizes(problem: Problem) -> None:
    cost, penalty = problem.cost, problem.penalty
    if problem.weight.shape != cost.shape:
        raise BadProblem(field="weight", fault=f"is {problem.weight.shape}, not {cost.shape}")
    if len(penalty) != len(cost) or (len(penalty) and penalty.min() < 1):
        raise BadProblem(field="penalty", fault="must be 1 or more, one a lot")
    size = np.abs(np.where(cost == FORBIDDEN, 0, cost).astype(np.float64))
    if size.max(axis=1, initial=0).sum() >= TOTAL_LIMIT or penalty.astype(np.float64).sum() >= TOTAL_LIMIT:
        raise BadProblem(field="cost", fault="or penalty is too large for exact sums; use coarser units")


def check_pools(problem: Problem) -> None:
    pool = problem.pool
    if len(pool) != len(problem.capacity) or (
        len(pool) and not -1 <= pool.min() <= pool.max() < len(problem.pool_capacity)
    ):
        raise BadProblem(field="pool", fault="does not fit the rooms and pool_capacity")
    for which in range(len(problem.pool_capacity)):
        inside = problem.weight[:, pool == which]
        if inside.size and (inside != inside[:, :1]).any():
            raise BadProblem(field="weight", fault="of a lot differs between rooms of one pool")


def whole(values: Any, name: str, dimensions: int) -> Ints:
    """An int64 array; floats are refused, not rounded."""
    array = np.asarray(values)
    if array.ndim != dimensions or (array.size and not np.issubdtype(array.dtype, np.integer)):
        raise BadProblem(field=name, fault=f"must be whole numbers in {dimensions} dimension(s)")
    return array.astype(np.int64)


def amounts(values: Any, name: str, dimensions: int, least: int) -> Ints:
    array = whole(values, name, dimensions)
    if array.size and not least <= int(array.min()) <= int(array.max()) < AMOUNT_LIMIT:
        raise BadProblem(field=name, fault=f"must lie in {least} ... 2**{AMOUNT_LIMIT.bit_length() - 1}")
    return array

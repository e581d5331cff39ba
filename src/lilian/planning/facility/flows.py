"""Who serves what once the open stores are known: an exact transport problem, and the exact cost of its answer."""

from dataclasses import dataclass, field

import numpy as np

from lilian.planning import transport
from lilian.planning.branching import Floats
from lilian.planning.facility.problem import Problem
from lilian.planning.facility.whole import assign
from lilian.planning.transport.costs import FORBIDDEN, Bools, Ints
from lilian.planning.transport.plan import Flow

UNIT_LIMIT = 1 << 46
SUM_LIMIT = 1 << 60


@dataclass(frozen=True, eq=False)
class Served:
    """What a set of open stores serves: `cost` as in `Plan`; `worth` (n,): what serving demand i is worth,
    its dual price times its demand, in units of cost."""

    open: Bools
    flow: Flow
    unserved: Ints
    cost: int
    worth: Floats

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better: least unserved first, then least cost."""
        return int(self.unserved.sum()), self.cost


def exact_cost(problem: Problem, used: Bools, flow: Flow) -> int:
    """Fixed costs of `used` (m,) plus the shares of `cost` that flow, rounded up once."""
    total = sum(problem.fixed_cost[used].tolist())
    by_demand: dict[int, int] = {}
    for row, col, amount in zip(*(part.tolist() for part in flow), strict=True):
        by_demand[row] = by_demand.get(row, 0) + amount * int(problem.cost[row, col])
    whole = 0
    rest: dict[int, int] = {}
    for row, paid in by_demand.items():
        weight = int(problem.demand[row])
        whole += paid // weight
        if paid % weight:
            rest[weight] = rest.get(weight, 0) + paid % weight
    return total + whole + round_up(rest)


def round_up(rest: dict[int, int]) -> int:
    """ceil(sum of value / key), exactly."""
    top, bottom = 0, 1
    for weight, value in rest.items():
        top, bottom = top * weight + value * bottom, bottom * weight
    return -(-top // bottom)


@dataclass(frozen=True, eq=False)
class Server:
    """Serves a problem from any set of open stores; remembers the sets it has seen."""

    problem: Problem
    unit: int = field(init=False)  # prices a unit of weight in 1/unit of a unit of cost
    price: Ints = field(init=False)
    dear: float = field(init=False)
    seen: dict[bytes, Served] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cost = np.where(self.problem.allowed, self.problem.cost, 0)
        dearest = int((cost / self.problem.demand[:, None]).max(initial=0)) + 1
        total = max(1, int(self.problem.demand.sum()))
        unit = max(1, min(UNIT_LIMIT // dearest, SUM_LIMIT // (dearest * total), 4 * total))
        scaled = np.rint(cost.astype(np.longdouble) * unit / self.problem.demand[:, None]).astype(np.int64)
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "dear", float(self.problem.fixed_cost.max(initial=0) + cost.max(initial=0)))
        object.__setattr__(self, "price", np.where(self.problem.allowed, scaled, FORBIDDEN))

    @property
    def sites(self) -> int:
        return self.problem.size[1]

    def serve(self, opened: Bools) -> Served:
        """The cheapest way; stores that stand empty are shut."""
        key = np.packbits(opened).tobytes()
        if key not in self.seen:
            self.seen[key] = self._serve(opened)
        return self.seen[key]

    def _serve(self, opened: Bools) -> Served:
        served = self.shared(opened)
        return made_whole(self.problem, served, opened) if self.problem.single_source else served

    def shared(self, opened: Bools) -> Served:
        """Demands may be shared between stores."""
        stores = np.flatnonzero(opened)
        plan = transport.solve(
            transport.Problem(self.price[:, stores], self.problem.demand, self.problem.capacity[stores])
        )
        flow = Flow(plan.flow.rows, stores[plan.flow.cols], plan.flow.amounts)
        used = np.zeros(len(opened), np.bool_)
        used[flow.cols] = True
        used |= opened & (self.problem.fixed_cost == 0)
        joint = np.where(self.price[:, stores] == FORBIDDEN, SUM_LIMIT, self.price[:, stores]) + plan.prices
        value = np.minimum(joint.min(axis=1, initial=SUM_LIMIT), plan.unplaced_price)
        worth = value.astype(np.float64) * self.problem.demand / self.unit
        worth[plan.unplaced > 0] += self.dear  # above all, what is left out wants a store
        return Served(used, flow, plan.unplaced, exact_cost(self.problem, used, flow), worth)


def least_shortage(problem: Problem) -> tuple[int, Bools]:
    """What must stay unserved with every store open, and (n,) the demands that prove it."""
    n, m = problem.size
    flat = np.where(problem.allowed, 0, FORBIDDEN)
    plan = transport.solve(transport.Problem(flat, problem.demand, problem.capacity))
    cut: Bools = np.asarray((~problem.allowed | plan.cut[None, :]).all(axis=1)) if m else np.ones(n, np.bool_)
    return plan.least_unplaced, cut if plan.least_unplaced else np.zeros(n, np.bool_)


def made_whole(problem: Problem, served: Served, opened: Bools) -> Served:
    """Every demand from one store only, or unserved."""
    return as_served(problem, assign(problem, served.flow, opened), opened, served.worth)


def as_served(problem: Problem, store: Ints, opened: Bools, worth: Floats) -> Served:
    """The plan of a store (n,) for each demand, -1 for none."""
    rows = np.flatnonzero(store >= 0)
    flow = Flow(rows, store[rows], problem.demand[rows])
    used = np.zeros(len(opened), np.bool_)
    used[flow.cols] = True
    used |= opened & (problem.fixed_cost == 0)
    unserved = np.where(store < 0, problem.demand, 0)
    return Served(used, flow, unserved, exact_cost(problem, used, flow), worth)

"""What flows once the open sites are known: both stages as one exact transport problem (Orden 1956).

An open depot is a column with its capacity, and a row of the same weight that lies idle in its own column, at no cost,
or comes from a plant. What demands take of the column pushes as much of the row to the plants.
"""

from dataclasses import dataclass, field

import numpy as np

from lilian.planning import transport
from lilian.planning.branching import Floats
from lilian.planning.transport.costs import FORBIDDEN, Bools, Ints
from lilian.planning.transport.plan import Flow
from lilian.planning.two_stage.problem import Problem


@dataclass(frozen=True, eq=False)
class Served:
    """What a set of open sites serves; `open` (p + d,): those used; `worth` (n + d,): the dual price of a unit at each
    demand, then at each depot."""

    open: Bools
    inbound: Flow
    outbound: Flow
    unserved: Ints
    cost: int
    worth: Floats

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller is better: least unserved first, then least cost."""
        return int(self.unserved.sum()), self.cost


@dataclass(frozen=True, eq=False)
class Server:
    """Serves a problem from any set of open sites; remembers the sets it has seen."""

    problem: Problem
    seen: dict[bytes, Served] = field(default_factory=dict)

    @property
    def sites(self) -> int:
        return len(self.problem.fixed_cost)

    def serve(self, opened: Bools) -> Served:
        """The most, at the least cost; sites that stand empty are shut."""
        key = np.packbits(opened).tobytes()
        if key not in self.seen:
            self.seen[key] = self._serve(opened)
        return self.seen[key]

    def _serve(self, opened: Bools) -> Served:
        problem = self.problem
        p, _, n = problem.size
        plants, depots = np.flatnonzero(opened[:p]), np.flatnonzero(opened[p:])
        prices, (rows, cols, amounts) = solved(problem, plants, depots, problem.dear)
        out, back = (rows < n) & (cols < len(depots)), (rows >= n) & (cols >= len(depots))
        outbound = Flow(depots[cols[out]], rows[out], amounts[out])
        pulled = Flow(plants[cols[back] - len(depots)], depots[rows[back] - n], amounts[back])
        inbound = trimmed(pulled, np.bincount(outbound.rows, outbound.amounts, problem.size[1]).astype(np.int64))
        unserved = problem.demand - np.bincount(outbound.cols, outbound.amounts, n).astype(np.int64)
        used = opened & (problem.fixed_cost == 0)
        used[inbound.rows] = used[p + outbound.rows] = True
        return Served(used, inbound, outbound, unserved, exact_cost(problem, used, inbound, outbound), prices)


def solved(problem: Problem, plants: Ints, depots: Ints, dear: int, *, free: bool = False) -> tuple[Floats, Flow]:
    """The prices (n + d,) and the flow of the joint transport problem: rows are demands, then `depots`; columns are
    `depots`, then `plants`, then nowhere, at `dear` a unit. `free`: everything else costs nothing."""
    n = problem.size[2]
    near, far = problem.outbound[depots].T, problem.inbound[np.ix_(plants, depots)].T
    cost = np.full((n + len(depots), len(depots) + len(plants) + 1), FORBIDDEN, np.int64)
    cost[:n, : len(depots)], cost[:n, -1] = near, dear
    cost[n:, len(depots) : -1] = far
    if free:
        cost[:, :-1][cost[:, :-1] != FORBIDDEN] = 0
    cost[n + np.arange(len(depots)), np.arange(len(depots))] = 0
    room = problem.depot_capacity[depots]
    capacity = np.concatenate([room, problem.plant_capacity[plants], [problem.demand.sum()]])
    plan = transport.solve(transport.Problem(cost, np.concatenate([problem.demand, room]), capacity))
    paid = np.where(cost == FORBIDDEN, np.inf, cost + plan.prices.astype(np.float64)).min(axis=1)
    fed = np.where(problem.inbound[plants] == FORBIDDEN, np.inf, problem.inbound[plants] * (not free))
    value = (fed + plan.prices[len(depots) : -1, None]).min(axis=0, initial=float(dear))
    value[depots] = paid[n:]
    return np.concatenate([paid[:n], value]), plan.flow


def trimmed(inbound: Flow, wanted: Ints) -> Flow:
    """No more into a depot than leaves it; `wanted` (d,)."""
    order = np.argsort(inbound.cols, kind="stable")
    rows, cols, amounts = (part[order] for part in inbound)
    before = np.cumsum(amounts) - amounts
    first = np.searchsorted(cols, cols)
    kept = np.clip(wanted[cols] - (before - before[first]), 0, amounts) if len(cols) else amounts
    return Flow(rows[kept > 0], cols[kept > 0], kept[kept > 0])


def exact_cost(problem: Problem, used: Bools, inbound: Flow, outbound: Flow) -> int:
    legs = ((problem.inbound, inbound), (problem.outbound, outbound))
    moved = sum(int((cost[flow.rows, flow.cols] * flow.amounts).sum()) for cost, flow in legs)
    return int(problem.fixed_cost[used].sum()) + moved


def least_shortage(problem: Problem, opened: Bools) -> tuple[int, Bools, Bools]:
    """What must stay unserved with these sites (p + d,), and the demands (n,) and depots (d,) that prove it."""
    p, _, n = problem.size
    plants, depots = np.flatnonzero(opened[:p]), np.flatnonzero(opened[p:])
    worth, (rows, cols, amounts) = solved(problem, plants, depots, 1, free=True)
    lacking = int(amounts[(rows < n) & (cols == len(plants) + len(depots))].sum())
    return lacking, worth[:n] > 0, worth[n:] > 0

"""An auditor's check of a facility plan. Shares no code with the solver: every rule again, the bound by the dual of
each store's knapsack in whole numbers (or, single source, by a table in plain Python)."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import numpy as np

from lilian.planning.facility.plan import Certificate, Plan
from lilian.planning.facility.problem import Problem
from lilian.planning.leaf import Leaf, covers
from lilian.planning.transport.costs import FORBIDDEN


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound, its bounds true."""
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    found = [*flow_faults(problem, plan), *cost_faults(problem, plan), *shortage_faults(problem, plan)]
    return [*found, *bound_faults(problem, plan)]


def shape_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    n, m = len(problem.demand), len(problem.capacity)
    if len(plan.open) != m or len(plan.unserved) != n or len(plan.certificate.cut) != n:
        yield "open, unserved or cut has the wrong length"
    rows, cols, amounts = plan.flow
    if not len(rows) == len(cols) == len(amounts):
        yield "flow has rows, cols and amounts of different lengths"
    elif len(rows) and not (rows.min() >= 0 and rows.max() < n and cols.min() >= 0 and cols.max() < m):
        yield "flow names a demand or store that does not exist"
    yield from certificate_shape_faults(plan.certificate, n, m + 1)


def certificate_shape_faults(certificate: Certificate, n: int, stores: int) -> Iterator[str]:
    if certificate.multipliers.ndim != 2 or certificate.multipliers.shape[1] != n or certificate.scale < 1:
        yield "the certificate's multipliers have the wrong shape"
    for leaf in (*certificate.leaves, *certificate.forced):
        named = [*leaf.opened, *leaf.shut]
        if not 0 <= leaf.at < len(certificate.multipliers) or any(not 0 <= j < stores for j in named):
            yield "a leaf names a store or a row of multipliers that does not exist"
        if len(set(named)) != len(named):
            yield "a leaf names a store twice"


def flow_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    sent, load, parts = Counter[int](), Counter[int](), Counter[int]()
    for row, col, amount in zip(*(part.tolist() for part in plan.flow), strict=True):
        if amount <= 0:
            yield f"demand {row} from store {col}: amount {amount} is not positive"
        if problem.cost[row, col] == FORBIDDEN:
            yield f"demand {row} from store {col} is forbidden"
        if not plan.open[col]:
            yield f"demand {row} is served from store {col}, which is shut"
        sent[row] += amount
        load[col] += amount
        parts[row] += 1
    for row, wanted in enumerate(problem.demand.tolist()):
        if plan.unserved[row] < 0 or sent[row] + int(plan.unserved[row]) != wanted:
            yield f"demand {row}: {sent[row]} served + {plan.unserved[row]} unserved is not {wanted}"
        if problem.single_source and (parts[row] > 1 or (parts[row] and plan.unserved[row])):
            yield f"demand {row} is shared between stores"
    for col, room in enumerate(problem.capacity.tolist()):
        if load[col] > room:
            yield f"store {col} serves {load[col]}, more than {room}"


def cost_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    fixed = sum(int(problem.fixed_cost[col]) for col in np.flatnonzero(plan.open))
    carried = Counter[int]()
    for row, col, amount in zip(*(part.tolist() for part in plan.flow), strict=True):
        if problem.cost[row, col] != FORBIDDEN:
            carried[row] += amount * int(problem.cost[row, col])
    total = fixed + ceil(sum((Fraction(paid, int(problem.demand[row])) for row, paid in carried.items()), Fraction(0)))
    if total != plan.cost:
        yield f"cost is {total}, not {plan.cost}"
    if plan.lower_bound > plan.cost:
        yield f"lower bound {plan.lower_bound} is above the cost {plan.cost}"


def shortage_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """The demands in the cut need more than all stores that any of them may use hold."""
    cut = plan.certificate.cut
    reach = (problem.cost[cut] != FORBIDDEN).any(axis=0)
    lacking = sum(problem.demand[cut].tolist()) - sum(problem.capacity[reach].tolist())
    if plan.least_unserved > max(0, lacking):
        yield f"at least {max(0, lacking)} must stay unserved by the cut, not {plan.least_unserved}"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    certificate = plan.certificate
    if sum(plan.unserved.tolist()) > certificate.spill and plan.lower_bound > 0:
        yield "the certificate holds for plans that leave less unserved only"
    if certificate.multipliers.size and certificate.multipliers.min() < 0:
        yield "a multiplier is negative"
    if certificate.whole and not problem.single_source:
        yield "the certificate counts whole loads, but demands may be shared"
    if not covers([leaf.decided for leaf in certificate.leaves]):
        yield "the leaves do not cover every choice of stores"
    auditor = Auditor(problem, certificate)
    least = min((auditor.bound(leaf) for leaf in certificate.leaves), default=0)
    if plan.lower_bound > max(0, least):
        yield f"lower bound is {least} by its multipliers, not {plan.lower_bound}"
    yield from regret_faults(plan, auditor)


def regret_faults(plan: Plan, auditor: "Auditor") -> Iterator[str]:
    if len(plan.regrets) != len(plan.certificate.forced):
        yield "regrets and their leaves differ in number"
        return
    for regret, leaf in zip(plan.regrets, plan.certificate.forced, strict=True):
        against = ((), (regret.store,)) if regret.open_now else ((regret.store,), ())
        if regret.store < len(plan.open) and bool(plan.open[regret.store]) != regret.open_now:
            yield f"store {regret.store}: the regret has it the wrong way round"
        if (leaf.opened, leaf.shut) != against:
            yield f"store {regret.store}: its leaf decides something else"
        proved = max(0, auditor.bound(leaf) - plan.cost)
        if regret.at_least > proved:
            yield f"store {regret.store}: deciding it otherwise costs at least {proved}, not {regret.at_least}"
        if regret.at_most is not None and regret.at_most < regret.at_least:
            yield f"store {regret.store}: its regret is at least {regret.at_least} and at most {regret.at_most}"


class Auditor:
    """Bounds a leaf again. With something unserved there is one store more: free, with room for just that."""

    def __init__(self, problem: Problem, certificate: Certificate) -> None:
        spill = certificate.spill
        self.certificate = certificate
        self.demand = problem.demand.astype(object)
        self.capacity = [*problem.capacity.tolist(), *([spill] if spill else [])]
        self.fixed = [*problem.fixed_cost.tolist(), *([0] if spill else [])]
        columns = [problem.cost[:, j] for j in range(len(problem.capacity))]
        columns += [np.zeros(len(self.demand), np.int64)] if spill else []
        self.allowed = [column != FORBIDDEN for column in columns]
        self.cost = [np.where(ok, column, 0).astype(object) for ok, column in zip(self.allowed, columns, strict=True)]
        self.known: dict[tuple[int, int], int] = {}

    def bound(self, leaf: Leaf) -> int:
        """Units of cost, rounded up."""
        total = sum(self.certificate.multipliers[leaf.at].tolist())
        for store in range(len(self.capacity)):
            if store not in leaf.shut:
                net = self.fixed[store] * self.certificate.scale - self.worth(store, leaf.at)
                total += net if store in leaf.opened else min(0, net)
        return -(-total // self.certificate.scale)

    def worth(self, store: int, at: int) -> int:
        if (store, at) not in self.known:
            worth = self.certificate.multipliers[at].astype(object) - self.cost[store] * self.certificate.scale
            pays = self.allowed[store] & (worth > 0)
            best = self.table if self.certificate.whole else self.dual
            self.known[store, at] = best(worth[pays], self.demand[pays], self.capacity[store])
        return self.known[store, at]

    @staticmethod
    def dual(worth, weight, room: int) -> int:  # type: ignore[no-untyped-def]
        """min over t >= 0 of room t + sum max(0, worth - weight t), rounded up: no load is worth more."""
        if sum(weight) <= room:
            return int(sum(worth))
        order = sorted(range(len(worth)), key=lambda i: -worth[i] / weight[i])
        filled = 0
        for i in order:
            filled += weight[i]
            if filled > room:
                break
        top, bottom = worth[i], weight[i]
        rest = sum(max(0, w * bottom - d * top) for w, d in zip(worth, weight, strict=True))
        return int(-(-(room * top + rest) // bottom))

    @staticmethod
    def table(worth, weight, room: int) -> int:  # type: ignore[no-untyped-def]
        """The best load of whole demands."""
        best = [0] * (room + 1)
        for w, d in zip(worth, weight, strict=True):
            for space in range(room, d - 1, -1):
                best[space] = max(best[space], best[space - d] + w)
        return int(best[room])

"""An auditor's check of a two-stage plan. Shares no code with the solver: every rule again, the bound by filling each
site's best load in whole numbers."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from lilian.planning.leaf import Leaf, covers
from lilian.planning.transport.costs import FORBIDDEN
from lilian.planning.transport.plan import Flow
from lilian.planning.two_stage.plan import Certificate, Plan
from lilian.planning.two_stage.problem import Problem


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound, its bounds true."""
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    found = [*leg_faults("inbound", problem.inbound, plan.inbound, plan.plants)]
    found += leg_faults("outbound", problem.outbound, plan.outbound, plan.depots)
    return [*found, *weight_faults(problem, plan), *cost_faults(problem, plan), *shortage_faults(problem, plan),
            *bound_faults(problem, plan)]  # fmt: skip


def shape_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    p, d, n = len(problem.plant_cost), len(problem.depot_cost), len(problem.demand)
    certificate = plan.certificate
    if (len(plan.plants), len(plan.depots), len(plan.unserved)) != (p, d, n):
        yield "plants, depots or unserved has the wrong length"
    if (len(certificate.short_demands), len(certificate.short_depots)) != (n, d):
        yield "the certificate's cut has the wrong length"
    for name, flow, rows, cols in (("inbound", plan.inbound, p, d), ("outbound", plan.outbound, d, n)):
        if not len(flow.rows) == len(flow.cols) == len(flow.amounts):
            yield f"{name} has rows, cols and amounts of different lengths"
        elif any(not (0 <= row < rows and 0 <= col < cols) for row, col, _ in triples(flow)):
            yield f"{name} names a site or demand that does not exist"
    extra = int(certificate.spill > 0)
    if certificate.multipliers.ndim != 2 or certificate.multipliers.shape[1] != n + d + extra or certificate.scale < 1:
        yield "the certificate's multipliers have the wrong shape"
    for leaf in certificate.leaves:
        named = [*leaf.opened, *leaf.shut]
        if not 0 <= leaf.at < len(certificate.multipliers) or any(not 0 <= j < p + d + 2 * extra for j in named):
            yield "a leaf names a site or a row of multipliers that does not exist"
        if len(set(named)) != len(named):
            yield "a leaf names a site twice"


def triples(flow: Flow) -> list[tuple[int, int, int]]:
    return list(zip(*(part.tolist() for part in flow), strict=True))


def leg_faults(name: str, cost, flow: Flow, runs) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for row, col, amount in triples(flow):
        if amount <= 0:
            yield f"{name} from {row} to {col}: amount {amount} is not positive"
        if cost[row, col] == FORBIDDEN:
            yield f"{name} from {row} to {col} is forbidden"
        if not runs[row]:
            yield f"{name} comes from {row}, which is shut"


def weight_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    sent, fed, passed, served = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    for plant, depot, amount in triples(plan.inbound):
        sent[plant] += amount
        fed[depot] += amount
    for depot, demand, amount in triples(plan.outbound):
        passed[depot] += amount
        served[demand] += amount
    for name, load, rooms in (("plant", sent, problem.plant_capacity), ("depot", passed, problem.depot_capacity)):
        for site, room in enumerate(rooms.tolist()):
            if load[site] > room:
                yield f"{name} {site} handles {load[site]}, more than {room}"
    for depot in range(len(problem.depot_cost)):
        if fed[depot] != passed[depot]:
            yield f"depot {depot}: {fed[depot]} come in, {passed[depot]} go out"
    for demand, wanted in enumerate(problem.demand.tolist()):
        if plan.unserved[demand] < 0 or served[demand] + int(plan.unserved[demand]) != wanted:
            yield f"demand {demand}: {served[demand]} served + {plan.unserved[demand]} unserved is not {wanted}"


def cost_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    total = sum(problem.plant_cost[plan.plants].tolist()) + sum(problem.depot_cost[plan.depots].tolist())
    for cost, flow in ((problem.inbound, plan.inbound), (problem.outbound, plan.outbound)):
        total += sum(int(cost[row, col]) * amount for row, col, amount in triples(flow) if cost[row, col] != FORBIDDEN)
    if total != plan.cost:
        yield f"cost is {total}, not {plan.cost}"
    if plan.lower_bound > plan.cost:
        yield f"lower bound {plan.lower_bound} is above the cost {plan.cost}"


def shortage_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """The demands of the cut need more than its plants send and the other depots they may use hold."""
    demands, by_plants = plan.certificate.short_demands, plan.certificate.short_depots
    reached = (problem.outbound[:, demands] != FORBIDDEN).any(axis=1)
    plants = (problem.inbound[:, reached & by_plants] != FORBIDDEN).any(axis=1)
    room = sum(problem.depot_capacity[reached & ~by_plants].tolist()) + sum(problem.plant_capacity[plants].tolist())
    lacking = max(0, sum(problem.demand[demands].tolist()) - room)
    if plan.least_unserved > lacking:
        yield f"at least {lacking} must stay unserved by the cut, not {plan.least_unserved}"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    certificate = plan.certificate
    if sum(plan.unserved.tolist()) > certificate.spill and plan.lower_bound > 0:
        yield "the certificate holds for plans that leave less unserved only"
    if certificate.multipliers.size and certificate.multipliers.min() < 0:
        yield "a multiplier is negative"
    if not covers([leaf.decided for leaf in certificate.leaves]):
        yield "the leaves do not cover every choice of sites"
    auditor = Auditor(problem, certificate)
    least = min((auditor.bound(leaf) for leaf in certificate.leaves), default=0)
    if plan.lower_bound > max(0, least):
        yield f"lower bound is {least} by its multipliers, not {plan.lower_bound}"


class Auditor:
    """Bounds a leaf again. With something unserved there are one plant and one depot more: free, each other's only."""

    def __init__(self, problem: Problem, certificate: Certificate) -> None:
        spill, self.scale, self.multipliers = certificate.spill, certificate.scale, certificate.multipliers
        more, n = [spill] if spill else [], len(problem.demand)
        self.plants = len(problem.plant_cost) + len(more)
        plant_room, depot_room = [*problem.plant_capacity.tolist(), *more], [*problem.depot_capacity.tolist(), *more]
        free = [0] if spill else []
        self.fixed = [*problem.plant_cost.tolist(), *free, *problem.depot_cost.tolist(), *free]
        inbound = np.full((self.plants, len(depot_room)), FORBIDDEN, object)
        inbound[: len(problem.plant_cost), : len(problem.depot_cost)] = problem.inbound
        if spill:
            inbound[-1, -1] = 0
        outbound = np.vstack([problem.outbound, np.zeros((len(more), n), np.int64)])
        # Whole numbers of any size where 64 bits might not hold the sums.
        weight = sum(plant_room) + sum(depot_room) + sum(problem.demand.tolist())
        largest = int(self.multipliers.max(initial=0)) + self.scale * (problem.dear + 1)
        kind = np.int64 if weight * largest < 1 << 62 else object
        self.multipliers = self.multipliers.astype(kind)
        self.demand, self.plant_room, self.depot_room = (
            np.array(part, kind) for part in (problem.demand.tolist(), plant_room, depot_room)
        )
        self.may_feed, self.may_serve = inbound != FORBIDDEN, outbound != FORBIDDEN
        self.inbound = np.where(self.may_feed, inbound, 0).astype(kind) * self.scale
        self.outbound = np.where(self.may_serve, outbound, 0).astype(kind) * self.scale
        self.known: dict[int, list[int]] = {}

    def bound(self, leaf: Leaf) -> int:
        """Units of cost, rounded up: every plan's cost is whole."""
        if leaf.at not in self.known:
            self.known[leaf.at] = self.saved(self.multipliers[leaf.at])
        total = int(self.multipliers[leaf.at][: len(self.demand)] @ self.demand) if len(self.demand) else 0
        for site, (fixed, saved) in enumerate(zip(self.fixed, self.known[leaf.at], strict=True)):
            if site not in leaf.shut:
                net = fixed * self.scale - saved
                total += net if site in leaf.opened else min(0, net)
        return -(-total // self.scale)

    def saved(self, worth) -> list[int]:  # type: ignore[no-untyped-def]
        """What each site saves at most: plants, then depots."""
        at_demands, at_depots = worth[: len(self.demand)], worth[len(self.demand) :]
        feeding = np.where(self.may_feed, at_depots[None, :] - self.inbound, 0)
        serving = np.where(self.may_serve, at_demands[None, :] - at_depots[:, None] - self.outbound, 0)
        plants = zip(feeding, self.plant_room.tolist(), strict=True)
        depots = zip(serving, self.depot_room.tolist(), strict=True)
        return [dual(gain, self.depot_room, room) for gain, room in plants] + [
            dual(gain, self.demand, room) for gain, room in depots
        ]


def dual(gain, size, room: int) -> int:  # type: ignore[no-untyped-def]
    """room t + sum of size x max(0, gain - t): no load is worth more, whatever t >= 0; here t is the gain of the item
    that fills the room up."""
    order = np.argsort(-gain, kind="stable")
    full = np.flatnonzero(np.cumsum(size[order]) > room)
    t = max(0, int(gain[order[full[0]]])) if len(full) else 0
    return room * t + int((np.maximum(gain - t, 0) * size).sum())

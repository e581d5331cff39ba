"""An auditor's check of an assignment plan. Shares no code with the solver and imports none: every rule again in plain
sums, every bound again from its multipliers, knapsack by knapsack, in whole numbers."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lilian.planning.assignment.plan import TABLE_LIMIT, Certificate, Plan
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import FORBIDDEN

SAFE = 1 << 61  # sums below it fit int64
Numbers = np.ndarray[Any, Any]  # int64, or Python's own integers where those might not hold the sums


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound, its bounds true."""
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    return [*room_faults(problem, plan), *sum_faults(problem, plan), *bound_faults(problem, plan)]


def shape_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    n, m, k = len(problem.weight), len(problem.capacity), len(problem.pool_capacity)
    if len(plan.room) != n or (n and not -1 <= plan.room.min() <= plan.room.max() < m):
        yield "room has the wrong length, or names a room that does not exist"
    for certificate in (plan.certificate, plan.least_certificate):
        if (len(certificate.lots), len(certificate.rooms), len(certificate.pools)) != (n, m, k):
            yield "the certificate's multipliers have the wrong shape"
        elif certificate.scale < 1 or min([0, *certificate.rooms.tolist(), *certificate.pools.tolist()]) < 0:
            yield "the certificate's scale or a price of room is negative"


def placed(plan: Plan) -> list[tuple[int, int]]:
    return [(lot, room) for lot, room in enumerate(plan.room.tolist()) if room >= 0]


def room_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    load, pooled = [0] * len(problem.capacity), [0] * len(problem.pool_capacity)
    for lot, room in placed(plan):
        if problem.cost[lot, room] == FORBIDDEN:
            yield f"lot {lot} in room {room} is forbidden"
        load[room] += int(problem.weight[lot, room])
        if problem.pool[room] >= 0:
            pooled[problem.pool[room]] += int(problem.weight[lot, room])
    for name, filled, limits in (("room", load, problem.capacity), ("pool", pooled, problem.pool_capacity)):
        for index, (amount, limit) in enumerate(zip(filled, limits.tolist(), strict=True)):
            if amount > limit:
                yield f"{name} {index} takes {amount}, more than {limit}"


def sum_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    pairs = [(lot, room) for lot, room in placed(plan) if problem.cost[lot, room] != FORBIDDEN]
    cost = sum(int(problem.cost[lot, room]) for lot, room in pairs)
    left_out = sum(int(problem.penalty[lot]) for lot in np.flatnonzero(plan.room < 0))
    if cost != plan.cost:
        yield f"cost is {cost}, not {plan.cost}"
    if left_out != plan.left_out:
        yield f"left out is {left_out}, not {plan.left_out}"
    if plan.lower_bound > plan.cost:
        yield f"lower bound {plan.lower_bound} is above the cost {plan.cost}"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    bound = proved_bound(problem, plan.certificate, left_out=plan.left_out)
    if plan.lower_bound > bound:
        yield f"lower bound is {bound} by its multipliers, not {plan.lower_bound}"
    least = max(0, proved_least(problem, plan.least_certificate))
    if plan.least_left_out > least:
        yield f"at least {least} is left out by its multipliers, not {plan.least_left_out}"


def proved_bound(problem: Problem, certificate: Certificate, *, left_out: int) -> int:
    """No plan whose penalties sum to `left_out` or less costs less, rounded up: `sum_i u_i`, less the best load of
    every room or pool at these multipliers, less the best `u` of lots whose penalties sum to `left_out`."""
    lots = certificate.lots
    rooms = worth_of_rooms(problem, certificate, problem.cost)
    behind = best_load(lots, problem.penalty, left_out)
    return -(-(total(lots) - rooms - behind) // certificate.scale)


def proved_least(problem: Problem, certificate: Certificate) -> int:
    """No plan's penalties sum to less: the same with costs of 0 and a price of its penalty on each lot left out."""
    lots = certificate.lots.astype(object)
    rooms = worth_of_rooms(problem, certificate, np.where(problem.cost == FORBIDDEN, FORBIDDEN, 0))
    behind = total(np.maximum(lots - problem.penalty.astype(object) * certificate.scale, 0))
    return -(-(total(lots) - rooms - behind) // certificate.scale)


def total(values: Numbers) -> int:
    return sum(values.tolist())


def worth_of_rooms(problem: Problem, certificate: Certificate, cost: Numbers) -> int:
    """What the rooms can take off `sum u` at most."""
    worth = sum(room_worth(problem, certificate, cost, int(room), 0) for room in np.flatnonzero(problem.pool < 0))
    for pool, price in enumerate(certificate.pools.tolist()):
        rooms = np.flatnonzero(problem.pool == pool).tolist()
        apart = price * int(problem.pool_capacity[pool])
        apart += sum(room_worth(problem, certificate, cost, room, price) for room in rooms)
        worth += min(apart, pool_worth(problem, certificate, cost, pool, rooms))
    return worth


def margins(problem: Problem, certificate: Certificate, cost: Numbers, room: int, price: int) -> Numbers:
    """(n,): what each lot is worth in the room beyond its cost and its rent; 0 where it may not be or cannot fit."""
    weight = problem.weight[:, room].astype(object)
    ok = (cost[:, room] != FORBIDDEN) & (problem.weight[:, room] <= problem.capacity[room])
    rent = np.where(ok, cost[:, room], 0).astype(object) * certificate.scale + weight * price
    return np.where(ok, np.maximum(certificate.lots.astype(object) - rent, 0), 0)


def room_worth(problem: Problem, certificate: Certificate, cost: Numbers, room: int, price: int) -> int:
    margin = margins(problem, certificate, cost, room, price)
    return best_load(margin, problem.weight[:, room], int(problem.capacity[room]))


def pool_worth(problem: Problem, certificate: Certificate, cost: Numbers, pool: int, rooms: list[int]) -> int:
    """The pool's own knapsack; each lot in its best room, whose doors are priced instead of counted."""
    if not rooms:
        return 0
    prices = certificate.rooms.tolist()
    margin = np.max([margins(problem, certificate, cost, room, prices[room]) for room in rooms], axis=0)
    rent = sum(prices[room] * int(problem.capacity[room]) for room in rooms)
    return rent + best_load(margin, problem.weight[:, rooms[0]], int(problem.pool_capacity[pool]))


def best_load(value: Numbers, weight: Numbers, capacity: int) -> int:
    """The greatest value that fits: by a table, or, where that would be too large, no less than it by its dual."""
    pays = (value > 0) & (weight <= capacity)
    worth, heavy = value[pays], weight[pays].tolist()
    if sum(heavy) <= capacity:
        return total(worth)
    if (capacity + 1) * len(heavy) > TABLE_LIMIT:
        return dual_load(worth.tolist(), heavy, capacity)
    kind = np.int64 if total(worth) < SAFE else object
    best = np.zeros(capacity + 1, kind)
    for gain, space in zip(worth.astype(kind), heavy, strict=True):
        best[space:] = np.maximum(best[space:], best[: capacity + 1 - space] + gain)
    return int(best[capacity])


def dual_load(worth: list[int], weight: list[int], capacity: int) -> int:
    """min over the items' prices t of `capacity t + sum max(0, worth - weight t)`, and the sum of all."""
    room = capacity
    for gain, space in sorted(zip(worth, weight, strict=True), key=lambda item: -item[0] / item[1]):
        if space > room:
            price = -(-gain // space)
            rest = sum(max(0, w - price * s) for w, s in zip(worth, weight, strict=True))
            return min(sum(worth), capacity * price + rest)
        room -= space
    return sum(worth)

"""The plan in which lots may be split: a pure network, exact, with prices."""

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning import transport
from lilian.planning.limits import Limits
from lilian.planning.storage.model import GRID_PER_FEN, Model
from lilian.planning.storage.plan import Proof

FIRST_BONUS = 4  # times the greatest cost: enough to put locks first almost always; raised until it is


@dataclass(frozen=True)
class Split:
    """Amounts in grams by part and column, the proof, and the bound and cost in fen before rounding."""

    amounts_g: dict[tuple[int, int], int]
    proof: Proof
    bound: float
    gap: float
    flow: transport.Plan
    network: transport.Problem


def solve_split(model: Model, limits: Limits) -> Split:
    """Locks first, then as much weight as possible, then the least cost."""
    stop = monotonic() + limits.time_s
    problem = network(model, 0)
    if not model.locked.any():
        return read_split(model, problem, transport.solve(problem, limits=limits), 0, 0)
    wanted = lockable(model, problem, limits)
    bonus = FIRST_BONUS * (max(map(abs, problem.costs.span())) + 1)
    while True:
        rest = replace(limits, time_s=max(0.001, stop - monotonic()))
        credited = network(model, bonus)
        plan = transport.solve(credited, limits=rest)
        served = int((problem.supply - plan.unplaced)[model.locked].sum())
        if served == wanted:
            return read_split(model, credited, plan, bonus, served)
        bonus *= 8


def network(model: Model, bonus: int) -> transport.Problem:
    """Rows: parts. Columns: store-days, capped by the door. Pools: stores, capped by space. Units: `model.unit_g`."""
    stores, unit_g = model.problem.stores, model.unit_g
    return transport.Problem(
        cost=model.grid[model.part_lots] - bonus * model.locked[:, None],
        supply=np.array([part.weight_g // unit_g for part in model.parts], np.int64),
        capacity=(model.intake_g // unit_g).reshape(-1),
        allowed=model.allowed,
        pool=np.repeat(np.arange(len(stores)), model.days),
        pool_capacity=np.array([store.free_g // unit_g for store in stores], np.int64),
    )


def lockable(model: Model, problem: transport.Problem, limits: Limits) -> int:
    """Units of people's locks that can be served at all."""
    alone = replace(problem, allowed=model.allowed & model.locked[:, None])
    return int((problem.supply - transport.solve(alone, limits=limits).unplaced)[model.locked].sum())


def read_split(model: Model, problem: transport.Problem, plan: transport.Plan, bonus: int, served: int) -> Split:
    amounts = {(int(r), int(c)): int(a) * model.unit_g for r, c, a in zip(*plan.flow, strict=True)}
    dock = plan.prices.reshape(len(model.problem.stores), model.days).tolist()
    ceiling = plan.unplaced_price if plan.unplaced.any() else 0
    proof = Proof(tuple(plan.pool_prices.tolist()), tuple(map(tuple, dock)), ceiling, bonus)
    cost, bound = plan.cost + bonus * served, plan.lower_bound + bonus * served
    return Split(amounts, proof, safe_bound(model, bound), (cost - bound) / max(1, cost), plan, problem)


def safe_bound(model: Model, bound: int) -> float:
    """In fen, lowered by the most that rounding every cost to the grid can have moved."""
    weight_g = sum(part.weight_g for part in model.parts)
    return model.fen(bound) - 0.5 * weight_g / (GRID_PER_FEN * GRAMS_PER_TONNE)


def bound_at(split: Split, served: int, behind: int) -> tuple[int, int]:
    """On the grid: no plan that serves `served` locked units and leaves at most `behind` units costs less.

    Also the price of "unplaced" that proves it best: the rows dearer than it weigh just `behind`.
    """
    problem, plan = split.network, split.flow
    joint = plan.prices + plan.pool_prices[problem.pool]
    paid = problem.costs.least(joint)
    order = np.argsort(-paid, kind="stable")
    reached = np.flatnonzero(np.cumsum(problem.supply[order]) > behind)
    ceiling = max(0, int(paid[order[reached[0]]])) if len(reached) else 0
    total = sum(
        q * min(ceiling, p) if behind else q * p for q, p in zip(problem.supply.tolist(), paid.tolist(), strict=True)
    )
    total -= sum(room * price for room, price in zip(problem.capacity.tolist(), plan.prices.tolist(), strict=True))
    total -= sum(
        room * price for room, price in zip(problem.pool_capacity.tolist(), plan.pool_prices.tolist(), strict=True)
    )
    return total - ceiling * behind + split.proof.lock_bonus * served, ceiling

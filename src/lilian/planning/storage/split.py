"""The plan in which lots may be split: a pure network, exact, with prices."""

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning import transport
from lilian.planning.limits import Limits
from lilian.planning.storage.model import GRID_PER_FEN, Ints, Model
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


def solve_split(model: Model, limits: Limits) -> Split:
    """Locks first, then as much weight as possible, then the least cost."""
    stop = monotonic() + limits.time_s
    locked = np.array([part.store is not None for part in model.parts], np.bool_)
    problem = network(model, locked, 0)
    if not locked.any():
        return read_split(model, transport.solve(problem, limits=limits), 0, 0)
    wanted = lockable(model, problem, locked, limits)
    bonus = FIRST_BONUS * (max(map(abs, problem.costs.span())) + 1)
    while True:
        rest = replace(limits, time_s=max(0.001, stop - monotonic()))
        plan = transport.solve(network(model, locked, bonus), limits=rest)
        served = int((problem.supply - plan.unplaced)[locked].sum())
        if served == wanted:
            return read_split(model, plan, bonus, served)
        bonus *= 8


def network(model: Model, locked: np.ndarray, bonus: int) -> transport.Problem:
    """Rows: parts. Columns: store-days, capped by the door. Pools: stores, capped by their space. Units: `model.unit_g`."""
    lots = np.array([part.lot for part in model.parts], np.int64)
    stores, unit_g = model.problem.stores, model.unit_g
    door = np.repeat([store.intake_g_per_day // unit_g for store in stores], model.days)
    return transport.Problem(
        cost=model.grid[lots] - bonus * locked[:, None],
        supply=np.array([part.weight_g // unit_g for part in model.parts], np.int64),
        capacity=door.astype(np.int64),
        allowed=model.allowed,
        pool=np.repeat(np.arange(len(stores)), model.days),
        pool_capacity=np.array([store.free_g // unit_g for store in stores], np.int64),
    )


def lockable(model: Model, problem: transport.Problem, locked: np.ndarray, limits: Limits) -> int:
    """Units of people's locks that can be served at all."""
    alone = replace(problem, allowed=model.allowed & locked[:, None])
    return int((problem.supply - transport.solve(alone, limits=limits).unplaced)[locked].sum())


def read_split(model: Model, plan: transport.Plan, bonus: int, served: int) -> Split:
    amounts = {(int(r), int(c)): int(a) * model.unit_g for r, c, a in zip(*plan.flow, strict=True)}
    dock = plan.prices.reshape(-1, model.days).tolist()
    proof = Proof(tuple(plan.pool_prices.tolist()), tuple(map(tuple, dock)), plan.unplaced_price if plan.unplaced.any() else 0, bonus)
    cost, bound = plan.cost + bonus * served, plan.lower_bound + bonus * served
    return Split(amounts, proof, safe_bound(model, bound, plan), (cost - bound) / max(1, cost), plan)


def safe_bound(model: Model, bound: int, plan: transport.Plan) -> float:
    """In fen, lowered by the most that rounding every cost to the grid can have moved a plan of this weight."""
    placed_g = int(plan.flow.amounts.sum()) * model.unit_g
    return model.fen(bound) - 0.5 * placed_g / (GRID_PER_FEN * GRAMS_PER_TONNE)


def whole_rows(split: Split, rows: int) -> Ints:
    """(R,): the column of a part placed whole, -1 where it was split or left."""
    columns = np.full(rows, -1, np.int64)
    counts = np.bincount(split.flow.flow.rows, minlength=rows)
    single = (counts[split.flow.flow.rows] == 1) & (split.flow.unplaced[split.flow.flow.rows] == 0)
    columns[split.flow.flow.rows[single]] = split.flow.flow.cols[single]
    return columns

"""Lots that may not be split: rooms of `planning.assignment` are the doors of stores on days, pools are the stores.

It starts from the split plan's prices and from where most of each part went. Its multipliers make the bound: stronger
than the split plan's, since every store's best load is of whole lots.
"""

from dataclasses import dataclass, replace

import numpy as np

from lilian.planning import assignment
from lilian.planning.assignment.bound import Priced, Pricer, Question
from lilian.planning.assignment.solve import solve as assign
from lilian.planning.limits import Limits
from lilian.planning.storage.greedy import served_in_turn
from lilian.planning.storage.model import Ints, Model
from lilian.planning.storage.plan import Proof
from lilian.planning.storage.split import Split

THINKING = 0.93  # of the time; the rest is for the bound in whole prices a tonne
SAFE = 1 << 57  # what all costs, and all penalties, together must stay below


@dataclass(frozen=True)
class Whole:
    """`columns` (R,): of each part, -1 where it stays behind. `bound` on the grid, with its `proof`; None where figures
    had to be made smaller, so that the split plan's bound must do."""

    columns: Ints
    bound: int | None
    proof: Proof


def solve_whole(model: Model, split: Split, limits: Limits, rounds: int | None = None) -> Whole:
    """The best plan of whole parts found, no worse than today's practice. `rounds`: as in `assignment.solve`."""
    problem, coarse, exact = as_assignment(model)
    thinking = replace(limits, time_s=THINKING * limits.time_s)
    at = priced(model, split, problem, coarse)
    plan = assign(problem, limits=thinking, start=largest_shares(split), at=at, rounds=rounds)
    columns = min(plan.room, first_come(model), key=lambda each: score(model, each))
    if not exact:
        return Whole(columns, None, split.proof)
    certificate = per_tonne(problem, plan.certificate)
    left_out = sum(problem.penalty[columns < 0].tolist())
    weight = problem.weight[:, 0] if problem.weight.size else np.ones(len(columns), np.int64)
    proof = replace(
        split.proof,
        space=tuple(certificate.pools.tolist()),
        dock=tuple(map(tuple, certificate.rooms.reshape(-1, model.days).tolist())),
        worth=tuple((certificate.lots // weight).tolist()),
    )
    return Whole(columns, Pricer(Question(problem, left_out)).exact(certificate), proof)


def as_assignment(model: Model) -> tuple[assignment.Problem, int, bool]:
    """The problem in units of weight; what costs on the grid were divided by, 1 unless they are huge; and whether
    nothing had to be made smaller. Leaving a locked part behind is worse than leaving all others."""
    weight = np.array([part.weight_g // model.unit_g for part in model.parts], np.int64)
    total, stores = int(weight.sum()), model.problem.stores
    most = (model.grid[model.part_lots].max(axis=1, initial=1).astype(np.float64) * weight).sum()
    coarse, worse = 1 + int(most / SAFE), min(total + 1, max(1, SAFE // max(1, total)))
    cost = model.grid[model.part_lots] // coarse * weight[:, None]
    problem = assignment.Problem(
        np.where(model.allowed, cost, assignment.FORBIDDEN),
        weight,
        np.minimum(model.intake_g // model.unit_g, total).reshape(-1),
        np.repeat(np.arange(len(stores)), model.days),
        np.array([min(total, store.free_g // model.unit_g) for store in stores], np.int64),
        weight * np.where(model.locked, worse, 1),
    )
    return problem, coarse, coarse == 1 and (worse > total or not model.locked.any())


def largest_shares(split: Split) -> Ints:
    """(R,): the column where the split plan puts most of each part, -1 where it leaves most behind."""
    flow, columns = split.flow.flow, np.full(len(split.flow.unplaced), -1, np.int64)
    order = np.argsort(flow.amounts, kind="stable")
    columns[flow.rows[order]] = flow.cols[order]
    most = np.zeros(len(columns), np.int64)
    np.maximum.at(most, flow.rows, flow.amounts)
    return np.where(most >= split.flow.unplaced, columns, -1)


def priced(model: Model, split: Split, problem: assignment.Problem, coarse: int) -> Priced:
    """The split plan's prices as multipliers; a store counts by its space or its doors, whichever earns more there."""
    flow = split.flow
    joint = flow.prices + np.repeat(flow.pool_prices, model.days)
    cost = np.where(problem.usable, model.grid[model.part_lots] + joint, np.iinfo(np.int64).max)
    paid = cost.min(axis=1, initial=1 << 62)
    ceiling = flow.unplaced_price + split.proof.lock_bonus if flow.unplaced.any() else 1 << 61
    paid = np.where(paid < 1 << 61, np.minimum(paid, ceiling), 0)
    doors = (flow.prices * problem.capacity.astype(np.float64)).reshape(-1, model.days).sum(axis=1)
    weight = problem.weight[:, 0] if problem.weight.size else np.ones(len(paid), np.int64)
    return Priced(
        paid.astype(np.float64) * weight / coarse,
        flow.prices / coarse,
        flow.pool_prices / coarse,
        flow.pool_prices * problem.pool_capacity.astype(np.float64) >= doors,
    )


def per_tonne(problem: assignment.Problem, certificate: assignment.Certificate) -> assignment.Certificate:
    """The multipliers as whole prices on the grid per tonne: a part's is its weight times such a price."""
    weight = problem.weight[:, 0] if problem.weight.size else np.ones(len(certificate.lots), np.int64)
    worth = np.rint(certificate.lots / (certificate.scale * weight)).astype(np.int64)
    rooms, pools = (
        np.rint(part / certificate.scale).astype(np.int64) for part in (certificate.rooms, certificate.pools)
    )
    return assignment.Certificate(1, worth * weight, rooms, pools)


def score(model: Model, columns: Ints) -> tuple[int, int, int]:
    """Locked units left behind, units left behind, cost on the grid: less is better, in this order. Exact."""
    locked = behind = cost = 0
    for part, column in zip(model.parts, columns.tolist(), strict=True):
        units = part.weight_g // model.unit_g
        if column < 0:
            behind += units
            locked += units if part.store is not None else 0
        else:
            cost += int(model.grid[part.lot, column]) * units
    return locked, behind, cost


def first_come(model: Model) -> Ints:
    """(R,): today's practice with whole lots, as columns."""
    columns = np.full(len(model.parts), -1, np.int64)
    for row, column in served_in_turn(model, may_split=False):
        columns[row] = column
    return columns

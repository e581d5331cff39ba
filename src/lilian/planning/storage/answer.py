"""From amounts per part, store and day to a plan people can read. Every planner ends here."""

from collections import defaultdict
from math import floor

import numpy as np

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.storage.model import GRID_PER_FEN, Ints, Model
from lilian.planning.storage.plan import Assignment, Plan, Proof, StoreState
from lilian.planning.storage.shortage import unplaced_with_why


def read_plan(
    model: Model,
    amounts_g: dict[tuple[int, int], int],
    *,
    method: str,
    proof: Proof | None = None,
    bound: float = 0.0,
    gap: float = 1.0,
) -> Plan:
    """`amounts_g[part, column]` in grams; `bound` in fen, before rounding."""
    assignments = assigned(model, amounts_g)
    placed_g = sum(a.weight_g for a in assignments)
    used = used_by_column(model, amounts_g)
    cost_fen = sum(a.cost_fen for a in assignments)
    left = left_by_lot(model, amounts_g)
    return Plan(
        assignments=assignments,
        unplaced=unplaced_with_why(model, left, used),
        cost_fen=cost_fen,
        lower_bound_fen=min(floor(bound), cost_fen),
        gap=gap,
        method=method,
        placed_g=placed_g,
        unplaced_g=sum(lot.weight_g for lot in model.problem.lots) - placed_g,
        store_states=states(model, used, proof),
        proof=proof,
    )


def assigned(model: Model, amounts_g: dict[tuple[int, int], int]) -> tuple[Assignment, ...]:
    """One assignment per lot, store and day, in that order."""
    merged: dict[tuple[int, int], int] = defaultdict(int)
    for (part, column), weight_g in amounts_g.items():
        merged[model.parts[part].lot, column] += weight_g
    return tuple(
        assignment(model, lot, column, weight_g) for (lot, column), weight_g in sorted(merged.items()) if weight_g
    )


def assignment(model: Model, lot: int, column: int, weight_g: int) -> Assignment:
    store, day = divmod(column, model.days)
    problem = model.problem
    cost_fen = floor(model.tonne_fen(lot, store, day) * weight_g / GRAMS_PER_TONNE + 0.5)
    code, road_km = problem.lots[lot].code, float(model.road_km[lot, store])
    return Assignment(code, problem.stores[store].code, problem.terms.day(day), weight_g, road_km, cost_fen)


def used_by_column(model: Model, amounts_g: dict[tuple[int, int], int]) -> Ints:
    """(S, D) grams."""
    used = np.zeros(model.columns, np.int64)
    for (_, column), weight_g in amounts_g.items():
        used[column] += weight_g
    return used.reshape(-1, model.days)


def left_by_lot(model: Model, amounts_g: dict[tuple[int, int], int]) -> dict[int, dict[int | None, int]]:
    """Grams left of each lot, by the store people locked them to (None: free to go anywhere)."""
    placed: dict[int, int] = defaultdict(int)
    for (part, _), weight_g in amounts_g.items():
        placed[part] += weight_g
    left: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for row, owner in enumerate(model.parts):
        if owner.weight_g > placed[row]:
            left[owner.lot][owner.store] += owner.weight_g - placed[row]
    return left


def states(model: Model, used: Ints, proof: Proof | None) -> tuple[StoreState, ...]:
    found = []
    for index, store in enumerate(model.problem.stores):
        by_day = tuple(int(g) for g in used[index])
        price = round(proof.space[index] / GRID_PER_FEN) if proof else 0
        dock = round(max(proof.dock[index]) / GRID_PER_FEN) if proof else 0
        found.append(StoreState(store.code, price, sum(by_day), store.free_g - sum(by_day), by_day, dock))
    return tuple(found)

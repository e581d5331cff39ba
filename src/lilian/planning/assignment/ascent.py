"""Subgradient ascent (Held, Wolfe, Crowder 1974; with a deflected direction) on the multipliers of lots and prices."""

from dataclasses import replace
from time import monotonic

import numpy as np

from lilian.planning.assignment.bound import Priced, Pricer, Slopes
from lilian.planning.assignment.loads import Floats

PATIENCE = 15  # steps without gain before the step is shortened
SHORTEST = 0.002
SHORTER = 1.5
MEMORY = 0.5  # how much of the last direction stays in the next


def first_priced(pricer: Pricer) -> Priced:
    """No prices of room, each lot worth its second-cheapest room."""
    problem = pricer.problem
    n, m = problem.size
    cost = np.where(problem.usable, pricer.cost, np.inf)
    second = np.sort(cost, axis=1)[:, : min(2, m)].max(axis=1) if m else np.zeros(n)
    k = len(problem.pool_capacity)
    return Priced(np.where(np.isfinite(second), second, 0.0), np.zeros(m), np.zeros(k), np.zeros(k, np.bool_))


def ascend(pricer: Pricer, start: Priced, target: float, steps: int, stop: float) -> tuple[Priced, float]:
    """Climb from `start` until `steps` are done, the bound passes `target` or the clock reaches `stop`; the best
    multipliers seen and their bound. `target`: the cost of the best plan known."""
    at = best = start
    top, step, idle = -np.inf, 1.0, 0
    unit = typical_weight(pricer)
    direction: Floats | None = None
    for _ in range(max(1, steps)):
        slopes = pricer.slopes(at)
        if slopes.value > top + 1e-9 * abs(top) or top == -np.inf:
            top, best, idle = slopes.value, at, 0
        else:
            idle += 1
        if top > target - 1 + 1e-6 or step < SHORTEST or monotonic() > stop:
            break
        if idle >= PATIENCE:
            step, idle, at, direction = step / SHORTER, 0, best, None
            continue
        flat = flattened(slopes, unit)
        direction = flat if direction is None else flat + MEMORY * direction
        length = float(direction @ direction)
        if length < 1e-12:
            break
        at = moved(at, direction * (step * max(target - slopes.value, 1e-7 * abs(target)) / length), unit)
    return best, top


def typical_weight(pricer: Pricer) -> float:
    """Prices move in units of cost per so much weight, so that their slopes are of the size of the lots'."""
    return float(np.median(pricer.problem.weight)) if pricer.problem.weight.size else 1.0


def flattened(slopes: Slopes, unit: float) -> Floats:
    return np.concatenate([slopes.lots, slopes.rooms / unit, slopes.pools / unit])


def moved(at: Priced, by: Floats, unit: float) -> Priced:
    n, m = len(at.lots), len(at.rooms)
    rooms, pools = by[n : n + m] / unit, by[n + m :] / unit
    return replace(
        at, lots=at.lots + by[:n], rooms=np.maximum(at.rooms + rooms, 0.0), pools=np.maximum(at.pools + pools, 0.0)
    )

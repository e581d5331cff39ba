"""Subgradient ascent (Held, Wolfe, Crowder 1974; with a deflected direction) on the multipliers of the demand rows."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.facility.bound import Pricer

PATIENCE = 12  # steps without gain before the step is shortened
SHORTEST = 0.01
MEMORY = 0.3  # how much of the last direction stays in the next


@dataclass(frozen=True)
class Ascent:
    """`value`: bound at `multipliers` (n,); `reduced` (m,): f_j - v_j; `often` (m,): how often a store was chosen in
    the last steps, 0 ... 1; `used` (n, m): pairs some best load held in the last steps."""

    value: float
    multipliers: Floats
    reduced: Floats
    often: Floats
    used: Floats


def first_multipliers(pricing: Pricer) -> Floats:
    """Each demand is worth its third-cheapest store."""
    n, m = pricing.cost.shape
    if not n or not m:
        return np.zeros(n)
    ranked = np.sort(pricing.cost, axis=1)[:, : min(3, m)]
    usable = np.where(np.isfinite(ranked), ranked, -np.inf).max(axis=1)
    return np.where(np.isfinite(usable), usable, 0.0)


def chosen(reduced: Floats, fixed: Floats) -> Floats:
    """1 for a store the Lagrangian opens; `fixed` (m,): 1 open, 0 shut, nan free."""
    return np.where(np.isnan(fixed), reduced < 0, fixed).astype(np.float64)


def ascend(
    pricing: Pricer,
    start: Floats,
    fixed: Floats,
    target: float,
    steps: int,
    stop: float,
    first_step: float = 1.5,
    watch: Callable[[Floats, Floats], None] | None = None,
) -> Ascent:
    """Climb from `start` (n,) until `steps` are done, `target` is passed or the clock reaches `stop`.

    `watch(multipliers, reduced)` sees every improvement.
    """
    u = start.copy()
    best, best_u, best_reduced = -np.inf, u, np.zeros(pricing.cost.shape[1])
    often, used, direction = np.zeros(pricing.cost.shape[1]), np.zeros(pricing.cost.shape), np.zeros(len(u))
    step, idle, counted = first_step, 0, 0
    for number in range(max(1, steps)):
        loads = pricing.loads(u)
        reduced = pricing.fixed - loads.worth
        y = chosen(reduced, fixed)
        value = float(u.sum() + reduced @ y)
        if value > best + 1e-9 * abs(best) if np.isfinite(best) else True:
            best, best_u, best_reduced, idle = value, u.copy(), reduced, 0
            if watch is not None:
                watch(u, reduced)
        else:
            idle += 1
        if number >= steps // 2:
            often += y
            used += loads.share * y
            counted += 1
        slope = 1.0 - loads.share @ y
        direction = slope + MEMORY * direction
        length = float(direction @ direction)
        if best >= target or monotonic() > stop or step < SHORTEST or length < 1e-12:
            break
        if idle >= PATIENCE:
            step, idle, u, direction = step / 1.5, 0, best_u.copy(), np.zeros(len(u))
            continue
        u = np.maximum(u + step * max(target - value, 1e-6 * abs(target)) / length * direction, 0.0)
    return Ascent(best, best_u, best_reduced, often / max(1, counted), used / max(1, counted))

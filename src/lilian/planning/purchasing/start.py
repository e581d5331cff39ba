"""A good plan soon, where the program is large for its choices: HiGHS on what the relaxed optimum is near to using,
from the narrowest choice to a wider one, each from the best so far."""

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lilian.planning.limits import Limits
from lilian.planning.purchasing.model import FEN, Model
from lilian.planning.purchasing.table import Table
from lilian.planning.purchasing.tree import Relaxed, searched, slimmed

HEAVY = 30  # columns for each whole number: the relaxed program decides most


@dataclass(frozen=True)
class Rung:
    """A yes-or-no with a share of at most `no` is no; a purchase further than `far` of its price from paying is not
    made; the search may stop at `gap`."""

    no: float
    far: float
    gap: float


LADDER = Rung(0.45, 0.02, 5e-3), Rung(0.25, 0.03, 2e-3), Rung(0.1, 0.05, 2e-3)


def heavy(table: Table) -> bool:
    """Whether narrowing pays: with few columns for each whole number, HiGHS's own heuristics are as fast."""
    return len(table.cost) > HEAVY * max(1, sum(table.whole)) and len(table.cost) > 1000


def climbed(model: Model, relaxed: Relaxed, limits: Limits) -> NDArray[np.float64] | None:
    """The best solution of all rungs that fit in the time; None if there is none."""
    stop, best = monotonic() + limits.time_s, None
    for rung in LADDER:
        left = stop - monotonic()
        if left <= 0:
            break
        part = replace(limits, time_s=left, gap=max(limits.gap, rung.gap))
        table = narrowed(slimmed(model.table, relaxed), relaxed, rung, model.far(relaxed.reduced, rung.far))
        found = searched(table, part, FEN, quick=True, start=best).values
        best = best if found is None else found
    return best


def narrowed(table: Table, relaxed: Relaxed, rung: Rung, far: NDArray[np.bool_]) -> Table:
    upper, whole = np.array(table.upper), np.array(table.whole, np.bool_)
    upper[(whole & (upper == 1.0) & (relaxed.values <= rung.no)) | far] = 0.0
    return replace(table, upper=upper.tolist())

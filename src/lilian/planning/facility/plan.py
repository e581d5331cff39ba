"""What is answered: which stores run, what each serves, at what cost, and the certificate of the bound."""

from dataclasses import dataclass

from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.transport.plan import Flow

PROVED_GAP = 1e-9  # what multipliers on a grid may fail to prove


@dataclass(frozen=True, eq=False)
class Certificate:
    """Leaves that together cover every choice of stores; the bound is that of the worst leaf. See `check.py`.

    `multipliers` (k, n): what serving demand i is worth, in 1/`scale` of a unit of cost.
    `whole`: a store's best load is worked out with whole demands (single source), else with shares.
    `forced`: for each regret, the leaf with its store decided against the plan.
    `spill`: with it > 0, all of this is for the problem with one store more, index m: free, cost 0, room for `spill`.
    `cut` (n,): with `least_unserved` > 0, demands that all stores they may use cannot hold together.
    """

    scale: int
    whole: bool
    spill: int
    multipliers: Ints
    leaves: tuple[Leaf, ...]
    forced: tuple[Leaf, ...]
    cut: Bools


@dataclass(frozen=True)
class Regret:
    """What deciding one store against the plan costs. `at_least` is proved; `at_most` is what a plan found costs more
    (None: none was found, or none was looked for)."""

    store: int
    open_now: bool
    at_least: int
    at_most: int | None


@dataclass(frozen=True, eq=False)
class Plan:
    """`open` (m,); `flow`: units of demand `rows[a]` served from store `cols[a]`; `unserved` (n,) units.

    `cost`: fixed costs plus each flow's share of its `cost`, the exact sum rounded up to a whole unit.
    `lower_bound`: no plan that leaves no more than this one unserved has a smaller `cost`.
    `least_unserved`: no plan at all leaves less (0 unless all stores together are too small).
    """

    open: Bools
    flow: Flow
    unserved: Ints
    cost: int
    lower_bound: int
    least_unserved: int
    regrets: tuple[Regret, ...]
    certificate: Certificate
    method: str

    @property
    def gap(self) -> float:
        """(cost - lower bound) / cost; 0.0 is a proof."""
        return (self.cost - self.lower_bound) / max(1, self.cost)

    @property
    def proved(self) -> bool:
        """True if no plan serves more, and none that serves as much costs less (but for `PROVED_GAP`)."""
        return self.gap <= PROVED_GAP and int(self.unserved.sum()) == self.least_unserved

    @property
    def feasible(self) -> bool:
        return not self.unserved.any()

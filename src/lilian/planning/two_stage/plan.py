"""What is answered: which sites run, what flows, at what cost, and the certificate of the bound."""

from dataclasses import dataclass

from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.transport.plan import Flow


@dataclass(frozen=True, eq=False)
class Certificate:
    """Leaves that together cover every choice of sites; the bound is that of the worst leaf. See `check.py`.

    `multipliers` (k, n + d): what a unit is worth at each demand, then at each depot, in 1/`scale` of a unit of cost.
    `spill`: with it > 0, all of this is for `Problem.with_spill(spill)`, where plants and depots are one more each.
    `short_demands` (n,), `short_depots` (d,): with `least_unserved` > 0, demands that the depots and plants they may
    use cannot serve together; those depots are counted by the plants that feed them, the others by their own room.
    """

    scale: int
    spill: int
    multipliers: Ints
    leaves: tuple[Leaf, ...]
    short_demands: Bools
    short_depots: Bools


@dataclass(frozen=True, eq=False)
class Plan:
    """`plants` (p,), `depots` (d,): which run; `inbound`: units from plant `rows[a]` to depot `cols[a]`; `outbound`:
    from depot `rows[a]` to demand `cols[a]`; `unserved` (n,) units.

    `cost`: fixed costs plus flows. `lower_bound`: no plan that leaves no more than this one unserved costs less.
    `least_unserved`: no plan at all leaves less.
    """

    plants: Bools
    depots: Bools
    inbound: Flow
    outbound: Flow
    unserved: Ints
    cost: int
    lower_bound: int
    least_unserved: int
    certificate: Certificate
    method: str

    @property
    def gap(self) -> float:
        """(cost - lower bound) / cost; 0.0 is a proof."""
        return (self.cost - self.lower_bound) / max(1, self.cost)

    @property
    def proved(self) -> bool:
        """True if no plan serves more, and none that serves as much costs less."""
        return self.cost == self.lower_bound and int(self.unserved.sum()) == self.least_unserved

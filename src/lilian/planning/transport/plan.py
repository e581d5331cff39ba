"""What is answered: a flow, what stays unplaced, and the certificate that nothing does better."""

from dataclasses import dataclass, field
from typing import NamedTuple

from lilian.planning.transport.costs import Bools, Ints


class Flow(NamedTuple):
    """Parallel arrays: `amounts[a]` units go from `rows[a]` to `cols[a]`; each amount > 0."""

    rows: Ints
    cols: Ints
    amounts: Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan with its proof. Write `w_j = prices[j] + pool_prices[pool of j]` (all >= 0).

    No plan that leaves no more than this one unplaced costs less than
    `lower_bound = sum_i supply_i * min(unplaced_price, min_j (cost_ij + w_j)) - sum_j capacity_j * prices_j
    - sum_k pool_capacity_k * pool_prices_k - unplaced_price * sum(unplaced)`; with nothing unplaced, leave out
    `unplaced_price`. No plan at all leaves less than `least_unplaced` behind: the same sum with every cost 0,
    an unplaced price of 1, and `cut` (m,), `pool_cut` (k,) for prices.
    """

    cost: int
    lower_bound: int
    flow: Flow
    unplaced: Ints
    least_unplaced: int
    prices: Ints
    pool_prices: Ints
    unplaced_price: int
    cut: Bools
    pool_cut: Bools
    method: str
    basis: object = field(default=None, repr=False)  # where a later solve of a changed problem may start

    @property
    def gap(self) -> float:
        """(cost - lower bound) / cost; 0.0 is a proof that no plan placing as much costs less."""
        return (self.cost - self.lower_bound) / max(1, abs(self.cost))

    @property
    def proved(self) -> bool:
        """True if no plan places more, and none that places as much costs less."""
        return self.cost == self.lower_bound and int(self.unplaced.sum()) == self.least_unplaced

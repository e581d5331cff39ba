"""What is answered: the room of each lot, what is left out, at what cost, and the certificate of the bounds."""

from dataclasses import dataclass

from lilian.planning.transport.costs import Ints

TABLE_LIMIT = 1 << 26  # lots x capacity up to which a knapsack is worked out exactly; beyond, its linear bound counts


@dataclass(frozen=True, eq=False)
class Certificate:
    """Multipliers of a Lagrangian bound, all in 1/`scale` of a unit of cost; see `check.py` for the sum they make.

    `lots` (n,): what placing lot i is worth, of either sign. `rooms` (m,), `pools` (k,): >= 0, the price of a unit of
    room; a pool counts either its rooms' knapsacks at the pool's price, or its own at its rooms' prices, whichever
    bounds better.
    """

    scale: int
    lots: Ints
    rooms: Ints
    pools: Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """`room` (n,): the room of each lot, -1 where it is left out. `left_out`: the sum of the penalties of those.

    `cost`: of all lots placed. `lower_bound`: no plan whose `left_out` is no greater costs less, by `certificate`.
    `least_left_out`: no plan at all leaves out less, by `least_certificate` (costs are the penalties there).
    `exhausted`: the solver looked at everything the bounds left open and found nothing better; its word, not a proof.
    """

    room: Ints
    left_out: int
    cost: int
    lower_bound: int
    least_left_out: int
    certificate: Certificate
    least_certificate: Certificate
    exhausted: bool
    method: str

    @property
    def gap(self) -> float:
        """(cost - lower bound) / |cost|; 0.0 is a proof that no plan leaving out as little costs less."""
        return (self.cost - self.lower_bound) / max(1, abs(self.cost))

    @property
    def proved(self) -> bool:
        """True if no plan leaves out less, and none that leaves out as little costs less."""
        return self.cost == self.lower_bound and self.left_out == self.least_left_out

    @property
    def complete(self) -> bool:
        """Nothing is left out."""
        return self.left_out == 0

"""What is answered: the box of each head's fruit, what stays, what is diverted, the give-away, and the bound."""

from dataclasses import dataclass

from lilian.planning.packing.problem import Ints

STAYS, DIVERTED = -1, -2


@dataclass(frozen=True, eq=False)
class Plan:
    """`box` (n,): the open box that each head's fruit goes into, or `STAYS`, or `DIVERTED`.

    `closed` (b,), as 0 or 1: boxes that are full with this. `give_away_g`: what those weigh above their labels in all,
    negative if below. `cost_mg`: give-away and the problem's prices together; no plan costs less than `lower_bound_mg`.
    `missing_g`: how much the best box is too light, or `missing_count`: how many fruit it lacks, where none is closed.
    """

    box: Ints
    closed: Ints
    give_away_g: int
    cost_mg: int
    lower_bound_mg: int
    missing_g: int
    missing_count: int
    method: str

    @property
    def gap_mg(self) -> int:
        """Cost above the bound; 0 is a proof that no plan costs less."""
        return self.cost_mg - self.lower_bound_mg

    @property
    def proved(self) -> bool:
        return self.gap_mg == 0

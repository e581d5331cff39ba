"""What is answered: every county's own plan, who gets how much of what is shared, and the proof for all together."""

from dataclasses import dataclass
from datetime import date

from lilian.planning import storage


@dataclass(frozen=True)
class CountyPlan:
    """`granted` is the county's question with the shared stores as far as it was granted them; `plan` answers it."""

    county: str
    granted: storage.Problem
    plan: storage.Plan


@dataclass(frozen=True)
class Share:
    """Grams of a shared store that a county gets, by day of the county's plan."""

    county: str
    by_day_g: tuple[int, ...]

    @property
    def weight_g(self) -> int:
        return sum(self.by_day_g)


@dataclass(frozen=True)
class SharedState:
    """A shared store after the plan. `price_fen_per_tonne`: what a tonne more space would save at most (one of the
    prices that prove the plan), 0 where it would place fruit that is left over instead (`places_more`).
    `door_…`: the same for a tonne more intake on the day when that does most."""

    store: str
    shares: tuple[Share, ...]
    used_g: int
    free_g: int
    price_fen_per_tonne: int
    places_more: bool
    door_price_fen_per_tonne: int
    door_places_more: bool


@dataclass(frozen=True)
class DoorPrice:
    store: str
    day: date
    price: int


@dataclass(frozen=True)
class Proof:
    """Prices in 1/1000 fen per tonne, from which anybody can work out the lower bound again; see `check.py`.

    `space` per shared store and `door` where not 0; `own` per county: the prices of all stores it may use, on top of
    the shared ones, its price of "unplaced" and its credit for locks.
    """

    space: tuple[int, ...]
    door: tuple[DoorPrice, ...]
    own: tuple[storage.Proof, ...]


@dataclass(frozen=True)
class Plan:
    """`cost_fen` is the sum of the counties' plans.

    `lower_bound_fen`: no plan of the province that serves as many locks and leaves no more than `unplaced_g` costs
    less; `gap`: (cost - bound) / cost before rounding to fen. No plan leaves less than `least_unplaced_g`, by
    `least_proof`, the same sum with costs of 0 and a price of "unplaced" of its own (None: nothing is left).
    `alone_…`: what the counties can do without the shared stores; `practice_…`: what first come, first served does.
    """

    counties: tuple[CountyPlan, ...]
    shared: tuple[SharedState, ...]
    cost_fen: int
    lower_bound_fen: int
    gap: float
    placed_g: int
    unplaced_g: int
    least_unplaced_g: int
    alone_cost_fen: int
    alone_placed_g: int
    practice_cost_fen: int
    practice_placed_g: int
    rounds: int
    method: str
    proof: Proof
    least_proof: Proof | None = None

    @property
    def proved(self) -> bool:
        """No plan places more, and none that places as much costs less."""
        return self.gap == 0 and self.unplaced_g == self.least_unplaced_g

"""What is answered: who goes where on which day, what stays behind and why, at what cost, and the proof."""

from dataclasses import dataclass
from datetime import date

from lilian.planning.storage.reasons import Reason


@dataclass(frozen=True)
class Assignment:
    """`weight_g` of a lot goes into a store on a day; `cost_fen` is rounded once, here (half up)."""

    lot: str
    store: str
    day: date
    weight_g: int
    road_km: float
    cost_fen: int


@dataclass(frozen=True)
class Unplaced:
    """What found no room: why, and what would place it."""

    lot: str
    weight_g: int
    why: Reason
    remedy: Reason


@dataclass(frozen=True)
class StoreState:
    """A store after the plan. `price`: the most a tonne more space would save the county; `dock_price`: a tonne more
    intake on the day when that saves most. Where fruit stays behind, both count what it would cost to leave a tonne
    more. Both are dual prices: where capacities fit exactly the true saving may be less, never more."""

    store: str
    price_fen_per_tonne: int
    used_g: int
    free_g: int
    used_by_day: tuple[int, ...]
    dock_price_fen_per_tonne: int = 0


@dataclass(frozen=True)
class Proof:
    """Prices in 1/1000 fen per tonne, from which anybody can work out the lower bound again; see `check.py`.

    `space` per store, `dock` per store and day, `unplaced` per tonne left behind, `lock_bonus` the credit that puts
    people's locks first (0 without locks). `worth`, where lots may not be split: what placing a tonne is worth, per
    locked part, then per rest of a lot.
    """

    space: tuple[int, ...]
    dock: tuple[tuple[int, ...], ...]
    unplaced: int
    lock_bonus: int
    worth: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """`cost_fen` is the sum of the assignments' `cost_fen`.

    `lower_bound_fen`: no plan that serves the locks and places as much costs less; rounded down to the fen.
    `gap`: (cost - bound) / cost before any rounding to fen; 0.0 proves the plan cheapest. A plan without a bound of
    its own (today's practice) has `lower_bound_fen` 0 and `gap` 1.0.
    """

    assignments: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...]
    cost_fen: int
    lower_bound_fen: int
    gap: float
    method: str
    placed_g: int
    unplaced_g: int
    store_states: tuple[StoreState, ...]
    proof: Proof | None = None

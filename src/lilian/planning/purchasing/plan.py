"""What is answered: what is bought from whom and when, where it goes, what is missing, at what cost, and the proof."""

from dataclasses import dataclass

from lilian.planning.purchasing.certificate import Certificate
from lilian.planning.purchasing.reasons import Reason


@dataclass(frozen=True)
class Purchase:
    """`quantity` units of an item in one order; `step`: the offer's own step it reaches; `goods_fen`: its price at the
    steps reached, before a supplier's rebate."""

    supplier: str
    item: str
    period: int
    quantity: int
    step: int
    goods_fen: int


@dataclass(frozen=True)
class Order:
    """All of a supplier in one period. `amount`: units or fen at list price, as its scheme counts; `step`: the
    supplier's step its scheme reaches (of the order, or of the season); `order_fen`: what ordering costs."""

    supplier: str
    period: int
    amount: int
    step: int
    goods_fen: int
    order_fen: int


@dataclass(frozen=True)
class Delivery:
    """Units of an item bought in period `bought`, delivered to a village for period `period`."""

    supplier: str
    item: str
    bought: int
    village: str
    period: int
    quantity: int
    freight_fen: int
    holding_fen: int


@dataclass(frozen=True)
class Missing:
    """What nobody can deliver, and why."""

    village: str
    item: str
    period: int
    quantity: int
    why: Reason


@dataclass(frozen=True)
class CostSplit:
    """What the whole costs, in fen; `rebate_fen` is taken off."""

    goods_fen: int = 0
    rebate_fen: int = 0
    order_fen: int = 0
    freight_fen: int = 0
    holding_fen: int = 0

    @property
    def total_fen(self) -> int:
        return self.goods_fen - self.rebate_fen + self.order_fen + self.freight_fen + self.holding_fen


@dataclass(frozen=True)
class Plan:
    """Units bought beyond what is delivered are surplus: bought to pay less, or to fill a pack or a least order.

    `lower_bound_fen`: no plan that leaves as little missing costs less. `least_missing`: no plan leaves less missing.
    `certificate` proves the one and `shortage` (None: nothing is missing) the other; the auditor works both out again.
    A plan that claims no bound (today's practice) has 0 in both and no certificate. `solver_bound_fen`: what the
    solver's own tree says beside, which nobody can check; nothing else rests on it. `gap`: (cost - lower bound) / cost.
    """

    orders: tuple[Order, ...]
    purchases: tuple[Purchase, ...]
    deliveries: tuple[Delivery, ...]
    missing: tuple[Missing, ...]
    split: CostSplit
    cost_fen: int
    lower_bound_fen: int
    missing_units: int
    least_missing: int
    gap: float
    method: str
    solver_bound_fen: int
    certificate: Certificate | None = None
    shortage: Certificate | None = None

    @property
    def proved(self) -> bool:
        """True if no plan leaves less missing, and none that leaves as little costs less."""
        return self.cost_fen == self.lower_bound_fen and self.missing_units == self.least_missing

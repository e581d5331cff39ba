"""What is asked: who needs how much of what and when, what each supplier asks for it, and what people have decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

Kind = Literal["all_units", "incremental"]
Basis = Literal["quantity", "value"]
Span = Literal["order", "season"]

LARGEST = 10**9  # any single number
LARGEST_BILL = 1 << 50  # fen; exact as a float, so that no solver sees a rounded cost
PARTS = 10_000  # a rebate on value is in parts of 10,000


class BadPurchase(Invalid):
    code = "planning.bad_purchasing_problem"
    sentence = gettext_noop("团购问题的数据不对：{field} {fault}。")
    remedy = gettext_noop("请改正后重新计算。")


@dataclass(frozen=True)
class Item:
    """A farm input. `hold_fen`: keeping one unit for one period. `load`: freight units in one unit. Offers below
    `min_quality` are excluded; at most `max_suppliers` win it over all periods."""

    code: str
    hold_fen: int = 0
    load: int = 1
    min_quality: int = 0
    max_suppliers: int | None = None


@dataclass(frozen=True)
class Member:
    """One who buys; goods are delivered to the village."""

    code: str
    village: str


@dataclass(frozen=True)
class Need:
    """`quantity` units of an item, wanted by the start of a period (from 0); bought then or in an earlier one."""

    member: str
    item: str
    quantity: int
    period: int = 0


@dataclass(frozen=True)
class Scheme:
    """A supplier's price steps on the total over all its items.

    Step k holds from `starts[k]` on: units (`quantity`) or fen at list price (`value`). `all_units`: the whole basket
    has the prices of the step it reaches (`Offer.prices_fen[k]`). `incremental`: what lies in band k earns
    `rebates[k]`: fen a unit, or parts of 10,000 of list value; the sum is rounded down to the fen. `span`: the total of
    one order (one period) counts, or that of all periods.
    """

    kind: Kind = "all_units"
    basis: Basis = "quantity"
    starts: tuple[int, ...] = (0,)
    rebates: tuple[int, ...] = ()
    span: Span = "order"


@dataclass(frozen=True)
class Supplier:
    """`minimum`: the least order, in the scheme's basis. `capacity`: load it can deliver in each period. `order_fen`:
    each order costs this beside the goods. `freight_fen`: by village, for one freight unit; a village not listed is
    not served; None: free everywhere."""

    code: str
    scheme: Scheme = Scheme()
    minimum: int = 0
    capacity: tuple[int, ...] | None = None
    order_fen: int = 0
    freight_fen: dict[str, int] | None = None


@dataclass(frozen=True)
class Offer:
    """A supplier's price of an item, in the periods listed (None: all).

    `prices_fen[k][b]`: a unit, at the supplier's step k and the offer's own step b, which holds from `starts[b]` units
    an order on, for all units or for the part beyond. Bought in whole packs of `pack` units; nothing, or from `minimum`
    to `capacity` units an order. A unit takes `unit_load` of the supplier's capacity; an order of this item costs
    `order_fen` and takes `order_load` beside.
    """

    supplier: str
    item: str
    prices_fen: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...] = (0,)
    kind: Kind = "all_units"
    pack: int = 1
    minimum: int = 0
    capacity: int | None = None
    quality: int = 0
    order_fen: int = 0
    unit_load: int = 1
    order_load: int = 0
    periods: tuple[int, ...] | None = None

    @property
    def list_fen(self) -> int:
        """The price before any step, in which a basket's value is counted."""
        return self.prices_fen[0][0]


@dataclass(frozen=True)
class Exclusion:
    """People decided: nothing, or nothing of this item, is bought from this supplier."""

    supplier: str
    item: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Problem:
    """One round of group buying. Whole units and whole fen; at least what is needed is bought.

    :raises BadPurchase: if a value is out of range, a code is repeated or unknown, or steps do not fit
    """

    items: tuple[Item, ...]
    members: tuple[Member, ...]
    needs: tuple[Need, ...]
    suppliers: tuple[Supplier, ...]
    offers: tuple[Offer, ...]
    periods: int = 1
    max_suppliers: int | None = None
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        demand(1 <= self.periods <= 366, "periods", "must be 1 to 366")
        demand(self.max_suppliers is None or self.max_suppliers >= 1, "max_suppliers", "must be 1 or more")
        check_items(self)
        check_needs(self)
        for supplier in self.suppliers:
            check_supplier(supplier, self.periods)
        check_offers(self)
        suppliers, items = {s.code for s in self.suppliers}, {i.code for i in self.items}
        for out in self.exclusions:
            known = out.supplier in suppliers and (out.item is None or out.item in items)
            demand(known, f"exclusion of {out.supplier}", "names a supplier or item that does not exist")

    @property
    def villages(self) -> tuple[str, ...]:
        """In the order of the members."""
        return tuple(dict.fromkeys(member.village for member in self.members))


def demand(valid: bool, field: str, fault: str) -> None:
    if not valid:
        raise BadPurchase(field=field, fault=fault)


def check_range(field: str, **values: int) -> None:
    for name, value in values.items():
        demand(0 <= value <= LARGEST, f"{field}.{name}", f"is {value}, not 0 to {LARGEST}")


def check_once(what: str, codes: Iterable[object]) -> None:
    seen: set[object] = set()
    for code in codes:
        demand(code not in seen, f"{what} {code}", "stands twice")
        seen.add(code)


def check_items(problem: Problem) -> None:
    check_once("item", (item.code for item in problem.items))
    check_once("member", (member.code for member in problem.members))
    check_once("supplier", (supplier.code for supplier in problem.suppliers))
    for item in problem.items:
        check_range(f"item {item.code}", hold_fen=item.hold_fen, load=item.load)
        demand(item.max_suppliers is None or item.max_suppliers >= 1, f"item {item.code}", "max_suppliers below 1")


def check_needs(problem: Problem) -> None:
    members, items = {m.code for m in problem.members}, {i.code for i in problem.items}
    for need in problem.needs:
        name = f"need of {need.member}"
        demand(need.member in members and need.item in items, name, "names a member or item that does not exist")
        demand(0 < need.quantity <= LARGEST, name, "must be a positive number of units")
        demand(0 <= need.period < problem.periods, name, f"is not in a period: {need.period}")
    check_once("need", ((need.member, need.item, need.period) for need in problem.needs))


def check_starts(name: str, starts: tuple[int, ...]) -> None:
    demand(bool(starts) and starts[0] == 0, name, "steps must start at 0")
    demand(all(low < high for low, high in pairwise(starts)) and starts[-1] <= LARGEST, name, "steps must rise")


def check_supplier(supplier: Supplier, periods: int) -> None:
    name, scheme = f"supplier {supplier.code}", supplier.scheme
    check_range(name, minimum=supplier.minimum, order_fen=supplier.order_fen)
    check_starts(name, scheme.starts)
    wanted = len(scheme.starts) if scheme.kind == "incremental" else 0
    demand(len(scheme.rebates) == wanted, name, f"needs {wanted} rebates")
    most = PARTS if scheme.basis == "value" else LARGEST
    demand(all(0 <= rebate <= most for rebate in scheme.rebates), name, "has a rebate out of range")
    demand(list(scheme.rebates) == sorted(scheme.rebates), name, "rebates must not fall from band to band")
    if supplier.capacity is not None:
        demand(len(supplier.capacity) == periods, name, f"needs one capacity for each of {periods} periods")
        demand(all(0 <= load <= LARGEST for load in supplier.capacity), name, "has a capacity out of range")
    for village, fen in (supplier.freight_fen or {}).items():
        check_range(f"{name} to {village}", freight_fen=fen)


def check_offers(problem: Problem) -> None:
    suppliers, items = {s.code: s for s in problem.suppliers}, {i.code for i in problem.items}
    standing: list[tuple[str, str, int]] = []
    for offer in problem.offers:
        name = f"offer {offer.supplier} {offer.item}"
        known = offer.supplier in suppliers and offer.item in items
        demand(known, name, "names a supplier or item that does not exist")
        check_offer(name, offer, suppliers[offer.supplier].scheme)
        periods = range(problem.periods) if offer.periods is None else offer.periods
        demand(all(0 <= period < problem.periods for period in periods), name, "names a period that does not exist")
        standing += [(offer.supplier, offer.item, period) for period in periods]
    check_once("offer", standing)
    dearest = max((price for offer in problem.offers for row in offer.prices_fen for price in row), default=0)
    longest = max((item.hold_fen for item in problem.items), default=0) * problem.periods
    carried = max((fen for s in problem.suppliers for fen in (s.freight_fen or {}).values()), default=0)
    heaviest = max((item.load for item in problem.items), default=0)
    wanted = sum(need.quantity for need in problem.needs)
    bill = wanted * (dearest + longest + carried * heaviest)
    demand(bill < LARGEST_BILL, "needs x prices", "are too large for exact sums")


def check_offer(name: str, offer: Offer, scheme: Scheme) -> None:
    check_starts(name, offer.starts)
    rows = 1 if scheme.kind == "incremental" else len(scheme.starts)
    shape = len(offer.prices_fen) == rows and all(len(row) == len(offer.starts) for row in offer.prices_fen)
    demand(shape, name, f"needs {rows} rows of {len(offer.starts)} prices")
    demand(all(0 <= p <= LARGEST for row in offer.prices_fen for p in row), name, "has a price out of range")
    check_range(name, minimum=offer.minimum, quality=offer.quality, order_fen=offer.order_fen)
    check_range(name, unit_load=offer.unit_load, order_load=offer.order_load, pack=offer.pack - 1)
    demand(offer.capacity is None or 0 <= offer.capacity <= LARGEST, name, "has a capacity out of range")

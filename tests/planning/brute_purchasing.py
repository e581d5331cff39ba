"""Brute force for group purchasing: every basket, every way to hand it out. Shares nothing with the planner."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import prod

from lilian.planning import purchasing
from lilian.planning.purchasing import Offer, Problem, Supplier

Line = tuple[Offer, int]
PARTS = 10_000  # of a rebate on value


def best(problem: Problem) -> tuple[int, int]:
    """(least missing units, least cost in fen)."""
    lines = list(lines_of(problem))
    ship = shipper(problem)
    answers = []
    for units in product(*(range(0, most(problem, offer) + 1, offer.pack) for offer, _ in lines)):
        basket = [(offer, period, n) for (offer, period), n in zip(lines, units, strict=True) if n]
        if allowed(problem, basket):
            missing, carried = ship(tuple((o.supplier, o.item, t, n) for o, t, n in basket))
            answers.append((missing, carried + price(problem, basket)))
    return min(answers)


def baskets(problem: Problem) -> int:
    """How many there are to try."""
    return prod(most(problem, offer) // offer.pack + 1 for offer, _ in lines_of(problem))


def endless(problem: Problem) -> bool:
    """Whether a rebate exceeds a price: then more is always cheaper, and there are baskets beyond those tried."""
    schemes = {supplier.code: supplier.scheme for supplier in problem.suppliers}
    for offer in problem.offers:
        scheme = schemes[offer.supplier]
        each = offer.prices_fen[0][0] / PARTS if scheme.basis == "value" else 1
        if max(scheme.rebates, default=0) * each > min(price for row in offer.prices_fen for price in row):
            return True
    return False


def lines_of(problem: Problem) -> Iterator[Line]:
    quality = {item.code: item.min_quality for item in problem.items}
    barred = {(out.supplier, out.item) for out in problem.exclusions}
    for offer in problem.offers:
        if offer.quality < quality[offer.item] or {(offer.supplier, None), (offer.supplier, offer.item)} & barred:
            continue
        for period in range(problem.periods) if offer.periods is None else offer.periods:
            yield offer, period


def most(problem: Problem, offer: Offer) -> int:
    """What everybody needs of it, and enough beyond to reach any step."""
    supplier = next(s for s in problem.suppliers if s.code == offer.supplier)
    worth = offer.prices_fen[0][0] if supplier.scheme.basis == "value" else 1
    needed = sum(need.quantity for need in problem.needs if need.item == offer.item)
    reach = max(-(-max(*supplier.scheme.starts, supplier.minimum) // worth) if worth else 0, *offer.starts)
    top = max(needed, reach, offer.minimum) + offer.pack
    return top if offer.capacity is None else min(top, offer.capacity)


def allowed(problem: Problem, basket: list[tuple[Offer, int, int]]) -> bool:
    winners, by_item = {o.supplier for o, _, _ in basket}, defaultdict(set)
    counted, load = Counter(), Counter()
    suppliers = {s.code: s for s in problem.suppliers}
    for offer, period, units in basket:
        if units < offer.minimum:
            return False
        by_item[offer.item].add(offer.supplier)
        by_value = suppliers[offer.supplier].scheme.basis == "value"
        counted[offer.supplier, period] += units * (offer.prices_fen[0][0] if by_value else 1)
        load[offer.supplier, period] += offer.order_load + units * offer.unit_load
    return (
        all(amount >= suppliers[code].minimum for (code, _), amount in counted.items())
        and all(within(suppliers[code], period, amount) for (code, period), amount in load.items())
        and (problem.max_suppliers is None or len(winners) <= problem.max_suppliers)
        and all(i.max_suppliers is None or len(by_item[i.code]) <= i.max_suppliers for i in problem.items)
    )


def within(supplier: Supplier, period: int, load: int) -> bool:
    return supplier.capacity is None or load <= supplier.capacity[period]


def price(problem: Problem, basket: list[tuple[Offer, int, int]]) -> int:
    """Goods, less rebates, and orders."""
    total = sum(offer.order_fen for offer, _, _ in basket)
    for supplier in problem.suppliers:
        mine = [(o, t, n) for o, t, n in basket if o.supplier == supplier.code]
        total += supplier.order_fen * len({t for _, t, _ in mine})
        spans = [mine] if supplier.scheme.span == "season" else by_period(mine)
        total += sum(scheme_price(supplier, span) for span in spans if span)
    return total


def by_period(mine: list[tuple[Offer, int, int]]) -> list[list[tuple[Offer, int, int]]]:
    return [[row for row in mine if row[1] == period] for period in {t for _, t, _ in mine}]


def scheme_price(supplier: Supplier, mine: list[tuple[Offer, int, int]]) -> int:
    scheme = supplier.scheme
    amount = sum(n * (o.prices_fen[0][0] if scheme.basis == "value" else 1) for o, _, n in mine)
    step = [start <= amount for start in scheme.starts].count(True) - 1
    if scheme.kind == "all_units":
        return sum(own_price(o, o.prices_fen[step], n) for o, _, n in mine)
    earned = 0
    for unit in range(amount):
        earned += scheme.rebates[[start <= unit for start in scheme.starts].count(True) - 1]
    goods = sum(own_price(o, o.prices_fen[0], n) for o, _, n in mine)
    return goods - (earned if scheme.basis == "quantity" else earned // 10_000)


def own_price(offer: Offer, prices: tuple[int, ...], units: int) -> int:
    def step(reached: int) -> int:
        return [start <= reached for start in offer.starts].count(True) - 1

    if offer.kind == "all_units":
        return units * prices[step(units)]
    return sum(prices[step(unit)] for unit in range(units))


def shipper(problem: Problem):
    """basket -> (units missing, freight and holding), handing out unit by unit in every way."""
    village = {member.code: member.village for member in problem.members}
    freight = {s.code: s.freight_fen for s in problem.suppliers}

    @cache
    def item_best(code: str, have: tuple[tuple[str, int, int], ...]) -> tuple[int, int]:
        item = next(item for item in problem.items if item.code == code)
        units = [need for need in problem.needs if need.item == code for _ in range(need.quantity)]

        @cache
        def rest(index: int, left: tuple[int, ...]) -> tuple[int, int]:
            if index == len(units):
                return 0, 0
            need = units[index]
            missing, paid = rest(index + 1, left)
            answers = [(missing + 1, paid)]
            for k, (supplier, period, _) in enumerate(have):
                fees = freight[supplier]
                served = fees is None or village[need.member] in fees
                if not left[k] or period > need.period or not served:
                    continue
                fee = (fees or {}).get(village[need.member], 0) * item.load + item.hold_fen * (need.period - period)
                missing, paid = rest(index + 1, tuple(n - (j == k) for j, n in enumerate(left)))
                answers.append((missing, paid + fee))
            return min(answers)

        return rest(0, tuple(n for _, _, n in have))

    def ship(basket: tuple[tuple[str, str, int, int], ...]) -> tuple[int, int]:
        parts = [
            item_best(item.code, tuple((s, t, n) for s, code, t, n in basket if code == item.code))
            for item in problem.items
        ]
        return sum(missing for missing, _ in parts), sum(paid for _, paid in parts)

    return ship


def alone(problem: Problem, members: frozenset[str]) -> int:
    """What a sub-group pays by itself."""
    needs = tuple(need for need in problem.needs if need.member in members)
    changed = {**vars(problem), "needs": needs}
    return best(purchasing.Problem(**changed))[1]

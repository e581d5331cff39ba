"""An auditor's check of a purchasing plan. Shares no code with the solver: every rule again, in plain Python."""

from collections import Counter
from collections.abc import Iterator

from lilian.planning.purchasing.certificate import Certificate
from lilian.planning.purchasing.check_bound import Auditor, certificate_faults
from lilian.planning.purchasing.plan import Delivery, Plan, Purchase
from lilian.planning.purchasing.problem import Offer, Problem, Supplier

GAP_NEAR = 1e-12


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks a rule or its own claims; [] means it is sound."""
    strange = list(name_faults(problem, plan))
    if strange:
        return strange
    return [fault for check in CHECKS for fault in check(problem, plan)]


def supplier_of(problem: Problem, code: str) -> Supplier:
    return next(supplier for supplier in problem.suppliers if supplier.code == code)


def offer_of(problem: Problem, bought: Purchase) -> Offer | None:
    for offer in problem.offers:
        stands = offer.periods is None or bought.period in offer.periods
        if (offer.supplier, offer.item) == (bought.supplier, bought.item) and stands:
            return offer
    return None


def name_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    suppliers, items = {s.code for s in problem.suppliers}, {i.code for i in problem.items}
    villages = {member.village for member in problem.members}
    times = range(problem.periods)
    for order in plan.orders:
        if order.supplier not in suppliers or order.period not in times:
            yield f"order {order.supplier} in {order.period}: does not exist"
    for p in plan.purchases:
        if p.supplier not in suppliers or p.item not in items or p.period not in times or offer_of(problem, p) is None:
            yield f"purchase {p.supplier} {p.item} in {p.period}: there is no such offer"
    for d in plan.deliveries:
        if d.supplier not in suppliers or d.item not in items or d.village not in villages:
            yield f"delivery {d.supplier} {d.item} to {d.village}: does not exist"
        if d.bought not in times or d.period not in times:
            yield f"delivery {d.supplier} {d.item} to {d.village}: not a period"
    for left in plan.missing:
        if left.item not in items or left.village not in villages or left.period not in times:
            yield f"missing {left.item} in {left.village}: does not exist"
    for codes in (
        [(p.supplier, p.item, p.period) for p in plan.purchases],
        [(order.supplier, order.period) for order in plan.orders],
    ):
        yield from (f"{code}: stands twice" for code, times in Counter(codes).items() if times > 1)


def purchase_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    least = {item.code: item.min_quality for item in problem.items}
    barred = {(out.supplier, out.item) for out in problem.exclusions}
    for p in plan.purchases:
        name, offer = f"purchase {p.supplier} {p.item} in {p.period}", offer_of(problem, p)
        assert offer is not None
        if p.quantity <= 0:
            yield f"{name}: {p.quantity} units"
        if offer.quality < least[p.item]:
            yield f"{name}: quality {offer.quality} is below {least[p.item]}"
        if (p.supplier, None) in barred or (p.supplier, p.item) in barred:
            yield f"{name}: people excluded it"
        if p.quantity % offer.pack:
            yield f"{name}: {p.quantity} units are not whole packs of {offer.pack}"
        if p.quantity < offer.minimum:
            yield f"{name}: {p.quantity} units are below the minimum {offer.minimum}"
        if offer.capacity is not None and p.quantity > offer.capacity:
            yield f"{name}: {p.quantity} units are above the capacity {offer.capacity}"


def counted(problem: Problem, p: Purchase) -> int:
    """What a purchase counts towards its supplier's steps and least order."""
    if supplier_of(problem, p.supplier).scheme.basis == "quantity":
        return p.quantity
    offer = offer_of(problem, p)
    return p.quantity * offer.prices_fen[0][0] if offer else 0


def total_of(problem: Problem, plan: Plan, supplier: Supplier, period: int) -> int:
    """The total that decides the supplier's step in a period."""
    whole = supplier.scheme.span == "season"
    mine = [p for p in plan.purchases if p.supplier == supplier.code and (whole or p.period == period)]
    return sum(counted(problem, p) for p in mine)


def last_step(starts: tuple[int, ...], amount: int) -> int:
    return max(k for k, start in enumerate(starts) if start <= amount)


def goods(problem: Problem, plan: Plan, p: Purchase) -> int:
    """Unit by unit of each band, at the steps the plan's own totals reach."""
    offer, supplier = offer_of(problem, p), supplier_of(problem, p.supplier)
    assert offer is not None
    row = 0
    if supplier.scheme.kind == "all_units":
        row = last_step(supplier.scheme.starts, total_of(problem, plan, supplier, p.period))
    prices = offer.prices_fen[row]
    if offer.kind == "all_units":
        return prices[last_step(offer.starts, p.quantity)] * p.quantity
    paid = prices[0] * p.quantity
    for step in range(1, len(prices)):
        paid += (prices[step] - prices[step - 1]) * max(0, p.quantity - offer.starts[step])
    return paid


def price_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    for p in plan.purchases:
        name, offer = f"purchase {p.supplier} {p.item} in {p.period}", offer_of(problem, p)
        if offer is not None and p.step != last_step(offer.starts, p.quantity):
            yield f"{name}: it reaches its step {last_step(offer.starts, p.quantity)}, not {p.step}"
        if p.goods_fen != goods(problem, plan, p):
            yield f"{name}: costs {goods(problem, plan, p)} fen, not {p.goods_fen}"


def order_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    by_order: dict[tuple[str, int], list[Purchase]] = {}
    for p in plan.purchases:
        by_order.setdefault((p.supplier, p.period), []).append(p)
    if set(by_order) != {(order.supplier, order.period) for order in plan.orders}:
        yield "orders do not list exactly the suppliers and periods of the purchases"
        return
    for order in plan.orders:
        supplier, mine = supplier_of(problem, order.supplier), by_order[order.supplier, order.period]
        name, offers = f"order {order.supplier} in {order.period}", [offer_of(problem, p) for p in mine]
        amount = total_of(problem, plan, supplier, order.period)
        fees = supplier.order_fen + sum(offer.order_fen for offer in offers if offer)
        here = sum(counted(problem, p) for p in mine)
        load = sum(o.order_load + o.unit_load * p.quantity for o, p in zip(offers, mine, strict=True) if o)
        if here < supplier.minimum:
            yield f"{name}: {here} is below the least order {supplier.minimum}"
        if supplier.capacity is not None and load > supplier.capacity[order.period]:
            yield f"{name}: takes {load} of a capacity of {supplier.capacity[order.period]}"
        if (order.amount, order.step) != (amount, last_step(supplier.scheme.starts, amount)):
            yield f"{name}: its amount is {amount}, its step {last_step(supplier.scheme.starts, amount)}"
        if (order.goods_fen, order.order_fen) != (sum(p.goods_fen for p in mine), fees):
            yield f"{name}: goods or order cost do not add up"


def delivery_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    items = {item.code: item for item in problem.items}
    left = Counter[tuple[str, str, int]]()
    for p in plan.purchases:
        left[p.supplier, p.item, p.period] += p.quantity
    for d in plan.deliveries:
        name = f"delivery {d.supplier} {d.item} to {d.village} for {d.period}"
        left[d.supplier, d.item, d.bought] -= d.quantity
        if d.quantity <= 0:
            yield f"{name}: {d.quantity} units"
        if d.bought > d.period:
            yield f"{name}: bought in {d.bought}, too late"
        freight = supplier_of(problem, d.supplier).freight_fen
        if freight is not None and d.village not in freight:
            yield f"{name}: the supplier does not deliver there"
            continue
        yield from cost_faults(name, d, (freight or {}).get(d.village, 0) * items[d.item].load, items[d.item].hold_fen)
    for (supplier, item, period), units in left.items():
        if units < 0:
            yield f"purchase {supplier} {item} in {period}: {-units} units more are delivered than bought"


def cost_faults(name: str, d: Delivery, freight_fen: int, hold_fen: int) -> Iterator[str]:
    """`freight_fen`, `hold_fen`: of one unit, and one period."""
    if d.freight_fen != d.quantity * freight_fen:
        yield f"{name}: freight is {d.quantity * freight_fen} fen, not {d.freight_fen}"
    if d.holding_fen != d.quantity * hold_fen * (d.period - d.bought):
        yield f"{name}: holding is {d.quantity * hold_fen * (d.period - d.bought)} fen, not {d.holding_fen}"


def need_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    home = {member.code: member.village for member in problem.members}
    open_needs = Counter[tuple[str, str, int]]()
    for need in problem.needs:
        open_needs[home[need.member], need.item, need.period] += need.quantity
    for d in plan.deliveries:
        open_needs[d.village, d.item, d.period] -= d.quantity
    for left in plan.missing:
        open_needs[left.village, left.item, left.period] -= left.quantity
        if left.quantity <= 0:
            yield f"missing {left.item} in {left.village}: {left.quantity} units"
    for (village, item, period), units in open_needs.items():
        if units:
            yield f"{village} {item} for {period}: {units} units neither delivered nor missing"


def winner_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    winners = {p.supplier for p in plan.purchases}
    if problem.max_suppliers is not None and len(winners) > problem.max_suppliers:
        yield f"{len(winners)} suppliers win, only {problem.max_suppliers} may"
    for item in problem.items:
        mine = {p.supplier for p in plan.purchases if p.item == item.code}
        if item.max_suppliers is not None and len(mine) > item.max_suppliers:
            yield f"{item.code}: {len(mine)} suppliers win, only {item.max_suppliers} may"


def rebate(problem: Problem, plan: Plan, supplier: Supplier) -> int:
    """Over all its totals, each rounded down to the fen."""
    scheme, earned = supplier.scheme, 0
    if scheme.kind == "all_units":
        return 0
    for period in range(1 if scheme.span == "season" else problem.periods):
        amount, before, sum_parts = total_of(problem, plan, supplier, period), 0, 0
        for start, rate in zip(scheme.starts, scheme.rebates, strict=True):
            sum_parts += (rate - before) * max(0, amount - start)
            before = rate
        earned += sum_parts if scheme.basis == "quantity" else sum_parts // 10_000
    return earned


def total_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    split = plan.split
    sums = {
        "goods_fen": sum(p.goods_fen for p in plan.purchases),
        "rebate_fen": sum(rebate(problem, plan, supplier) for supplier in problem.suppliers),
        "order_fen": sum(order.order_fen for order in plan.orders),
        "freight_fen": sum(d.freight_fen for d in plan.deliveries),
        "holding_fen": sum(d.holding_fen for d in plan.deliveries),
    }
    for name, amount in sums.items():
        if getattr(split, name) != amount:
            yield f"split: {name} is {amount}, not {getattr(split, name)}"
    cost = sums["goods_fen"] - sums["rebate_fen"] + sums["order_fen"] + sums["freight_fen"] + sums["holding_fen"]
    if plan.cost_fen != cost:
        yield f"cost_fen is {cost}, not {plan.cost_fen}"
    missing = sum(left.quantity for left in plan.missing)
    if plan.missing_units != missing:
        yield f"missing_units is {missing}, not {plan.missing_units}"
    if not 0 <= plan.lower_bound_fen <= plan.cost_fen:
        yield f"the lower bound {plan.lower_bound_fen} is not between 0 and the cost {plan.cost_fen}"
    if not 0 <= plan.least_missing <= missing:
        yield f"least_missing {plan.least_missing} is not between 0 and what is missing"
    if abs(plan.gap - (cost - plan.lower_bound_fen) / max(1, cost)) > GAP_NEAR:
        yield f"the gap is not {plan.gap}"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """Nothing is claimed beyond what the certificates prove."""
    if not 0 <= plan.solver_bound_fen <= plan.cost_fen:
        yield f"the solver's bound {plan.solver_bound_fen} is not between 0 and the cost {plan.cost_fen}"
    if plan.certificate is not None and plan.certificate.most_missing < plan.missing_units:
        yield "the certificate holds for plans that leave less missing only"
    cost, missing = proved(problem, plan.certificate, costs=True), proved(problem, plan.shortage, costs=False)
    for name, claimed, (found, broken) in (
        ("lower bound", plan.lower_bound_fen, cost),
        ("least_missing", plan.least_missing, missing),
    ):
        yield from broken
        if claimed > found:
            yield f"{name} is {found} by its certificate, not {claimed}"


def proved(problem: Problem, certificate: Certificate | None, *, costs: bool) -> tuple[int, list[str]]:
    """(what no plan goes below, what makes it no certificate)."""
    if certificate is None:
        return 0, []
    broken = list(certificate_faults(problem, certificate))
    return (0, broken) if broken else (Auditor(problem, certificate, costs=costs).bound(), [])


CHECKS = (
    purchase_faults,
    price_faults,
    order_faults,
    delivery_faults,
    need_faults,
    winner_faults,
    total_faults,
    bound_faults,
)

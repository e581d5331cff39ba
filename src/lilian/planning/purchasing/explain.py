"""What people ask about a plan: how far to the next step, why this supplier, what buying together is worth."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lilian.planning.limits import Limits
from lilian.planning.purchasing.bill import bill_of
from lilian.planning.purchasing.greedy import practice
from lilian.planning.purchasing.market import SEASON, Market
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Exclusion, Problem
from lilian.planning.purchasing.solve import solve

QUICK = Limits(time_s=5.0)


@dataclass(frozen=True)
class NextStep:
    """`short_by` more units (or fen at list price) and all units cost less: what is in the plan by `saving_fen`.

    `period` None: over the season. `item` None: the supplier's step, else the offer's own. `fill_fen`: what the whole
    would cost more (less, where negative) if the plan itself bought what is missing, of the cheapest item, for nobody;
    None if no item may be bought so far.
    """

    supplier: str
    period: int | None
    item: str | None
    step: int
    short_by: int
    saving_fen: int
    fill_fen: int | None


@dataclass(frozen=True)
class Standing:
    """A supplier's part in the plan, and what leaving it out would cost: between `extra_least_fen` and
    `extra_most_fen`, with `extra_missing` units more that nobody delivers (then the two say little)."""

    supplier: str
    units: int
    goods_fen: int
    villages: tuple[str, ...]
    extra_least_fen: int
    extra_most_fen: int
    extra_missing: int


@dataclass(frozen=True)
class Comparison:
    """The plan against item by item at the best quote, and against every village buying by itself: as well as can be
    (`apart_fen`, at least `apart_least_fen`), and item by item (`apart_practice_fen`)."""

    plan_fen: int
    practice_fen: int
    practice_missing: int
    apart_fen: int
    apart_least_fen: int
    apart_practice_fen: int


def basket_in(market: Market, plan: Plan) -> dict[int, int]:
    """Units by line."""
    bought = {(p.supplier, p.item, p.period): p.quantity for p in plan.purchases}
    keys = ((line.offer.supplier, line.offer.item, line.period) for line in market.lines)
    return {number: bought[key] for number, key in enumerate(keys) if key in bought}


def next_steps(problem: Problem, plan: Plan) -> tuple[NextStep, ...]:
    """Every step within reach of what is bought, the greatest saving first. Steps that reward only what lies beyond
    them save nothing on what is bought already, and are left out."""
    market = Market(problem)
    bought = basket_in(market, plan)
    found = [*supplier_steps(market, bought), *own_steps(market, bought)]
    return tuple(sorted(found, key=lambda step: (-step.saving_fen, step.supplier, step.item or "")))


def supplier_steps(market: Market, bought: dict[int, int]) -> Iterator[NextStep]:
    now = bill_of(market, bought)
    for group, step in now.steps.items():
        scheme = market.problem.suppliers[group[0]].scheme
        if scheme.kind == "incremental" or step + 1 == len(scheme.starts):
            continue
        short = scheme.starts[step + 1] - now.amounts[group]
        saving = now.total_fen - bill_of(market, bought, {group: step + 1}).total_fen
        filled = [bill_of(market, more).total_fen - now.total_fen for more in fillings(market, bought, group, short)]
        code, period = market.problem.suppliers[group[0]].code, None if group[1] == SEASON else group[1]
        yield NextStep(code, period, None, step + 1, short, saving, min(filled, default=None))


def fillings(market: Market, bought: dict[int, int], group: tuple[int, int], short: int) -> Iterator[dict[int, int]]:
    """The basket with what is short added to one line of the supplier, where its capacities allow that."""
    for number, line in enumerate(market.lines):
        basis, offer = market.basis(line), line.offer
        if market.group(line) != group or not basis:
            continue
        packs = -(-short // (basis * offer.pack))
        more = {**bought, number: bought.get(number, 0) + packs * offer.pack}
        limit = offer.capacity is None or more[number] <= offer.capacity
        if limit and more[number] >= offer.minimum and load_fits(market, more, line.supplier, line.period):
            yield more


def load_fits(market: Market, bought: dict[int, int], supplier: int, period: int) -> bool:
    capacity = market.problem.suppliers[supplier].capacity
    lines = [(market.lines[number], units) for number, units in bought.items() if units]
    mine = [(line.offer, units) for line, units in lines if (line.supplier, line.period) == (supplier, period)]
    load = sum(offer.order_load + offer.unit_load * units for offer, units in mine)
    return capacity is None or load <= capacity[period]


def own_steps(market: Market, bought: dict[int, int]) -> Iterator[NextStep]:
    now = bill_of(market, bought)
    for number, units in bought.items():
        line, step = market.lines[number], now.own_steps[number]
        offer = line.offer
        if offer.kind == "incremental" or step + 1 == len(offer.starts):
            continue
        scheme = market.problem.suppliers[line.supplier].scheme
        row = now.steps[market.group(line)] if scheme.kind == "all_units" else 0
        saving = now.goods[number] - units * offer.prices_fen[row][step + 1]
        packs = -(-offer.starts[step + 1] // offer.pack)
        more = {**bought, number: packs * offer.pack}
        fits = offer.capacity is None or more[number] <= offer.capacity
        fits = fits and load_fits(market, more, line.supplier, line.period)
        filled = bill_of(market, more).total_fen - now.total_fen if fits else None
        short = offer.starts[step + 1] - units
        yield NextStep(offer.supplier, line.period, offer.item, step + 1, short, saving, filled)


def why_suppliers(problem: Problem, plan: Plan, *, limits: Limits = QUICK) -> tuple[Standing, ...]:
    """Each supplier of the plan, by what it sells; the problem is solved again without it, within `limits` each."""
    found = []
    for code in dict.fromkeys(order.supplier for order in plan.orders):
        without = replace(problem, exclusions=(*problem.exclusions, Exclusion(code)))
        other = solve(without, limits=limits)
        mine = [p for p in plan.purchases if p.supplier == code]
        villages = dict.fromkeys(d.village for d in plan.deliveries if d.supplier == code)
        found.append(
            Standing(
                code,
                sum(p.quantity for p in mine),
                sum(p.goods_fen for p in mine),
                tuple(sorted(villages)),
                other.lower_bound_fen - plan.cost_fen,
                other.cost_fen - plan.lower_bound_fen,
                other.missing_units - plan.missing_units,
            )
        )
    return tuple(sorted(found, key=lambda standing: (-standing.goods_fen, standing.supplier)))


def compare(problem: Problem, plan: Plan, *, limits: Limits = QUICK) -> Comparison:
    """`limits` for each village."""
    today, home = practice(problem), {member.code: member.village for member in problem.members}
    apart, least, quoted = 0, 0, 0
    for village in problem.villages:
        mine = replace(problem, needs=tuple(need for need in problem.needs if home[need.member] == village))
        alone = solve(mine, limits=limits)
        apart, least = apart + alone.cost_fen, least + alone.lower_bound_fen
        quoted += practice(mine).cost_fen
    return Comparison(plan.cost_fen, today.cost_fen, today.missing_units, apart, least, quoted)

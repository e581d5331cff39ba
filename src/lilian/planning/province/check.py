"""An auditor's check of a province's plan. Shares no code with the solver: the counties' auditor, and plain sums."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lilian.planning import storage
from lilian.planning.fan import Fan, Serial
from lilian.planning.province.plan import CountyPlan, Plan, Proof
from lilian.planning.province.problem import County, Problem, extended, granted, usable
from lilian.planning.storage.check import (
    Part,
    cheapest_priced,
    days_of,
    exact_cost,
    intake_g,
    left_of_locks,
    lot_parts,
    suitable,
)

GRAMS = 1_000_000
GRID = 1_000
NEAR = 1e-6


def faults(problem: Problem, plan: Plan, *, fan: Fan | None = None) -> list[str]:
    """Every way in which the plan breaks a rule or its own claims; [] means it is sound, and its bound is true."""
    names = [county.name for county in problem.counties]
    if [each.county for each in plan.counties] != names:
        return [f"the plan is of {', '.join(each.county for each in plan.counties)}, not of {', '.join(names)}"]
    fan = fan or Serial()
    found = [
        f"{name}: {fault}"
        for name, some in zip(names, fan.map_over(county_faults, tasks(problem, plan)), strict=True)
        for fault in some
    ]
    found += [*shared_faults(problem, plan), *total_faults(plan)]
    return found or [*bound_faults(problem, plan, fan), *least_faults(problem, plan, fan)]


def tasks(problem: Problem, plan: Plan) -> list[tuple[CountyPlan, storage.Problem]]:
    return [
        (one, granted(problem, county, shares_of(problem, plan, county)))
        for county, one in zip(problem.counties, plan.counties, strict=True)
    ]


def shares_of(problem: Problem, plan: Plan, county: County) -> dict[str, tuple[int, ...]]:
    """What the plan says the county gets of each shared store, by its code; nothing where it does not say."""
    said = {
        state.store: share.by_day_g for state in plan.shared for share in state.shares if share.county == county.name
    }
    nothing = (0,) * county.problem.terms.days
    codes = (problem.shared[place].store.code for place in usable(problem, county.name))
    return {code: said.get(code, nothing) for code in codes}


def county_faults(one: CountyPlan, own: storage.Problem) -> list[str]:
    """The county's own auditor, with the shared stores as far as they were granted."""
    if one.granted != own:
        return ["its plan is for another question than what it was granted"]
    return storage.faults(own, one.plan)


def shared_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """What the counties bring to a shared store, all together."""
    space, door = Counter[str](), Counter[tuple[str, int]]()
    codes = {shared.store.code for shared in problem.shared}
    for one in plan.counties:
        for a in one.plan.assignments:
            if a.store in codes and any(s.store.code == a.store and one.county in s.counties for s in problem.shared):
                space[a.store] += a.weight_g
                door[a.store, a.day.toordinal()] += a.weight_g
    if [state.store for state in plan.shared] != [shared.store.code for shared in problem.shared]:
        yield "the shared stores of the plan are not those of the problem"
        return
    for shared, state in zip(problem.shared, plan.shared, strict=True):
        code, free_g = shared.store.code, shared.store.free_g
        if space[code] > free_g:
            yield f"{code}: takes {space[code]} g from all counties, has space for {free_g}"
        if (state.used_g, state.free_g) != (space[code], free_g - space[code]):
            yield f"{code}: its state does not match what goes there"
        for (store, _), weight_g in sorted(door.items()):
            if store == code and weight_g > shared.store.intake_g_per_day:
                yield f"{code}: takes in {weight_g} g on one day, can take {shared.store.intake_g_per_day}"


def total_faults(plan: Plan) -> Iterator[str]:
    for name in ("cost_fen", "placed_g", "unplaced_g"):
        total = sum(getattr(one.plan, name) for one in plan.counties)
        if getattr(plan, name) != total:
            yield f"{name} is {total} in all, not {getattr(plan, name)}"


def bound_faults(problem: Problem, plan: Plan, fan: Fan) -> Iterator[str]:
    if plan.lower_bound_fen > plan.cost_fen:
        yield f"the bound {plan.lower_bound_fen} is above the cost {plan.cost_fen}"
    wrong = list(proof_faults(problem, plan.proof))
    if wrong:
        yield from wrong
        return
    parts = fan.map_over(county_bound, priced(problem, plan, plan.proof))
    ceiling = plan.proof.own[0].unplaced
    total = sum(parts) - rent(problem, plan.proof) - ceiling * plan.unplaced_g
    bound = total / (GRID * GRAMS)
    if plan.lower_bound_fen > bound + NEAR:
        yield f"by its prices the bound is {bound:.2f} fen, not {plan.lower_bound_fen}"
    exact = sum(exact_cost(one.granted, one.plan) for one in plan.counties)
    weight_g = sum(lot.weight_g for county in problem.counties for lot in county.problem.lots)
    if plan.gap < (exact - bound - weight_g / GRAMS / GRID) / max(1.0, exact) - 1e-9:
        yield f"the gap is {(exact - bound) / max(1.0, exact):.3g}, not {plan.gap}"


def proof_faults(problem: Problem, proof: Proof) -> Iterator[str]:
    prices = [*proof.space, *(door.price for door in proof.door)]
    for own in proof.own:
        prices += [*own.space, *(price for row in own.dock for price in row), own.unplaced, own.lock_bonus]
    lengths = [len(proof.space), len(proof.own), *(len(own.space) for own in proof.own)]
    wanted = [len(problem.shared), len(problem.counties)]
    wanted += [len(county.problem.stores) + len(usable(problem, county.name)) for county in problem.counties]
    if min(prices, default=0) < 0 or lengths != wanted or len({own.unplaced for own in proof.own}) > 1:
        yield "a price of the proof is negative or missing"


@dataclass(frozen=True)
class Priced:
    """A county for the bound: its problem with all it may use, its plan, its `own` prices, `both` those and the shared
    ones together, and whether fruit may stay behind in the province."""

    wide: storage.Problem
    plan: storage.Plan
    own: storage.Proof
    both: storage.Proof
    may_stay: bool


def priced(problem: Problem, plan: Plan, proof: Proof) -> list[tuple[Priced]]:
    return [
        (Priced(extended(problem, county), one.plan, own, on_top(problem, county, own, proof), plan.unplaced_g > 0),)
        for county, one, own in zip(problem.counties, plan.counties, proof.own, strict=True)
    ]


def on_top(problem: Problem, county: County, own: storage.Proof, proof: Proof) -> storage.Proof:
    """The county's own prices and the shared ones together."""
    terms, mine = county.problem.terms, usable(problem, county.name)
    doors = {(door.store, door.day): door.price for door in proof.door}
    alone = county.problem.stores
    space = [*(0 for _ in alone), *(proof.space[place] for place in mine)]
    codes = [*("" for _ in alone), *(problem.shared[place].store.code for place in mine)]
    return replace(
        own,
        space=tuple(a + b for a, b in zip(own.space, space, strict=True)),
        dock=tuple(
            tuple(price + doors.get((code, terms.day(index)), 0) for index, price in enumerate(row))
            for code, row in zip(codes, own.dock, strict=True)
        ),
    )


def county_bound(county: Priced) -> float:
    """In 1/1000 fen per tonne x grams: least cost + all prices of every part, less the rent of the county's own prices,
    plus the credit of the locks served."""
    ceiling = county.both.unplaced if county.may_stay else None
    parts = lot_parts(county.wide)
    total = sum(part.weight_g * cheapest_priced(county.wide, county.both, part, ceiling) for part in parts)
    locked_g = sum(part.weight_g for part in parts if part.store) - sum(left_of_locks(county.plan).values())
    return total - own_rent(county.wide, county.own) + county.own.lock_bonus * locked_g


def own_rent(wide: storage.Problem, own: storage.Proof) -> int:
    first = wide.terms.first_day.toordinal()
    rent = sum(price * store.free_g for price, store in zip(own.space, wide.stores, strict=True))
    return rent + sum(
        price * intake_g(wide, store, first + index)
        for row, store in zip(own.dock, wide.stores, strict=True)
        for index, price in enumerate(row)
    )


def rent(problem: Problem, proof: Proof) -> int:
    """What all that is shared comes to at the shared prices."""
    stores = {shared.store.code: shared.store for shared in problem.shared}
    space = sum(price * shared.store.free_g for price, shared in zip(proof.space, problem.shared, strict=True))
    return space + sum(door.price * stores[door.store].intake_g_per_day for door in proof.door)


def least_faults(problem: Problem, plan: Plan, fan: Fan) -> Iterator[str]:
    """That no plan leaves less behind: the same sum where nothing costs but staying."""
    proof = plan.least_proof
    if proof is None:
        if plan.least_unplaced_g:
            yield "that something must stay unplaced is not proved"
        return
    wrong = list(proof_faults(problem, proof))
    if wrong:
        yield from wrong
        return
    total = sum(fan.map_over(county_least, priced(problem, plan, proof))) - rent(problem, proof)
    if plan.least_unplaced_g * proof.own[0].unplaced > max(0, total):
        yield f"at least {max(0, total) // proof.own[0].unplaced} g must stay unplaced, not {plan.least_unplaced_g}"
    if plan.least_unplaced_g > plan.unplaced_g:
        yield "less is unplaced than is claimed to be possible"


def county_least(county: Priced) -> int:
    """In grams x price of staying."""
    parts = lot_parts(county.wide)
    return sum(part.weight_g * least_dear(county, part) for part in parts) - own_rent(county.wide, county.own)


def least_dear(county: Priced, part: Part) -> int:
    """The lowest price, of staying or of a place where the part may go."""
    first = county.wide.terms.first_day.toordinal()
    days = [day for day in days_of(county.wide, part.lot) if part.day in (None, day)]
    ways = [county.both.unplaced]
    for index, store in enumerate(county.wide.stores):
        if part.store in (None, store.code) and suitable(county.wide, part.lot, store):
            ways += [county.both.space[index] + county.both.dock[index][day - first] for day in days]
    return min(ways)

"""An auditor's check of a storage plan. Shares no code with the solver: every rule again, in plain sums."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, gcd

import numpy as np

from lilian.kernel.geo import distance_km
from lilian.planning.storage.check_whole import Yard
from lilian.planning.storage.plan import Assignment, Plan, Proof, Unplaced
from lilian.planning.storage.problem import Lot, Problem, Store

GRAMS = 1_000_000
GRID = 1_000  # prices of the proof are in 1/1000 fen
NEAR_KM = 1e-6


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks a rule or its own claims; [] means it is sound, and its bound is true."""
    lots = {lot.code: lot for lot in problem.lots}
    stores = {store.code: store for store in problem.stores}
    strangers: list[Assignment | Unplaced] = [a for a in plan.assignments if a.lot not in lots or a.store not in stores]
    strangers += [u for u in plan.unplaced if u.lot not in lots]
    if strangers:
        return [f"{thing.lot}: names a lot or store that does not exist" for thing in strangers]
    found = [fault for a in plan.assignments for fault in assignment_faults(problem, lots[a.lot], stores[a.store], a)]
    found += [*room_faults(problem, plan), *weight_faults(problem, plan), *lock_faults(problem, plan)]
    return [*found, *total_faults(problem, plan), *state_faults(problem, plan), *bound_faults(problem, plan)]


def waited_days(problem: Problem, lot: Lot, ordinal: int) -> int:
    return ordinal - max(problem.terms.first_day.toordinal(), lot.harvest_date.toordinal())


def exact_tonne_fen(problem: Problem, lot: Lot, store: Store, ordinal: int) -> float:
    terms = problem.terms
    road_km = distance_km(lot.lat, lot.lon, store.lat, store.lon) * terms.road_factor
    hours = road_km / terms.speed_km_per_h + 24 * waited_days(problem, lot, ordinal)
    carried = terms.freight_fen_per_tonne_km * road_km + terms.handling_fen_per_tonne
    return carried + terms.delay_fen_per_tonne_hour * hours + store.fee_fen_per_tonne_month * terms.stored_months


def is_barred(problem: Problem, lot: str, store: str) -> bool:
    return any(e.store == store and e.lot in (None, lot) for e in problem.exclusions)


def assignment_faults(problem: Problem, lot: Lot, store: Store, a: Assignment) -> Iterator[str]:
    name = f"{a.lot} to {a.store} on {a.day}"
    terms, ordinal = problem.terms, a.day.toordinal()
    if a.weight_g <= 0:
        yield f"{name}: weight {a.weight_g} g is not positive"
    if lot.variety not in store.accepts:
        yield f"{name}: the store does not accept {lot.variety}"
    if store.temperature_c > terms.max_temperature_c:
        yield f"{name}: the store is too warm, {store.temperature_c}"
    if is_barred(problem, a.lot, a.store):
        yield f"{name}: people excluded it"
    if not 0 <= ordinal - terms.first_day.toordinal() < terms.days:
        yield f"{name}: not a day of the plan"
    if waited_days(problem, lot, ordinal) < 0:
        yield f"{name}: before the lot is ready"
    if abs(a.road_km - distance_km(lot.lat, lot.lon, store.lat, store.lon) * terms.road_factor) > NEAR_KM:
        yield f"{name}: the road is not {a.road_km} km"
    exact = exact_tonne_fen(problem, lot, store, ordinal) * a.weight_g / GRAMS
    if abs(a.cost_fen - exact) > 0.5 + 1e-6 * max(1.0, abs(exact) / 1e6):
        yield f"{name}: costs {floor(exact + 0.5)} fen, not {a.cost_fen}"


def room_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    by_store, by_day = Counter[str](), Counter[tuple[str, int]]()
    for a in plan.assignments:
        by_store[a.store] += a.weight_g
        by_day[a.store, a.day.toordinal()] += a.weight_g
    for store in problem.stores:
        if by_store[store.code] > store.free_g:
            yield f"{store.code}: takes {by_store[store.code]} g, has space for {store.free_g}"
        for (code, day), weight_g in sorted(by_day.items()):
            if code == store.code and weight_g > intake_g(problem, store, day):
                yield f"{code}: takes in {weight_g} g on one day, can take {intake_g(problem, store, day)}"


def intake_g(problem: Problem, store: Store, ordinal: int) -> int:
    """What the door takes on a day; nothing on a day that is not the plan's."""
    if not store.intake_g_by_day:
        return store.intake_g_per_day
    index = ordinal - problem.terms.first_day.toordinal()
    return store.intake_g_by_day[index] if 0 <= index < problem.terms.days else 0


def weight_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    seen, pieces = Counter[str](), Counter[str]()
    for a in plan.assignments:
        seen[a.lot] += a.weight_g
        pieces[a.lot] += 1
    for left in plan.unplaced:
        seen[left.lot] += left.weight_g
        if left.weight_g <= 0:
            yield f"{left.lot}: unplaced weight {left.weight_g} g is not positive"
    locks = Counter(lock.lot for lock in problem.locks)
    for lot in problem.lots:
        if seen[lot.code] != lot.weight_g:
            yield f"{lot.code}: {seen[lot.code]} g placed and unplaced, but it weighs {lot.weight_g} g"
        if not problem.may_split and pieces[lot.code] > 1 + locks[lot.code]:
            yield f"{lot.code}: was split, but may not be"


def lock_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """What people locked stands at its place, or the place truly cannot take it."""
    left, stores = left_of_locks(plan), {store.code: store for store in problem.stores}
    lots = {lot.code: lot for lot in problem.lots}
    for part in lot_parts(problem):
        if part.store is None:
            continue
        days = [part.day] if part.day else days_of(problem, part.lot)
        there = sum(
            a.weight_g
            for a in plan.assignments
            if (a.lot, a.store) == (part.lot.code, part.store) and a.day.toordinal() in days
        )
        if there + left[part.lot.code, part.store] < part.weight_g:
            yield f"{part.lot.code}: people locked {part.weight_g} g into {part.store}, only {there} g is there"
        if left[part.lot.code, part.store] and suitable(problem, lots[part.lot.code], stores[part.store]):
            yield from lock_excuse_faults(problem, plan, part, days)


def lock_excuse_faults(problem: Problem, plan: Plan, part: "Part", days: list[int]) -> Iterator[str]:
    """A lock was not served although its store gave room to fruit nobody locked there, or has room left."""
    store = next(store for store in problem.stores if store.code == part.store)
    locked = {(other.lot.code, other.store) for other in lot_parts(problem) if other.store}
    here = [a for a in plan.assignments if a.store == part.store]
    wanted_g = 1 if problem.may_split else part.weight_g
    for day in sorted(set(days) & set(days_of(problem, part.lot))):
        today = [a for a in here if a.day.toordinal() == day]
        guests_g = sum(a.weight_g for a in today if (a.lot, a.store) not in locked)
        space = store.free_g - sum(a.weight_g for a in here) + guests_g
        if min(space, intake_g(problem, store, day) - sum(a.weight_g for a in today) + guests_g) >= wanted_g:
            yield f"{part.lot.code}: its lock into {part.store} was not served, but others went there or room is left"


def left_of_locks(plan: Plan) -> Counter[tuple[str, str]]:
    """Grams left behind by lot and the store people named."""
    left = Counter[tuple[str, str]]()
    for unplaced in plan.unplaced:
        if unplaced.why.code == "locked_store_cannot":
            left[unplaced.lot, unplaced.why.fields["store"]] += unplaced.weight_g
    return left


@dataclass(frozen=True)
class Part:
    lot: Lot
    weight_g: int
    store: str | None = None
    day: int | None = None


def lot_parts(problem: Problem) -> list[Part]:
    """Each lock's share of its lot, and the rest of each lot. `day`: an ordinal."""
    lots = {lot.code: lot for lot in problem.lots}
    rest = {lot.code: lot.weight_g for lot in problem.lots}
    parts = []
    for lock in problem.locks:
        weight_g = rest[lock.lot] if lock.weight_g is None else lock.weight_g
        rest[lock.lot] -= weight_g
        parts.append(Part(lots[lock.lot], weight_g, lock.store, lock.day.toordinal() if lock.day else None))
    return parts + [Part(lots[code], weight_g) for code, weight_g in rest.items() if weight_g]


def days_of(problem: Problem, lot: Lot) -> list[int]:
    first = problem.terms.first_day.toordinal()
    return [day for day in range(first, first + problem.terms.days) if day >= lot.harvest_date.toordinal()]


def suitable(problem: Problem, lot: Lot, store: Store) -> bool:
    cool = store.temperature_c <= problem.terms.max_temperature_c
    return lot.variety in store.accepts and cool and not is_barred(problem, lot.code, store.code)


def total_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    figures = {
        "cost_fen": sum(a.cost_fen for a in plan.assignments),
        "placed_g": sum(a.weight_g for a in plan.assignments),
        "unplaced_g": sum(u.weight_g for u in plan.unplaced),
    }
    for name, value in figures.items():
        if getattr(plan, name) != value:
            yield f"{name} is {value}, not {getattr(plan, name)}"
    if [state.store for state in plan.store_states] != [store.code for store in problem.stores]:
        yield "the states do not list the stores in order"


def state_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    first = problem.terms.first_day.toordinal()
    for state, store in zip(plan.store_states, problem.stores, strict=False):
        used = [0] * problem.terms.days
        for a in plan.assignments:
            if a.store == store.code and 0 <= a.day.toordinal() - first < len(used):
                used[a.day.toordinal() - first] += a.weight_g
        if (state.used_g, state.free_g, list(state.used_by_day)) != (sum(used), store.free_g - sum(used), used):
            yield f"{store.code}: its state does not match what goes there"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    if plan.lower_bound_fen > plan.cost_fen:
        yield f"the bound {plan.lower_bound_fen} is above the cost {plan.cost_fen}"
    if plan.proof is None:
        if plan.lower_bound_fen != 0 or plan.gap != 1.0:
            yield "a plan without proof claims a bound"
        return
    prices = [
        *plan.proof.space,
        *(p for row in plan.proof.dock for p in row),
        plan.proof.unplaced,
        plan.proof.lock_bonus,
    ]
    if min(prices, default=0) < 0 or len(plan.proof.space) != len(problem.stores):
        yield "a price of the proof is negative or missing"
        return
    if plan.proof.worth and (problem.may_split or len(plan.proof.worth) != len(lot_parts(problem))):
        yield "the proof is one of whole lots, but lots may be split, or it does not know all of them"
        return
    bound = (whole_bound if plan.proof.worth else proved_bound)(problem, plan, plan.proof)
    if plan.lower_bound_fen > bound + 1e-6:
        yield f"by its prices the bound is {bound:.2f} fen, not {plan.lower_bound_fen}"
    exact = exact_cost(problem, plan)
    grid_fen = sum(lot.weight_g for lot in problem.lots) / GRAMS / GRID  # what rounding to the grid can move
    if plan.gap < (exact - bound - grid_fen) / max(1.0, exact) - 1e-9:
        yield f"the gap is {(exact - bound) / max(1.0, exact):.3g}, not {plan.gap}"


def exact_cost(problem: Problem, plan: Plan) -> float:
    lots = {lot.code: lot for lot in problem.lots}
    stores = {store.code: store for store in problem.stores}
    tonne_fen = (exact_tonne_fen(problem, lots[a.lot], stores[a.store], a.day.toordinal()) for a in plan.assignments)
    return sum(fen * a.weight_g / GRAMS for fen, a in zip(tonne_fen, plan.assignments, strict=True))


def proved_bound(problem: Problem, plan: Plan, proof: Proof) -> float:
    """In fen: sum_i q_i min(unplaced price, min_sd (c_isd - bonus of a locked part + space_s + dock_sd))
    - sum_s free_s space_s - sum_sd intake_s dock_sd - unplaced price x unplaced + bonus x locked weight placed.
    True for any prices >= 0, by weak duality."""
    ceiling = proof.unplaced if plan.unplaced_g else None
    total = sum(part.weight_g * cheapest_priced(problem, proof, part, ceiling) for part in lot_parts(problem))
    rent = sum(price * store.free_g for price, store in zip(proof.space, problem.stores, strict=True))
    first = problem.terms.first_day.toordinal()
    rent += sum(
        price * intake_g(problem, store, first + index)
        for row, store in zip(proof.dock, problem.stores, strict=True)
        for index, price in enumerate(row)
    )
    locked_g = sum(part.weight_g for part in lot_parts(problem) if part.store) - sum(left_of_locks(plan).values())
    return (total - rent - proof.unplaced * plan.unplaced_g + proof.lock_bonus * locked_g) / (GRID * GRAMS)


def cheapest_priced(problem: Problem, proof: Proof, part: Part, ceiling: int | None) -> float:
    """Least cost + prices of a tonne of the part, in 1/1000 fen."""
    bonus = proof.lock_bonus if part.store else 0
    options = [] if ceiling is None else [float(ceiling)]
    for (store, day), cost in tonne_costs(problem, part).items():
        options.append(cost - bonus + proof.space[store] + proof.dock[store][day])
    return min(options, default=float("inf"))  # nowhere to go, and yet placed: other faults name it


def tonne_costs(problem: Problem, part: Part) -> dict[tuple[int, int], float]:
    """1/1000 fen per tonne by store and day, wherever the part may go."""
    days, first = days_of(problem, part.lot), problem.terms.first_day.toordinal()
    found = {}
    for index, store in enumerate(problem.stores):
        if part.store not in (None, store.code) or not suitable(problem, part.lot, store) or not days:
            continue
        ready_fen = exact_tonne_fen(problem, part.lot, store, days[0])
        for day in days if part.day is None else set(days) & {part.day}:
            waiting_fen = 24 * (day - days[0]) * problem.terms.delay_fen_per_tonne_hour
            found[index, day - first] = (ready_fen + waiting_fen) * GRID
    return found


def whole_bound(problem: Problem, plan: Plan, proof: Proof) -> float:
    """In fen; see `check_whole`. A locked part left behind is as bad as leaving all fruit behind."""
    parts, stores = lot_parts(problem), problem.stores
    weights = [part.weight_g for part in parts]
    first = problem.terms.first_day.toordinal()
    doors = [[intake_g(problem, store, first + day) for day in range(problem.terms.days)] for store in stores]
    unit_g = gcd(*weights, *(store.free_g for store in stores), *(intake for days in doors for intake in days)) or 1
    total = sum(weights) // unit_g
    cost = np.full((len(parts), len(stores), problem.terms.days), np.inf)
    for row, part in enumerate(parts):
        for (store, day), price in tonne_costs(problem, part).items():
            cost[row, store, day] = price
    behind_g = plan.unplaced_g + total * sum(left_of_locks(plan).values())
    yard = Yard(
        cost,
        [weight // unit_g for weight in weights],
        [min(total, store.free_g // unit_g) for store in stores],
        [[min(total, intake // unit_g) for intake in days] for days in doors],
        [part.weight_g // unit_g * (total + 1 if part.store else 1) for part in parts],
        behind_g // unit_g,
    )
    return yard.bound(proof.worth, proof.space, proof.dock) * unit_g / (GRID * GRAMS)

"""An auditor's check of a day's routes. Shares no code with the solver: every rule again, in plain Python."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol, TypeVar

from lilian.planning.routing.plan import Cost, Duty, Plan, Visit
from lilian.planning.routing.problem import Depot, Driver, Problem, Stop, Van


class Coded(Protocol):
    @property
    def code(self) -> str: ...


Thing = TypeVar("Thing", bound=Coded)


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks a rule or its own claims; [] means it can be driven as written."""
    strangers = list(stranger_faults(problem, plan))
    if strangers:
        return strangers
    found = [fault for duty in plan.duties for fault in duty_faults(problem, duty)]
    found += [*stop_faults(problem, plan), *twice_faults(problem, plan), *total_faults(plan)]
    return found


def stranger_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """Names nobody knows, and duties that are no journey from a depot to a depot."""
    vans, drivers, stops = (codes(things) for things in (problem.vans, problem.drivers, problem.stops))
    depots, shifts = codes(problem.depots), codes(problem.shifts)
    for duty in plan.duties:
        if duty.van not in vans or duty.driver not in drivers or duty.shift not in shifts:
            yield f"{duty.van} {duty.shift} {duty.driver}: names a van, shift or driver that does not exist"
        if any(visit.at not in (depots if visit.is_depot else stops) for visit in duty.visits):
            yield f"{duty.van} {duty.shift}: visits a place that does not exist"
        if len(duty.visits) < 2 or not (duty.visits[0].is_depot and duty.visits[-1].is_depot):
            yield f"{duty.van} {duty.shift}: does not begin and end at a depot"
    for left in plan.unserved:
        if left.stop not in stops:
            yield f"{left.stop}: a stop that does not exist is left out"


def codes(things: Iterable[Coded]) -> set[str]:
    return {thing.code for thing in things}


def find(things: Iterable[Thing], code: str) -> Thing:
    return next(thing for thing in things if thing.code == code)


def duty_faults(problem: Problem, duty: Duty) -> Iterator[str]:
    name = f"{duty.van} {duty.shift} {duty.driver}"
    van, driver = find(problem.vans, duty.van), find(problem.drivers, duty.driver)
    for fault in (
        *depot_faults(van, duty),
        *road_faults(problem, van, duty),
        *window_faults(problem, duty),
        *load_faults(problem, van, duty),
        *break_faults(problem, van, duty),
        *driver_faults(problem, van, driver, duty),
        *cost_faults(problem, van, driver, duty),
    ):
        yield f"{name}: {fault}"


def depot_faults(van: Van, duty: Duty) -> Iterator[str]:
    if duty.visits[0].at != van.depot or duty.visits[-1].at != van.depot:
        yield f"begins or ends away from {van.depot}"
    reloads = [visit.at for visit in duty.visits[1:-1] if visit.is_depot]
    if len(reloads) > van.max_reloads:
        yield f"loads again {len(reloads)} times, may {van.max_reloads} times"
    for depot in sorted(set(reloads) - set(van.reload_depots)):
        yield f"may not load again at {depot}"


def site(problem: Problem, visit: Visit) -> Depot | Stop:
    return find(problem.depots, visit.at) if visit.is_depot else find(problem.stops, visit.at)


def road_faults(problem: Problem, van: Van, duty: Duty) -> Iterator[str]:
    roads = find(problem.roads, van.roads)
    metres = 0
    for here, there in pairwise(duty.visits):
        a, b = site(problem, here).place, site(problem, there).place
        far, drive = roads.metres[a][b], roads.seconds[a][b]
        if far is None or drive is None:
            yield f"the road from {here.at} to {there.at} is barred"
            continue
        metres += far
        if there.arrives_s < here.leaves_s + drive:
            yield f"cannot be at {there.at} at {there.arrives_s}"
    if metres != duty.metres:
        yield f"drives {metres} m, not {duty.metres}"


def window_faults(problem: Problem, duty: Duty) -> Iterator[str]:
    shift = find(problem.shifts, duty.shift)
    if duty.shift not in find(problem.vans, duty.van).shifts:
        yield "the van has no such shift"
    if duty.starts_s < shift.starts_s or duty.ends_s > shift.ends_s:
        yield f"lies outside its shift, from {duty.starts_s} to {duty.ends_s}"
    last = len(duty.visits) - 1
    for position, visit in enumerate(duty.visits):
        place = site(problem, visit)
        service = place.service_s if isinstance(place, Stop) else place.load_s if position < last else 0
        if not visit.arrives_s <= visit.starts_s:
            yield f"{visit.at}: service begins before arrival"
        if not place.opens_s <= visit.starts_s <= place.closes_s:
            yield f"{visit.at}: service begins at {visit.starts_s}, outside its hours"
        if visit.leaves_s != visit.starts_s + service:
            yield f"{visit.at}: service takes {service} s"


def load_faults(problem: Problem, van: Van, duty: Duty) -> Iterator[str]:
    """Work the loads out trip by trip: all deliveries of a trip are on board at its start."""
    starts = [position for position, visit in enumerate(duty.visits) if visit.is_depot]
    load = [0] * len(van.capacity)
    for begin, end in pairwise(starts):
        trip = [find(problem.stops, visit.at) for visit in duty.visits[begin + 1 : end]]
        load = [sum(stop.delivery[k] for stop in trip) for k in range(len(load))]
        yield from load_fault(van, duty.visits[begin], load)
        for stop, visit in zip(trip, duty.visits[begin + 1 : end], strict=True):
            load = [load[k] - stop.delivery[k] + stop.pickup[k] for k in range(len(load))]
            yield from load_fault(van, visit, load)
    yield from load_fault(van, duty.visits[-1], [0] * len(load))


def load_fault(van: Van, visit: Visit, load: list[int]) -> Iterator[str]:
    if tuple(load) != visit.load_after:
        yield f"{visit.at}: leaves with {tuple(load)}, not {visit.load_after}"
    if any(there > most for there, most in zip(load, van.capacity, strict=True)):
        yield f"{visit.at}: {tuple(load)} is more than the van takes, {van.capacity}"


def break_faults(problem: Problem, van: Van, duty: Duty) -> Iterator[str]:
    """Breaks lie where the van stands and nobody serves, last long enough, and no stretch between them is too long."""
    rules, roads = problem.rules, find(problem.roads, van.roads)
    idle = []
    for here, there in pairwise(duty.visits):
        drive = roads.seconds[site(problem, here).place][site(problem, there).place] or 0
        # The van may stand before it drives, after it arrives, or both; it arrives when it says.
        idle += [(here.leaves_s, there.arrives_s - drive), (there.arrives_s, there.starts_s)]
    for pause in duty.breaks:
        if pause.ends_s - pause.starts_s < rules.break_s:
            yield f"the break at {pause.starts_s} is too short"
        if not any(begin <= pause.starts_s and pause.ends_s <= end for begin, end in idle):
            yield f"the break at {pause.starts_s} lies in work"
    marks = [duty.starts_s, *(mark for pause in duty.breaks for mark in (pause.starts_s, pause.ends_s)), duty.ends_s]
    if sorted(marks) != marks:
        yield "the breaks are out of order"
    for begin, end in zip(marks[::2], marks[1::2], strict=True):
        if end - begin > rules.stretch_s:
            yield f"no break from {begin} to {end}"


def driver_faults(problem: Problem, van: Van, driver: Driver, duty: Duty) -> Iterator[str]:
    rules, length = problem.rules, duty.ends_s - duty.starts_s
    if van.licence not in driver.licences:
        yield f"the driver does not hold {van.licence}"
    if length > driver.max_duty_s:
        yield f"on duty {length} s, more than {driver.max_duty_s}"
    if driver.worked_s + length > rules.week_limit_s:
        yield f"on duty {driver.worked_s + length} s this week, more than {rules.week_limit_s}"
    if driver.last_end_s is not None and duty.starts_s < driver.last_end_s + rules.rest_s:
        yield f"rested {duty.starts_s - driver.last_end_s} s only"
    if duty.starts_s < driver.free_from_s or duty.ends_s > driver.free_until_s:
        yield "the driver is not there then"


def cost_faults(problem: Problem, van: Van, driver: Driver, duty: Duty) -> Iterator[str]:
    rules, length = problem.rules, duty.ends_s - duty.starts_s
    before = max(0, driver.worked_s - rules.fair_week_s)
    beyond = max(0, driver.worked_s + length - rules.fair_week_s) - before
    usual = [find(problem.stops, code).usual_driver for code in duty.stops]
    exact = {
        "fixed_fen": (van.fixed_fen, 1),
        "distance_fen": (van.fen_per_km * duty.metres, 1000),
        "time_fen": (van.fen_per_hour * length, 3600),
        "fairness_fen": (rules.fair_fen_per_hour * beyond, 3600),
        "change_fen": (rules.change_fen * sum(who not in (None, driver.code) for who in usual), 1),
        "left_out_fen": (0, 1),
    }
    for part, (amount, unit) in exact.items():
        said = getattr(duty.cost, part)
        if not -unit <= 2 * (said * unit - amount) <= unit:
            yield f"{part} is {said}, not {amount} / {unit}"


def stop_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    served = Counter(code for duty in plan.duties for code in duty.stops)
    left = Counter(unserved.stop for unserved in plan.unserved)
    for stop in problem.stops:
        if served[stop.code] + left[stop.code] != 1:
            yield f"{stop.code}: served {served[stop.code]} times, left out {left[stop.code]} times"
    for unserved in plan.unserved:
        if unserved.price_fen != find(problem.stops, unserved.stop).price_fen:
            yield f"{unserved.stop}: left out at a wrong price"


def twice_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """A driver has one duty a day; a van one driver at a time."""
    for driver, count in sorted(Counter(duty.driver for duty in plan.duties).items()):
        if count > 1:
            yield f"{driver}: {count} duties in a day"
    for van in problem.vans:
        spans = sorted((duty.starts_s, duty.ends_s) for duty in plan.duties if duty.van == van.code)
        if any(first[1] > second[0] for first, second in pairwise(spans)):
            yield f"{van.code}: two duties at the same time"
        shifts = Counter(duty.shift for duty in plan.duties if duty.van == van.code)
        if any(count > 1 for count in shifts.values()):
            yield f"{van.code}: twice in a shift"


def total_faults(plan: Plan) -> Iterator[str]:
    cost = sum((duty.cost.total_fen for duty in plan.duties), sum(left.price_fen or 0 for left in plan.unserved))
    parts = Cost()
    for duty in plan.duties:
        parts = parts.plus(duty.cost)
    parts = parts.plus(Cost(left_out_fen=sum(left.price_fen or 0 for left in plan.unserved)))
    if parts != plan.cost or cost != plan.cost_fen:
        yield f"cost is {cost}, not {plan.cost_fen}"
    missed = sum(left.price_fen is None for left in plan.unserved)
    if missed != plan.missed:
        yield f"{missed} stops are missed, not {plan.missed}"
    if not missed and plan.lower_bound_fen > cost:
        yield f"lower bound {plan.lower_bound_fen} is above the cost {cost}"

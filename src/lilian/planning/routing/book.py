"""A problem made ready to work with: kinds of vans, drivers' frames, and what a course of visits comes to."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lilian.planning.routing.plan import Break, Cost, Duty, Visit
from lilian.planning.routing.problem import Problem, Van
from lilian.planning.routing.schedule import Frame, Leg, Timing, timing

NOBODY = -1
BARRED = 1 << 32  # metres and seconds of a road that may not be driven
Ints = NDArray[np.int64]


class Course(NamedTuple):
    """A van of a kind goes out in a shift: `visits` are stops (their index) and loadings between (-1 - depot index)."""

    kind: int
    shift: int
    visits: tuple[int, ...]

    @property
    def stops(self) -> tuple[int, ...]:
        return tuple(visit for visit in self.visits if visit >= 0)


@dataclass(frozen=True)
class Kind:
    """Vans that differ by their code only."""

    van: Van
    codes: tuple[str, ...]
    depot: int
    roads: int
    reload_depots: tuple[int, ...]
    shifts: tuple[int, ...]


class Book:
    """Lookups and memory for one problem; nothing in it changes what a course comes to."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.depot_index = {depot.code: i for i, depot in enumerate(problem.depots)}
        self.stop_index = {stop.code: i for i, stop in enumerate(problem.stops)}
        self.shift_index = {shift.code: i for i, shift in enumerate(problem.shifts)}
        self.driver_index = {driver.code: i for i, driver in enumerate(problem.drivers)}
        self.usual = [self.driver_index.get(stop.usual_driver or "", NOBODY) for stop in problem.stops]
        self.timings: dict[tuple[Course, Frame], Timing | None] = {}
        self.legs: dict[Course, tuple[list[Leg], int] | None] = {}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        groups: dict[Van, list[str]] = {}
        for van in self.problem.vans:
            groups.setdefault(replace(van, code=""), []).append(van.code)
        roads = {road.code: i for i, road in enumerate(self.problem.roads)}
        return tuple(
            Kind(
                van,
                tuple(codes),
                self.depot_index[van.depot],
                roads[van.roads],
                tuple(self.depot_index[code] for code in van.reload_depots),
                tuple(self.shift_index[code] for code in van.shifts),
            )
            for van, codes in groups.items()
        )

    @cached_property
    def tables(self) -> tuple[tuple[Ints, Ints], ...]:
        """Metres and seconds of each kind of roads, (places, places), `BARRED` where a van may not drive."""
        return tuple((table(road.metres), table(road.seconds)) for road in self.problem.roads)

    def place(self, visit: int) -> int:
        return self.problem.stops[visit].place if visit >= 0 else self.problem.depots[-1 - visit].place

    def whole(self, course: Course) -> tuple[int, ...]:
        """The visits with the first loading and the last return."""
        home = -1 - self.kinds[course.kind].depot
        return (home, *course.visits, home)

    def frame(self, kind: int, shift: int, driver: int) -> Frame | None:
        """What a duty of this driver (or anybody, `NOBODY`) in this shift must fit into; None if he may not drive
        it."""
        rules, span = self.problem.rules, self.problem.shifts[shift]
        if driver == NOBODY:
            most = rules.week_limit_s
            return Frame(span.starts_s, span.ends_s, most, rules.stretch_s, rules.break_s)
        who = self.problem.drivers[driver]
        if self.kinds[kind].van.licence not in who.licences:
            return None
        rested = 0 if who.last_end_s is None else who.last_end_s + rules.rest_s
        begin, end = max(span.starts_s, who.free_from_s, rested), min(span.ends_s, who.free_until_s)
        most = min(who.max_duty_s, rules.week_limit_s - who.worked_s)
        return Frame(begin, end, most, rules.stretch_s, rules.break_s) if begin < end and most > 0 else None

    def road(self, course: Course) -> tuple[list[Leg], int] | None:
        """The legs, and the metres driven; None where a road is barred. Remembered."""
        if course not in self.legs:
            self.legs[course] = self.read_road(course)
        return self.legs[course]

    def metres(self, course: Course) -> int:
        """Driven, a barred road counting as `BARRED`."""
        far = self.tables[self.kinds[course.kind].roads][0]
        places = [self.place(visit) for visit in self.whole(course)]
        return int(far[places[:-1], places[1:]].sum())

    def read_road(self, course: Course) -> tuple[list[Leg], int] | None:
        far, drive = self.tables[self.kinds[course.kind].roads]
        visits, legs, metres = self.whole(course), [], 0
        for position, visit in enumerate(visits):
            drive_s = 0
            if position:
                a, b = self.place(visits[position - 1]), self.place(visit)
                if far[a, b] >= BARRED:
                    return None
                metres, drive_s = metres + int(far[a, b]), int(drive[a, b])
            legs.append(self.leg(visit, drive_s, last=position == len(visits) - 1))
        return legs, metres

    def leg(self, visit: int, drive_s: int, *, last: bool) -> Leg:
        if visit >= 0:
            stop = self.problem.stops[visit]
            return Leg(drive_s, stop.opens_s, stop.closes_s, stop.service_s)
        depot = self.problem.depots[-1 - visit]
        return Leg(drive_s, depot.opens_s, depot.closes_s, 0 if last else depot.load_s)

    def loads(self, course: Course) -> list[tuple[int, ...]] | None:
        """What is on board after each visit; None if the van cannot take it, or loads where or more often than it
        may."""
        kind, stops = self.kinds[course.kind], self.problem.stops
        reloads = [-1 - visit for visit in course.visits if visit < 0]
        if len(reloads) > kind.van.max_reloads or not set(reloads) <= set(kind.reload_depots):
            return None
        visits, found = self.whole(course), []
        load = [0] * len(kind.van.capacity)
        for position, visit in enumerate(visits):
            if visit >= 0:
                stop = stops[visit]
                load = [now - down + up for now, down, up in zip(load, stop.delivery, stop.pickup, strict=True)]
            else:
                load = [0] * len(load)
                for later in visits[position + 1 :]:
                    if later < 0:
                        break
                    load = [now + down for now, down in zip(load, stops[later].delivery, strict=True)]
            if any(there > most for there, most in zip(load, kind.van.capacity, strict=True)):
                return None
            found.append(tuple(load))
        return found

    def timing(self, course: Course, driver: int) -> Timing | None:
        """The shortest duty this driver can make of it; None if there is none. Remembered by what matters of the
        driver."""
        frame = self.frame(course.kind, course.shift, driver)
        if frame is None:
            return None
        key = (course, frame)
        if key not in self.timings:
            road = self.road(course)
            self.timings[key] = None if road is None or self.loads(course) is None else timing(road[0], frame)
        return self.timings[key]

    def cost(self, course: Course, driver: int, found: Timing) -> Cost:
        """Of a duty driven at these times."""
        van, rules, road = self.kinds[course.kind].van, self.problem.rules, self.road(course)
        assert road is not None
        fairness = change = 0
        if driver != NOBODY:
            worked = self.problem.drivers[driver].worked_s
            beyond = max(0, worked + found.length_s - rules.fair_week_s) - max(0, worked - rules.fair_week_s)
            fairness = nearest(rules.fair_fen_per_hour * beyond, 3600)
            change = rules.change_fen * sum(self.usual_of(stop) not in (None, driver) for stop in course.stops)
        return Cost(
            fixed_fen=van.fixed_fen,
            distance_fen=nearest(van.fen_per_km * road[1], 1000),
            time_fen=nearest(van.fen_per_hour * found.length_s, 3600),
            fairness_fen=fairness,
            change_fen=change,
        )

    def usual_of(self, stop: int) -> int | None:
        """The usual driver's index, `NOBODY` if he is not there today, None if there is no usual one."""
        return None if self.problem.stops[stop].usual_driver is None else self.usual[stop]

    def duty(self, course: Course, van: str, driver: int) -> Duty:
        found, road, loads = self.timing(course, driver), self.road(course), self.loads(course)
        assert found is not None
        assert road is not None
        assert loads is not None
        visits = tuple(
            Visit(self.name(visit), visit < 0, arrived, begun, done, load)
            for visit, (arrived, begun, done), load in zip(self.whole(course), found.times, loads, strict=True)
        )
        breaks = tuple(Break(begin, end) for begin, end in found.breaks)
        codes = self.problem.shifts[course.shift].code, self.problem.drivers[driver].code
        return Duty(van, *codes, visits, breaks, road[1], self.cost(course, driver, found))

    def name(self, visit: int) -> str:
        return self.problem.stops[visit].code if visit >= 0 else self.problem.depots[-1 - visit].code


def table(rows: tuple[tuple[int | None, ...], ...]) -> Ints:
    """A place's road to itself is never barred."""
    made = np.array(rows, np.float64).reshape(len(rows), -1)
    found = np.where(np.isnan(made), BARRED, made).astype(np.int64)
    np.fill_diagonal(found, 0)
    return found


def nearest(amount: int, unit: int) -> int:
    """amount / unit, half up."""
    return (2 * amount + unit) // (2 * unit)

"""The day as PyVRP sees it: a vehicle is a van of a kind, in a shift, with the hours of a driver who could take it.

PyVRP knows no drivers and no breaks. A vehicle gets the window of the driver matched to it for now, and as much work as
his longest duty leaves beside its breaks. Where a duty may need one, all driving and serving is slower by a break's
share, so that there is nearly always time for it before a window closes, and what is found can nearly always be driven.
Costs are in 1/1000 fen, loads scaled to be of like size.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyvrp
from scipy.optimize import linear_sum_assignment

from lilian.planning.routing.book import BARRED, Book, Course, Ints
from lilian.planning.routing.pool import Key, route_of
from lilian.planning.routing.problem import DAY_S
from lilian.planning.routing.schedule import Frame

MILLI = 1_000
FINE = 1_000_000  # the largest capacity of a load dimension is scaled to about this


class Slot(NamedTuple):
    """A kind of van in a shift, with the frame of a driver."""

    kind: int
    shift: int
    frame: Frame


@dataclass(frozen=True)
class Fleet:
    """`slots[k]` is vehicle type k of `data`; clients are stops by index."""

    data: pyvrp.ProblemData
    slots: tuple[Slot, ...]

    def courses(self, solution: pyvrp.Solution) -> list[Course]:
        return [self.course(route) for route in solution.routes()]

    def course(self, route: pyvrp.Route) -> Course:
        visits = tuple(visit.idx if visit.is_client() else -1 - visit.idx for visit in list(route)[1:-1])
        return self.read(route.vehicle_type(), visits)

    def course_of(self, key: Key) -> Course:
        return self.read(key[0], tuple(index if kind == 0 else -1 - index for kind, index in key[1]))

    def read(self, vehicle_type: int, visits: tuple[int, ...]) -> Course:
        """Loading again with nothing in between is left out."""
        slot = self.slots[vehicle_type]
        kept = [v for v, after in zip(visits, (*visits[1:], -1), strict=True) if v >= 0 or after >= 0]
        return Course(slot.kind, slot.shift, tuple(kept[1:] if kept and kept[0] < 0 else kept))

    def solution(self, courses: Sequence[Course]) -> pyvrp.Solution:
        """Courses as a start for the search; those for which no vehicle is left are dropped."""
        free = [self.data.vehicle_type(k).num_available for k in range(len(self.slots))]
        routes = []
        for course in courses:
            fit = [k for k, slot in enumerate(self.slots) if (slot.kind, slot.shift) == course[:2] and free[k]]
            if fit:
                free[fit[0]] -= 1
                visits = tuple((0, v) if v >= 0 else (1, -1 - v) for v in course.visits)
                routes.append(route_of(self.data, (fit[0], visits)))
        return pyvrp.Solution(self.data, routes)


def open_fleet(book: Book) -> Fleet:
    """Each van in each of its shifts, with the hours of the drivers who have most left; they may be promised twice."""
    slots: Counter[Slot] = Counter()
    for number, kind in enumerate(book.kinds):
        for shift in kind.shifts:
            frames = [book.frame(number, shift, driver) for driver in range(len(book.problem.drivers))]
            fit = sorted((frame for frame in frames if frame is not None), key=lambda f: (-hours_s(f), f))
            slots.update(Slot(number, shift, frame) for frame in fit[: len(kind.codes)])
    return fleet_from(book, slots)


def crewed_fleet(book: Book, taken: Sequence[tuple[Course, int]]) -> Fleet:
    """Vehicles for the courses `taken` with their drivers, and for the other vans with the drivers left: never more
    vehicles than drivers, and a driver for each."""
    return fleet_from(book, Counter(matched(book, taken)))


def fleet_from(book: Book, slots: Counter[Slot]) -> Fleet:
    order = sorted(slots)
    return Fleet(problem_data(book, order, [slots[slot] for slot in order]), tuple(order))


def hours_s(frame: Frame) -> int:
    return min(frame.most_s, frame.until_s - frame.from_s)


def matched(book: Book, taken: Sequence[tuple[Course, int]]) -> list[Slot]:
    """Drivers to the vans' shifts so that the hours of all duties together are most: exact, an assignment problem."""
    used = Counter((course.kind, course.shift) for course, _ in taken)
    slots = [framed(book, course.kind, course.shift, driver) for course, driver in taken]
    open_pairs = [
        (number, shift)
        for number, kind in enumerate(book.kinds)
        for shift in kind.shifts
        for _ in range(len(kind.codes) - used[number, shift])
    ]
    free = sorted(set(range(len(book.problem.drivers))) - {driver for _, driver in taken})
    hours = np.zeros((len(open_pairs), len(free)))
    for row, (kind, shift) in enumerate(open_pairs):
        for col, driver in enumerate(free):
            frame = book.frame(kind, shift, driver)
            hours[row, col] = 0 if frame is None else hours_s(frame)
    rows, cols = linear_sum_assignment(hours, maximize=True)
    pairs = [
        (open_pairs[row], free[col]) for row, col in zip(rows.tolist(), cols.tolist(), strict=True) if hours[row, col]
    ]
    return [*slots, *(framed(book, kind, shift, driver) for (kind, shift), driver in pairs)]


def framed(book: Book, kind: int, shift: int, driver: int) -> Slot:
    frame = book.frame(kind, shift, driver)
    assert frame is not None
    return Slot(kind, shift, frame)


def working_s(frame: Frame) -> int:
    """The longest duty without its breaks: with k breaks, k + 1 stretches."""
    longest = hours_s(frame)
    breaks = max(0, -(-(longest - frame.stretch_s) // (frame.stretch_s + frame.break_s)))
    return max(min(longest, frame.stretch_s), longest - breaks * frame.break_s)


def problem_data(book: Book, slots: list[Slot], counts: list[int]) -> pyvrp.ProblemData:
    problem = book.problem
    scale = load_scale(book)
    places = len(problem.roads[0].metres)
    metres: list[Any] = [table for table, _ in book.tables]
    seconds: list[Any] = [table for _, table in book.tables]
    seconds += [with_rest(book, table) for table in seconds]
    missed = missed_price(book)
    clients = [
        pyvrp.Client(
            location=stop.place,
            delivery=scaled(stop.delivery, scale),
            pickup=scaled(stop.pickup, scale),
            service_duration=stop.service_s,
            tw_early=stop.opens_s,
            tw_late=stop.closes_s,
            prize=missed if stop.price_fen is None else stop.price_fen * MILLI,
            required=False,
        )
        for stop in problem.stops
    ]
    depots = [pyvrp.Depot(d.place, d.opens_s, d.closes_s, d.load_s) for d in problem.depots]
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(places)],
        clients=clients,
        depots=depots,
        vehicle_types=[vehicle_type(book, slot, count, scale) for slot, count in zip(slots, counts, strict=True)],
        distance_matrices=metres * 2,
        duration_matrices=seconds,
    )


def with_rest(book: Book, seconds: Ints) -> Ints:
    """Roads (places, places) that take longer by the rest for the driving, and for the work where they begin; of
    several stops at a place for the longest only, as no road is between them."""
    work = np.zeros(len(seconds), np.int64)
    for depot in book.problem.depots:
        work[depot.place] = max(work[depot.place], depot.load_s)
    for stop in book.problem.stops:
        work[stop.place] = max(work[stop.place], stop.service_s)
    slower = seconds + rest_s(book, seconds + work[:, None])
    np.fill_diagonal(slower, 0)
    return slower


def rest_s(book: Book, seconds: Any) -> Any:
    """The share of breaks that so much work comes with."""
    return seconds * min(book.problem.rules.break_s, DAY_S) // book.problem.rules.stretch_s


def vehicle_type(book: Book, slot: Slot, count: int, scale: list[int]) -> pyvrp.VehicleType:
    kind, frame = book.kinds[slot.kind], slot.frame
    van, working = kind.van, working_s(frame)
    rests = hours_s(frame) > frame.stretch_s
    return pyvrp.VehicleType(
        num_available=count,
        capacity=scaled(van.capacity, scale),
        start_depot=kind.depot,
        end_depot=kind.depot,
        fixed_cost=van.fixed_fen * MILLI,
        tw_early=frame.from_s,
        tw_late=frame.until_s,
        shift_duration=working + rests * rest_s(book, working),
        unit_distance_cost=van.fen_per_km,
        unit_duration_cost=round(van.fen_per_hour * MILLI / 3600),
        profile=kind.roads + rests * len(book.tables),
        reload_depots=list(kind.reload_depots),
        max_reloads=van.max_reloads if kind.reload_depots else 0,
    )


def load_scale(book: Book) -> list[int]:
    most = [max((kind.van.capacity[k] for kind in book.kinds), default=1) for k in range(len(book.problem.dimensions))]
    return [max(1, FINE // max(1, capacity)) for capacity in most]


def scaled(load: tuple[int, ...], scale: list[int]) -> list[int]:
    return [amount * factor for amount, factor in zip(load, scale, strict=True)]


def missed_price(book: Book) -> int:
    """Dearer than any one journey and any price, in 1/1000 fen."""
    far = max((int(metres[metres < BARRED].max(initial=0)) for metres, _ in book.tables), default=0)
    vans = [kind.van for kind in book.kinds]
    journey = max((v.fixed_fen * MILLI + 2 * far * v.fen_per_km + 24 * MILLI * v.fen_per_hour for v in vans), default=0)
    return 4 * (journey + MILLI * max((stop.price_fen or 0 for stop in book.problem.stops), default=0) + MILLI)

"""The best days of vans that can be put together from known trips, where vans are alike and load again at home.

A route of several trips is seen rarely, each of its trips often, so trips are chosen, not routes. Trips of fixed times
can be driven by m vans exactly if never more than m are under way (an interval graph's colours), so no trip is bound to
a van: a set-covering MIP with a row for each of some moments. Which van drives what is dealt out after, and where more
are under way between the moments than there are vans, the answer is dropped.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import highspy
import numpy as np
import pyvrp
from numpy.typing import NDArray

from lilian.planning.routing.pool import Column, Key, column_of, route_of, trips_of
from lilian.planning.routing.recombine import INFINITE, Budget, each_once, full_cost, solver

UNLIMITED = 1 << 50  # no distance and no time is as much
BEGINNINGS = 4  # of a trip that can wait: at its earliest, its latest, and between
MOMENTS = 60, 100  # at which vans under way are counted, while columns are chosen and in the MIP


@dataclass(frozen=True)
class Trip:
    """From loading to the return: it takes `lasts` wherever it begins between `earliest` and `latest`."""

    key: Key
    clients: tuple[int, ...]
    cost: int
    earliest: int
    latest: int
    lasts: int


class Option(NamedTuple):
    """A trip at a time."""

    begins: int
    ends: int
    trip: Trip


def are_alike(data: pyvrp.ProblemData) -> bool:
    """Whether all vans are of one type that loads again at home as often as wanted and pays for metres only."""
    kinds = data.vehicle_types()
    kind = kinds[0]
    home = list(kind.reload_depots) == [kind.start_depot] == [kind.end_depot]
    free = not kind.fixed_cost and not kind.unit_duration_cost and kind.max_reloads >= data.num_clients
    endless = min(kind.shift_duration, kind.max_distance) >= UNLIMITED
    return len(kinds) == 1 and home and free and endless and all(client.required for client in data.clients())


def rejoined(
    data: pyvrp.ProblemData, columns: Sequence[Column], best: pyvrp.Solution | None, budget: Budget
) -> pyvrp.Solution | None:
    """A feasible solution from the trips of `columns`, cheaper than `best` where that is known, or None."""
    known: dict[Key, Trip | None] = {}
    own = [] if best is None else driven(data, [column_of(route).key for route in best.routes()], known)
    ceiling = math.inf if best is None else full_cost(best)
    options = list(dict.fromkeys([*own, *offered(data, columns, known)]))
    relaxed = solver(budget)
    relaxed.passModel(model(data, options, moments(options, MOMENTS[0])))
    relaxed.run()
    if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    reduced = np.asarray(relaxed.getSolution().col_dual)
    room = ceiling - relaxed.getInfo().objective_function_value
    order = sorted(range(len(own), len(options)), key=lambda i: (float(reduced[i]), i))
    rest = [options[i] for i in order[: budget.columns] if reduced[i] < room]
    picked = chosen(data, own, rest, budget)
    found = dealt_out(data, picked) if picked else None
    return found if found is not None and full_cost(found) < ceiling else None


def driven(data: pyvrp.ProblemData, keys: Sequence[Key], known: dict[Key, Trip | None]) -> list[Option]:
    """What routes do, each trip as early as the one before allows."""
    options = []
    for key in keys:
        free = 0
        for trip in able(data, key, known):
            begins = max(free, trip.earliest)
            free = begins + trip.lasts
            options.append(Option(begins, free, trip))
    return options


def offered(data: pyvrp.ProblemData, columns: Sequence[Column], known: dict[Key, Trip | None]) -> list[Option]:
    """Each trip once at each of its beginnings."""
    trips = dict.fromkeys(trip for column in columns for trip in able(data, column.key, known))
    return [
        Option(begins, begins + trip.lasts, trip)
        for trip in trips
        for begins in sorted(set(np.linspace(trip.earliest, trip.latest, BEGINNINGS).astype(int).tolist()))
    ]


def able(data: pyvrp.ProblemData, key: Key, known: dict[Key, Trip | None]) -> list[Trip]:
    """A route's trips that can be driven, in its order; `known` remembers them."""
    keys = trips_of(key)
    for one in keys:
        if one not in known:
            known[one] = read(route_of(data, one))
    return [trip for one in keys if (trip := known[one]) is not None]


def read(route: pyvrp.Route) -> Trip | None:
    if not route.is_feasible():
        return None
    key, clients, cost = (column := column_of(route)).key, column.clients, column.cost
    return Trip(key, clients, cost, route.start_time(), route.start_time() + route.slack(), route.duration())


def moments(options: Sequence[Option], most: int) -> NDArray[np.int64]:
    """Times at which a trip begins, before another ends: where the count of those under way is greatest. At most so
    many, evenly taken."""
    begins = np.unique([option.begins for option in options])
    ends = np.unique([option.ends for option in options])
    last = np.append(np.searchsorted(ends, begins[1:], "right") > np.searchsorted(ends, begins[:-1], "right"), True)
    peaks = begins[last]
    return peaks[np.linspace(0, len(peaks) - 1, min(most, len(peaks))).astype(int)]


def model(data: pyvrp.ProblemData, options: Sequence[Option], times: NDArray[np.int64]) -> highspy.HighsLp:
    """Rows: each client at least once; at each moment no more trips under way than there are vans."""
    n, vans = data.num_clients, data.vehicle_type(0).num_available
    under_way = [
        range(n + int(np.searchsorted(times, o.begins)), n + int(np.searchsorted(times, o.ends))) for o in options
    ]
    index = [row for o, rows in zip(options, under_way, strict=True) for row in (*o.trip.clients, *rows)]
    lengths = [len(o.trip.clients) + len(rows) for o, rows in zip(options, under_way, strict=True)]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(options), n + len(times)
    lp.col_cost_ = np.array([o.trip.cost for o in options], np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.row_lower_ = np.concatenate([np.ones(n), np.full(len(times), -INFINITE)])
    lp.row_upper_ = np.concatenate([np.full(n, INFINITE), np.full(len(times), float(vans))])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)])
    lp.a_matrix_.index_ = np.array(index)
    lp.a_matrix_.value_ = np.ones(len(index))
    return lp


def chosen(data: pyvrp.ProblemData, own: list[Option], rest: list[Option], budget: Budget) -> list[Option]:
    """The MIP's choice, begun with `own`; none if it finds none."""
    options = list(dict.fromkeys([*own, *rest]))
    whole = model(data, options, moments(options, MOMENTS[1]))
    whole.integrality_ = [highspy.HighsVarType.kInteger] * whole.num_col_
    highs = solver(budget)
    highs.passModel(whole)
    if own:
        start = highspy.HighsSolution()
        start.col_value = [float(i < len(own)) for i in range(len(options))]
        highs.setSolution(start)
    highs.run()
    values = np.asarray(highs.getSolution().col_value)
    return [options[i] for i in np.flatnonzero(values > 0.5).tolist()]


def loosened(data: pyvrp.ProblemData) -> pyvrp.ProblemData:
    """Each trip by a van of its own, of which there are as many as clients: what is cheapest here costs no more than
    any answer to the problem itself."""
    van = data.vehicle_type(0).replace(num_available=data.num_clients, reload_depots=[], max_reloads=0)
    return data.replace(vehicle_types=[van])


def packed(data: pyvrp.ProblemData, trips: Sequence[Trip]) -> pyvrp.Solution | None:
    """Trips to vans in the order in which they can begin: to the one that came back last before, to one that has not
    been out, to the first that comes back. None where a trip comes too late so, or a rule is broken."""
    depot, count = (1, int(data.vehicle_type(0).start_depot)), data.vehicle_type(0).num_available
    free, visits = list[int](), list[list[tuple[int, int]]]()
    for trip in sorted(trips, key=lambda trip: (trip.earliest, trip.latest, trip.key)):
        back = [van for van, at in enumerate(free) if at <= trip.earliest]
        if not back and len(free) < count:
            free.append(trip.earliest + trip.lasts)
            visits.append(list(trip.key[1]))
            continue
        van = max(back, key=free.__getitem__) if back else min(range(count), key=free.__getitem__)
        begins = max(free[van], trip.earliest)
        if begins > trip.latest:
            return None
        free[van] = begins + trip.lasts
        visits[van] += [depot, *trip.key[1]]
    solution = pyvrp.Solution(data, [route_of(data, (0, tuple(one))) for one in visits])
    return solution if solution.is_feasible() else None


def dealt_out(data: pyvrp.ProblemData, picked: Sequence[Option]) -> pyvrp.Solution | None:
    """The picked trips at their times, each client in one of them."""
    left = each_once(data, [option.trip.key for option in picked])
    fixed = [
        replace(option.trip, key=(0, tuple(visits)), earliest=option.begins, latest=option.begins)
        for option in picked
        if (visits := left[option.trip.key])
    ]
    return packed(data, fixed)


def in_vans(data: pyvrp.ProblemData, loose: pyvrp.Solution) -> pyvrp.Solution | None:
    """A solution of the loosened problem as one of the problem itself, if its trips can be packed."""
    trips = [read(route) for route in loose.routes()]
    return packed(data, [trip for trip in trips if trip is not None]) if loose.is_feasible() else None


class Vans:
    """Those of the problem itself, which drive all trips of the loosened one in turn."""

    def __init__(self, data: pyvrp.ProblemData) -> None:
        self.data, self.count = data, int(data.vehicle_type(0).num_available)

    def can_drive(self, loose: pyvrp.Solution) -> bool:
        return in_vans(self.data, loose) is not None

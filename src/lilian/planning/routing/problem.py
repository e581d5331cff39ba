"""What is asked: one county day's stops, vans, drivers and roads, and the rules they work under."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word

DAY_S = 86_400
FARTHEST = 1 << 31  # metres or seconds from a place to another
LARGEST = 1 << 40  # no figure is larger, so that no sum of a day comes near 2**63


class BadRoutingData(Invalid):
    code = "planning.bad_routing_problem"
    sentence = gettext_noop("{what} {code_given} 的{field}不对：{given}。")
    remedy = gettext_noop("请改正后重新计算。")


class RepeatedRoutingCode(Invalid):
    code = "planning.repeated_routing_code"
    sentence = gettext_noop("{what}编号 {code_given} 出现了两次。")
    remedy = gettext_noop("请给每一个不同的编号。")


class UnknownRoutingCode(Invalid):
    code = "planning.unknown_routing_code"
    sentence = gettext_noop("{what} {code_given} 用到了 {used}，数据里没有。")
    remedy = gettext_noop("请补上数据，或改正编号。")


@dataclass(frozen=True)
class Roads:
    """The roads one kind of van may use: `metres[i][j]`, `seconds[i][j]` between places; None where it may not
    drive."""

    code: str
    metres: tuple[tuple[int | None, ...], ...]
    seconds: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True)
class Depot:
    """A centre at a place. Loading a van, first or again, takes `load_s` and begins between `opens_s` and `closes_s`;
    a van is also back by `closes_s`. Seconds of the day."""

    code: str
    place: int
    opens_s: int = 0
    closes_s: int = 2 * DAY_S
    load_s: int = 0


@dataclass(frozen=True)
class Stop:
    """`delivery` comes from the centre, `pickup` goes there, per dimension. Service begins between `opens_s` and
    `closes_s`. `price_fen`: what leaving it out costs; None: it must be served. `usual_driver`: who comes else."""

    code: str
    place: int
    delivery: tuple[int, ...]
    pickup: tuple[int, ...]
    service_s: int = 0
    opens_s: int = 0
    closes_s: int = 2 * DAY_S
    price_fen: int | None = None
    usual_driver: str | None = None


@dataclass(frozen=True)
class Shift:
    """A duty of this shift lies between `starts_s` and `ends_s`."""

    code: str
    starts_s: int
    ends_s: int


@dataclass(frozen=True)
class Van:
    """`capacity` per dimension, costs of a duty, and in which shifts it may go out. It may load again at
    `reload_depots`, `max_reloads` times a duty; it starts and ends at `depot`."""

    code: str
    depot: str
    capacity: tuple[int, ...]
    roads: str
    licence: str
    shifts: tuple[str, ...]
    fixed_fen: int = 0
    fen_per_km: int = 0
    fen_per_hour: int = 0
    reload_depots: tuple[str, ...] = ()
    max_reloads: int = 0


@dataclass(frozen=True)
class Driver:
    """At most one duty a day, of a van whose licence is held. `worked_s`: on duty this week so far; `last_end_s`:
    end of the last duty in seconds of this day, so negative for yesterday; None after a free day."""

    code: str
    licences: frozenset[str]
    max_duty_s: int
    worked_s: int = 0
    last_end_s: int | None = None
    free_from_s: int = 0
    free_until_s: int = 2 * DAY_S


@dataclass(frozen=True)
class Rules:
    """A break of `break_s` at least, in one piece, after at most `stretch_s` on duty. `rest_s` between two days'
    duties, `week_limit_s` on duty in a week. Time beyond `fair_week_s` in a week costs `fair_fen_per_hour`: who has
    worked much drives less. A stop served by another than its usual driver costs `change_fen`."""

    stretch_s: int = 4 * 3600
    break_s: int = 20 * 60
    rest_s: int = 10 * 3600
    week_limit_s: int = 44 * 3600
    fair_week_s: int = 0
    fair_fen_per_hour: int = 0
    change_fen: int = 0


@dataclass(frozen=True)
class Problem:
    """One day. Weights in grams, money in fen, times in seconds of the day, roads in metres; `dimensions` names the
    loads.

    :raises Invalid: (a subclass above) if a value is out of range, a code is repeated or unknown, or shapes differ
    """

    dimensions: tuple[str, ...]
    roads: tuple[Roads, ...]
    depots: tuple[Depot, ...]
    stops: tuple[Stop, ...]
    shifts: tuple[Shift, ...]
    vans: tuple[Van, ...]
    drivers: tuple[Driver, ...]
    rules: Rules = Rules()

    def __post_init__(self) -> None:
        for what, things in named(self).items():
            check_once(what, [thing.code for thing in things])
        check_rules(self.rules)
        places = check_roads(self.roads)
        for depot in self.depots:
            check_depot(depot, places)
        for stop in self.stops:
            check_stop(stop, places, len(self.dimensions))
        for shift in self.shifts:
            valid = 0 <= shift.starts_s < shift.ends_s <= 2 * DAY_S
            demand(valid, Word("班次"), shift.code, Word("时间"), shift.ends_s)
        for driver in self.drivers:
            check_driver(driver)
        for van in self.vans:
            check_van(self, van)


def named(problem: Problem) -> dict[Word, tuple[Roads | Depot | Stop | Shift | Van | Driver, ...]]:
    return {
        Word("道路"): problem.roads,
        Word("配送中心"): problem.depots,
        Word("停靠点"): problem.stops,
        Word("班次"): problem.shifts,
        Word("车辆"): problem.vans,
        Word("司机"): problem.drivers,
    }


def demand(valid: bool, what: Word, code: str, field: Word, given: object) -> None:
    if not valid:
        raise BadRoutingData(what=what, code_given=code, field=field, given=given)


def sound(*figures: int) -> bool:
    return all(0 <= figure < LARGEST for figure in figures)


def check_once(what: Word, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RepeatedRoutingCode(what=what, code_given=code)
        seen.add(code)


def check_rules(rules: Rules) -> None:
    figures = (rules.stretch_s, rules.break_s, rules.rest_s, rules.week_limit_s, rules.fair_week_s)
    demand(sound(*figures) and rules.stretch_s > 0, Word("规定"), "", Word("时间"), figures)
    prices = (rules.fair_fen_per_hour, rules.change_fen)
    demand(sound(*prices), Word("规定"), "", Word("价格"), prices)


def check_roads(roads: tuple[Roads, ...]) -> int:
    """The number of places, the same for all."""
    places = len(roads[0].metres) if roads else 0
    for road in roads:
        for rows in (road.metres, road.seconds):
            square = len(rows) == places and all(len(row) == places for row in rows)
            demand(square, Word("道路"), road.code, Word("距离表"), len(rows))
        metres, seconds = (np.array(rows, np.float64) for rows in (road.metres, road.seconds))  # None becomes nan
        barred = np.isnan(metres)
        figures = np.concatenate([metres[~barred], seconds[~barred]])
        whole = (barred == np.isnan(seconds)).all() and (
            (figures >= 0) & (figures < FARTHEST) & (figures % 1 == 0)
        ).all()
        demand(bool(whole) and not np.diag(barred).any(), Word("道路"), road.code, Word("距离表"), "")
    return places


def check_depot(depot: Depot, places: int) -> None:
    demand(0 <= depot.place < places, Word("配送中心"), depot.code, Word("位置"), depot.place)
    valid = sound(depot.opens_s, depot.load_s) and depot.opens_s <= depot.closes_s < LARGEST
    demand(valid, Word("配送中心"), depot.code, Word("时间"), depot.closes_s)


def check_stop(stop: Stop, places: int, dimensions: int) -> None:
    demand(0 <= stop.place < places, Word("停靠点"), stop.code, Word("位置"), stop.place)
    for load in (stop.delivery, stop.pickup):
        demand(len(load) == dimensions and sound(*load), Word("停靠点"), stop.code, Word("数量"), load)
    valid = sound(stop.opens_s, stop.service_s) and stop.opens_s <= stop.closes_s < LARGEST
    demand(valid, Word("停靠点"), stop.code, Word("时间"), stop.closes_s)
    demand(sound(stop.price_fen or 0), Word("停靠点"), stop.code, Word("价格"), stop.price_fen)


def check_driver(driver: Driver) -> None:
    valid = sound(driver.max_duty_s, driver.worked_s, driver.free_from_s) and driver.free_from_s <= driver.free_until_s
    demand(valid, Word("司机"), driver.code, Word("时间"), driver.free_until_s)


def check_van(problem: Problem, van: Van) -> None:
    depots, shifts = ({thing.code for thing in things} for things in (problem.depots, problem.shifts))
    roads = {road.code for road in problem.roads}
    unknown = {van.depot, *van.reload_depots} - depots | set(van.shifts) - shifts | {van.roads} - roads
    if unknown:
        raise UnknownRoutingCode(what=Word("车辆"), code_given=van.code, used=min(unknown))
    valid = len(van.capacity) == len(problem.dimensions) and sound(*van.capacity)
    demand(valid, Word("车辆"), van.code, Word("容量"), van.capacity)
    prices = (van.fixed_fen, van.fen_per_km, van.fen_per_hour, van.max_reloads)
    demand(sound(*prices), Word("车辆"), van.code, Word("价格"), prices)
    spans = sorted((s.starts_s, s.ends_s) for s in problem.shifts if s.code in van.shifts)
    apart = all(first[1] <= second[0] for first, second in pairwise(spans))
    demand(apart and len(set(van.shifts)) == len(van.shifts), Word("车辆"), van.code, Word("班次"), van.shifts)

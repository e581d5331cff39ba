"""The planner's front door."""

from collections.abc import Sequence
from dataclasses import dataclass

from lilian.planning.limits import Limits
from lilian.planning.routing.answer import Draft, read_plan, score
from lilian.planning.routing.book import NOBODY, Book, Course
from lilian.planning.routing.crew import assigned
from lilian.planning.routing.effort import Effort
from lilian.planning.routing.fleet import Fleet, crewed_fleet, missed_price, open_fleet
from lilian.planning.routing.greedy import nearest_next
from lilian.planning.routing.mend import mended, trimmed
from lilian.planning.routing.plan import Plan
from lilian.planning.routing.problem import Problem
from lilian.planning.routing.search import search

METHOD = "PyVRP, string removals, route pool, set covering, exact breaks and drivers"


@dataclass(frozen=True)
class Stage:
    """A share of the effort in percent, and whether the vans have the hours of drivers matched to them already."""

    percent: int
    crewed: bool


STAGES = (Stage(60, crewed=False), Stage(40, crewed=True))


def solve(
    problem: Problem,
    *,
    limits: Limits = Limits(),
    iterations: int | None = None,
    start: Plan | None = None,
) -> Plan:
    """The best plan found: fewest stops missed that must be served, then least cost. Never an error for a day that
    cannot be done.

    `limits.time_s` is processor time of each of two search chains, which run side by side with `threads` 2. With
    `iterations` (of each chain) instead, the same problem and seed give the same plan, whatever the threads.
    `start`: yesterday's plan; stops and vans that are gone are left out of it.
    """
    book = Book(problem)
    best = nearest_next(book)
    known = drafted(book, courses_of(book, start)) if start is not None else None
    if known is not None:
        best = min((mended(book, known), best), key=lambda draft: score(book, draft))
    if not problem.stops or not problem.vans or not problem.drivers:
        return read_plan(book, best, METHOD)
    for stage in STAGES:
        fleet = crewed_fleet(book, pairs(best)) if stage.crewed else open_fleet(book)
        if not fleet.slots:
            break
        effort = effort_of(limits, iterations, stage)
        begin = pairs(best) if stage.crewed or known is not None else []
        found = improved(book, fleet, effort, [course for course, _ in begin])
        best = min((best, *found), key=lambda draft: score(book, draft))
    return read_plan(book, best, METHOD)


def effort_of(limits: Limits, iterations: int | None, stage: Stage) -> Effort:
    count = None if iterations is None else max(1, iterations * stage.percent // 100)
    seconds = limits.time_s * stage.percent / 100
    return Effort(seed=limits.seed, iterations=count, seconds=seconds, workers=min(2, limits.threads))


def improved(book: Book, fleet: Fleet, effort: Effort, begin: Sequence[Course]) -> list[Draft]:
    starts = (fleet.solution(begin),) if begin else ()
    outcome = search(fleet.data, effort, starts)
    return [mended(book, drafted(book, fleet.courses(outcome.best)))]


def drafted(book: Book, courses: Sequence[Course]) -> Draft:
    """Courses, or as much of them as can be driven, with the drivers that suit them best; a course for which nobody has
    the hours as far as one who is idle has."""
    shorter = [trimmed(book, course, NOBODY) for course in courses]
    able = [course for course in shorter if course is not None]
    drivers = assigned(book, able, [worth_of(book, course) for course in able])
    kept = [(course, driver) for course, driver in zip(able, drivers, strict=True) if driver is not None]
    for course in (course for course, driver in zip(able, drivers, strict=True) if driver is None):
        idle = set(range(len(book.problem.drivers))) - {driver for _, driver in kept}
        found = within_hours(book, course, idle)
        kept += [found] if found is not None else []
    return Draft(tuple(course for course, _ in kept), tuple(driver for _, driver in kept))


def within_hours(book: Book, course: Course, idle: set[int]) -> tuple[Course, int] | None:
    """The most of a course that one of the `idle` can drive."""
    alike = {book.frame(course.kind, course.shift, driver): driver for driver in sorted(idle, reverse=True)}
    options = [(trimmed(book, course, driver), driver) for frame, driver in alike.items() if frame is not None]
    able = [(shorter, driver) for shorter, driver in options if shorter is not None]
    return max(able, key=lambda option: (worth_of(book, option[0]), -option[1]), default=None)


def worth_of(book: Book, course: Course) -> int:
    return sum(worth_fen(book, stop) for stop in course.stops)


def worth_fen(book: Book, stop: int) -> int:
    price = book.problem.stops[stop].price_fen
    return missed_price(book) // 1000 if price is None else price


def pairs(draft: Draft) -> list[tuple[Course, int]]:
    return list(zip(draft.courses, draft.drivers, strict=True))


def courses_of(book: Book, plan: Plan) -> list[Course]:
    """Yesterday's duties as far as their vans, shifts, depots and stops are there today; each van once a shift."""
    kinds = {code: number for number, kind in enumerate(book.kinds) for code in kind.codes}
    seen: set[str] = set()
    courses, used = [], set()
    for duty in plan.duties:
        if duty.van not in kinds or duty.shift not in book.shift_index or (duty.van, duty.shift) in used:
            continue
        kind, shift = kinds[duty.van], book.shift_index[duty.shift]
        if shift not in book.kinds[kind].shifts:
            continue
        visits = []
        for visit in duty.visits[1:-1]:
            if visit.is_depot and visit.at in book.depot_index:
                visits.append(-1 - book.depot_index[visit.at])
            elif not visit.is_depot and visit.at in book.stop_index and visit.at not in seen:
                seen.add(visit.at)
                visits.append(book.stop_index[visit.at])
        used.add((duty.van, duty.shift))
        courses.append(Course(kind, shift, tuple(visits)))
    return courses

"""Courses and drivers -> a plan: times, loads, vans, what is left out and why, and the cost again from the parts."""

from dataclasses import dataclass

from lilian.planning.routing.book import NOBODY, Book, Course
from lilian.planning.routing.bound import lower_bound
from lilian.planning.routing.crew import vans_of
from lilian.planning.routing.plan import Cost, Plan, Unserved
from lilian.planning.routing.problem import Stop
from lilian.planning.routing.reasons import Reason


@dataclass(frozen=True)
class Draft:
    """Courses that can be driven, each with its driver."""

    courses: tuple[Course, ...]
    drivers: tuple[int, ...]

    def served(self) -> set[int]:
        return {stop for course in self.courses for stop in course.stops}


def score(book: Book, draft: Draft) -> tuple[int, int]:
    """(stops missed that must be served, cost in fen): less is better, the first before the second."""
    served, stops = draft.served(), book.problem.stops
    left = [stop for i, stop in enumerate(stops) if i not in served]
    cost = sum(stop.price_fen or 0 for stop in left)
    for course, driver in zip(draft.courses, draft.drivers, strict=True):
        found = book.timing(course, driver)
        assert found is not None
        cost += book.cost(course, driver, found).total_fen
    return sum(stop.price_fen is None for stop in left), cost


def read_plan(book: Book, draft: Draft, method: str) -> Plan:
    vans = vans_of(book, draft.courses)
    made = [book.duty(*trio) for trio in zip(draft.courses, vans, draft.drivers, strict=True)]
    duties = tuple(sorted(made, key=lambda duty: (duty.starts_s, duty.van)))
    served = draft.served()
    left = [i for i in range(len(book.problem.stops)) if i not in served]
    unserved = tuple(unserved_stop(book, draft, i) for i in left)
    cost = Cost(left_out_fen=sum(one.price_fen or 0 for one in unserved))
    for duty in duties:
        cost = cost.plus(duty.cost)
    missed = sum(one.price_fen is None for one in unserved)
    bound = lower_bound(book)
    return Plan(duties, unserved, cost, cost.total_fen, missed, bound.fen, bound.name, method)


def unserved_stop(book: Book, draft: Draft, index: int) -> Unserved:
    stop = book.problem.stops[index]
    return Unserved(stop.code, stop.price_fen, Reason(reason(book, draft, index, stop)))


def reason(book: Book, draft: Draft, index: int, stop: Stop) -> str:
    """The first obstacle a journey to this stop alone meets; if it meets none, the day is full or it does not pay."""
    alone = [Course(number, shift, (index,)) for number, kind in enumerate(book.kinds) for shift in kind.shifts]
    for code, kept in (
        ("too_large", lambda course: book.loads(course) is not None),
        ("no_road", lambda course: book.road(course) is not None),
        ("out_of_hours", lambda course: book.timing(course, NOBODY) is not None),
    ):
        alone = [course for course in alone if kept(course)]
        if not alone:
            return code
    able = [(course, d) for course in alone for d in range(len(book.problem.drivers)) if book.timing(course, d)]
    if not able:
        return "no_driver"
    price = stop.price_fen
    idle = [(course, driver) for course, driver in able if driver not in draft.drivers]
    pays = price is None or any(alone_fen(book, course, driver) < price for course, driver in idle)
    return "no_room" if pays else "not_worth_it"


def alone_fen(book: Book, course: Course, driver: int) -> int:
    found = book.timing(course, driver)
    assert found is not None
    return book.cost(course, driver, found).total_fen

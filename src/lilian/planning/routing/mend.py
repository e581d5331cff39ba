"""Exact repairs: what keeps a duty from being driven is taken out, stops without a driver find a place in the duties of
others, and duties that cost more than they save go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lilian.planning.routing.answer import Draft
from lilian.planning.routing.book import Book, Course
from lilian.planning.routing.greedy import slots

TRIES = 60  # places at which a stop is tried exactly


@dataclass(frozen=True)
class Change:
    """What a course becomes, and what that costs more; `position` in the draft, its length for a new duty."""

    fen: int
    position: int
    course: Course
    driver: int


def mended(book: Book, draft: Draft) -> Draft:
    """Stops that must be served first, then the dearest to leave out; each where it costs least, if that pays."""
    draft = without_losses(book, draft)
    stops = book.problem.stops
    left = set(range(len(stops))) - draft.served()
    order = sorted(left, key=lambda i: (stops[i].price_fen is not None, -(stops[i].price_fen or 0), i))
    for stop in order:
        change = min(changes(book, draft, stop), key=lambda c: (c.fen, c.position, c.course), default=None)
        price = stops[stop].price_fen
        if change is not None and (price is None or change.fen < price):
            draft = applied(draft, change)
    return draft


def changes(book: Book, draft: Draft, stop: int) -> Iterator[Change]:
    """Into a duty at one of the `TRIES` places of least detour, or into a duty of its own; costs are exact."""
    places = []
    for position, course in enumerate(draft.courses):
        road = book.road(course)
        for longer in with_stop(book, course, stop):
            detour = book.metres(longer) - (road[1] if road is not None else 0)
            places.append((detour * book.kinds[course.kind].van.fen_per_km, position, longer))
    for _, position, longer in sorted(places)[:TRIES]:
        driver = draft.drivers[position]
        before, after = cost_fen(book, draft.courses[position], driver), cost_fen(book, longer, driver)
        if before is not None and after is not None:
            yield Change(after - before, position, longer, driver)
    for kind, shift, driver in spare(book, draft):
        course = Course(kind, shift, (stop,))
        after = cost_fen(book, course, driver)
        if after is not None:
            yield Change(after, len(draft.courses), course, driver)


def with_stop(book: Book, course: Course, stop: int) -> Iterator[Course]:
    """The stop at each place, and on a journey of its own after loading again where the van may."""
    visits = course.visits
    for at in range(len(visits) + 1):
        yield course._replace(visits=(*visits[:at], stop, *visits[at:]))
    kind = book.kinds[course.kind]
    if sum(visit < 0 for visit in visits) < kind.van.max_reloads:
        for depot in kind.reload_depots:
            yield course._replace(visits=(*visits, -1 - depot, stop))
            yield course._replace(visits=(stop, -1 - depot, *visits))


def spare(book: Book, draft: Draft) -> Iterator[tuple[int, int, int]]:
    """A van of each kind still free in a shift, with each driver still free."""
    free = list(slots(book))
    for course in draft.courses:
        free.remove((course.kind, course.shift))
    idle = [driver for driver in range(len(book.problem.drivers)) if driver not in draft.drivers]
    for kind, shift in sorted(set(free)):
        yield from ((kind, shift, driver) for driver in idle)


def cost_fen(book: Book, course: Course, driver: int) -> int | None:
    found = book.timing(course, driver)
    return None if found is None else book.cost(course, driver, found).total_fen


def applied(draft: Draft, change: Change) -> Draft:
    courses, drivers = list(draft.courses), list(draft.drivers)
    courses[change.position : change.position + 1] = [change.course]
    drivers[change.position : change.position + 1] = [change.driver]
    return Draft(tuple(courses), tuple(drivers))


def without_losses(book: Book, draft: Draft) -> Draft:
    """Without the stops that cost more than their price, taken out one by one, the worst first."""
    courses = [
        (lighter(book, course, driver), driver) for course, driver in zip(draft.courses, draft.drivers, strict=True)
    ]
    kept = [(course, driver) for course, driver in courses if course is not None]
    return replace(draft, courses=tuple(c for c, _ in kept), drivers=tuple(d for _, d in kept))


def lighter(book: Book, course: Course, driver: int) -> Course | None:
    """The course without stops that do not pay; None if none is left."""
    while True:
        now = cost_fen(book, course, driver) or 0
        options = [(gain, shorter) for gain, shorter in reliefs(book, course, driver, now) if gain > 0]
        if not options:
            return course
        course = max(options)[1]
        if not course.stops:
            return None


def reliefs(book: Book, course: Course, driver: int, now: int) -> Iterator[tuple[int, Course]]:
    """What leaving out one stop saves beyond its price; a course of one stop is left out whole."""
    for stop in course.stops:
        price = book.problem.stops[stop].price_fen
        if price is not None:
            shorter = without(course, stop)
            after = cost_fen(book, shorter, driver) if shorter.stops else 0
            if after is not None:
                yield now - after - price, shorter


def trimmed(book: Book, course: Course, driver: int) -> Course | None:
    """Without the stops that keep the driver (or anybody, `NOBODY`) from driving it: one that is enough if there is
    one, the farther out of the way the sooner; None if nothing is left."""
    while course.stops and book.timing(course, driver) is None:
        options = [without(course, stop) for stop in course.stops]
        course = max(options, key=lambda one: (book.timing(one, driver) is not None, -book.metres(one)))
    return course if course.stops else None


def without(course: Course, stop: int) -> Course:
    return course._replace(visits=tidy(visit for visit in course.visits if visit != stop))


def tidy(visits: Iterable[int]) -> tuple[int, ...]:
    """Loading again with nothing to carry in between is left out."""
    kept: list[int] = []
    for visit in visits:
        if visit >= 0 or (kept and kept[-1] >= 0):
            kept.append(visit)
    return tuple(kept[:-1] if kept and kept[-1] < 0 else kept)

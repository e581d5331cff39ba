"""What people do today: each van takes the nearest stop it can still serve, each driver the next van. Floor and
fallback."""

from collections.abc import Iterator

import numpy as np

from lilian.planning.routing.answer import Draft, read_plan
from lilian.planning.routing.book import Book, Course
from lilian.planning.routing.plan import Plan
from lilian.planning.routing.problem import Problem
from lilian.planning.routing.schedule import Frame

TRIES = 25  # stops a dispatcher looks at before the van goes home


def practice(problem: Problem) -> Plan:
    book = Book(problem)
    return read_plan(book, nearest_next(book), "practice: nearest stop next")


def nearest_next(book: Book) -> Draft:
    """Vans in the order given, shift by shift; the first driver in the list who can do anything with it."""
    left = set(range(len(book.problem.stops)))
    free = list(range(len(book.problem.drivers)))
    courses, drivers = [], []
    for kind, shift in slots(book):
        seen: set[Frame] = set()
        for driver in free:
            frame = book.frame(kind, shift, driver)
            if frame is None or frame in seen:
                continue
            seen.add(frame)
            course = filled(book, kind, shift, driver, left)
            if course is not None:
                courses.append(course)
                drivers.append(driver)
                left -= set(course.stops)
                free.remove(driver)
                break
    return Draft(tuple(courses), tuple(drivers))


def slots(book: Book) -> Iterator[tuple[int, int]]:
    """(kind, shift) of each van in each of its shifts."""
    for shift in range(len(book.problem.shifts)):
        for number, kind in enumerate(book.kinds):
            if shift in kind.shifts:
                yield from [(number, shift)] * len(kind.codes)


def filled(book: Book, kind: int, shift: int, driver: int, left: set[int]) -> Course | None:
    """The nearest stop that still fits is added, until none of the nearest `TRIES` does; None if not even one fits."""
    metres, _ = book.tables[book.kinds[kind].roads]
    course, here = Course(kind, shift, ()), book.problem.depots[book.kinds[kind].depot].place
    waiting = np.array(sorted(left), np.int64)
    places = np.array([book.problem.stops[i].place for i in waiting], np.int64)
    found = True
    while found and len(waiting):
        order = np.argsort(metres[here, places], kind="stable")[:TRIES]
        found = False
        for at in order.tolist():
            longer = course._replace(visits=(*course.visits, int(waiting[at])))
            if book.timing(longer, driver) is not None:
                course, here, found = longer, int(places[at]), True
                waiting, places = np.delete(waiting, at), np.delete(places, at)
                break
    return course if course.visits else None

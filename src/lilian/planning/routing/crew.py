"""Which driver takes which course: exact, an assignment problem, as a driver has one duty a day."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from lilian.planning.routing.book import Book, Course

NEVER = 1 << 42  # above all duties of a day together, below what doubles hold exactly


def assigned(book: Book, courses: Sequence[Course], worth: Sequence[int]) -> list[int | None]:
    """The driver of each course, None where none is left; most `worth` first, then least cost. Exact."""
    drivers = range(len(book.problem.drivers))
    if not courses or not drivers:
        return [None] * len(courses)
    table = np.full((len(courses), len(drivers) + len(courses)), NEVER, np.float64)
    for row, course in enumerate(courses):
        for driver in drivers:
            found = book.timing(course, driver)
            if found is not None:
                table[row, driver] = book.cost(course, driver, found).total_fen
        table[row, len(drivers) + row] = worth[row]
    rows, cols = linear_sum_assignment(table)
    chosen: list[int | None] = [None] * len(courses)
    for row, col in zip(rows.tolist(), cols.tolist(), strict=True):
        if col < len(drivers) and table[row, col] < worth[row]:
            chosen[row] = col
    return chosen


def vans_of(book: Book, courses: Sequence[Course]) -> list[str]:
    """A van for each course: the shifts of a van never overlap, so each kind and shift counts its own."""
    used: dict[tuple[int, int], int] = {}
    names = []
    for course in courses:
        number = used.get((course.kind, course.shift), 0)
        used[course.kind, course.shift] = number + 1
        names.append(book.kinds[course.kind].codes[number])
    return names

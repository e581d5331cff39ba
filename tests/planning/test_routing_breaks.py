"""Breaks, which the search does not know: it leaves time for them, and what has none loses no more than it must."""

from dataclasses import replace

import pytest

from lilian.planning.routing import Rules, Shift
from lilian.planning.routing.answer import Draft
from lilian.planning.routing.book import BARRED, NOBODY, Book, Course
from lilian.planning.routing.effort import Effort
from lilian.planning.routing.fleet import crewed_fleet, open_fleet
from lilian.planning.routing.mend import trimmed
from lilian.planning.routing.search import search
from lilian.planning.routing.solve import drafted, pairs
from tests.planning.routing_instances import HOUR, MINUTE, county, driver, line, stop, stuck, tiny


def courses_found(book: Book, crewed: list[tuple[Course, int]] | None, seed: int) -> list[Course]:
    fleet = open_fleet(book) if crewed is None else crewed_fleet(book, crewed)
    return fleet.courses(search(fleet.data, Effort(seed=seed, iterations=150)).best)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 2])
def test_what_is_found_for_vans_with_drivers_can_be_driven(seed):
    book = Book(county(100, 8, 10, seed=seed))
    first = drafted(book, courses_found(book, None, seed))
    courses = courses_found(book, pairs(first), seed)
    kept = drafted(book, courses)
    assert any(book.timing(course, NOBODY).breaks for course in kept.courses)
    assert sum(len(course.stops) for course in courses) == len(kept.served())


def late_break() -> Book:
    """Two hours to Qiao, half an hour on to Mei, where one comes after 160 minutes. A break is due after 150, and Mei
    closes ten minutes after one comes without it. Hai lies on the way home."""
    closes = 6 * HOUR + 170 * MINUTE
    return Book(
        tiny(
            roads=(line(0, 60, 75, 70),),
            stops=(stop("Qiao", 1), stop("Mei", 2, closes_s=closes), stop("Hai", 3)),
            shifts=(Shift("am", 6 * HOUR, 14 * HOUR),),
            rules=Rules(stretch_s=150 * MINUTE, break_s=20 * MINUTE),
        )
    )


def test_a_duty_without_a_place_for_its_break_loses_one_stop():
    book = late_break()
    course = Course(0, 0, (0, 1, 2))
    assert book.timing(course, NOBODY) is None
    shorter = trimmed(book, course, NOBODY)
    assert shorter is not None
    assert len(shorter.stops) == 2
    assert book.timing(shorter, NOBODY) is not None


def test_a_draft_keeps_what_can_be_driven_of_a_duty():
    book = late_break()
    assert len(drafted(book, [Course(0, 0, (0, 1, 2))]).served()) == 2


def test_a_duty_nobody_has_the_hours_for_goes_as_far_as_who_is_idle_can_drive():
    hours = {"max_duty_s": 2 * HOUR}
    book = Book(tiny(drivers=(driver("Guo", **hours), driver("Lin", licences=frozenset()))))
    course = Course(0, 0, (0, 1, 2))
    assert (book.timing(course, NOBODY) is not None, book.timing(course, 0)) == (True, None)
    draft = drafted(book, [course])
    assert (draft.drivers, len(draft.served())) == ((0,), 2)


def test_who_has_a_duty_takes_no_second_one():
    book = Book(tiny(drivers=(driver("Guo"), driver("Lin", max_duty_s=10 * MINUTE))))
    draft = drafted(book, [Course(0, 0, (0, 1)), Course(0, 0, (2,))])
    assert draft.drivers == (0,)


def test_nothing_is_left_of_a_duty_nobody_can_drive():
    book = Book(tiny(drivers=(driver("Guo"),), shifts=(Shift("am", 6 * HOUR, 6 * HOUR + 5 * MINUTE),)))
    assert trimmed(book, Course(0, 0, (0, 1)), NOBODY) is None
    assert drafted(book, [Course(0, 0, (0, 1))]) == Draft((), ())


def test_a_barred_road_stays_barred_however_long_a_break_is():
    book = Book(replace(stuck(), rules=Rules(stretch_s=1, break_s=(1 << 40) - 1)))
    barred = [seconds >= BARRED for _, seconds in book.tables]
    slower = open_fleet(book).data.duration_matrices()[len(barred) :]
    assert any(table.any() for table in barred)
    assert all((after[table] >= BARRED).all() for after, table in zip(slower, barred, strict=True))


def test_where_no_duty_needs_a_break_roads_are_as_fast_as_they_are():
    book = Book(tiny(rules=Rules(stretch_s=8 * HOUR, break_s=20 * MINUTE)))
    (kind,) = {(v.profile, v.shift_duration) for v in open_fleet(book).data.vehicle_types()}
    assert kind == (0, 8 * HOUR)

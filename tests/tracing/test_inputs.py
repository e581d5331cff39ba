"""What went onto the trees, batch by batch: how much, how many households, and whether the interval can be kept."""

from datetime import date

from lilian.trace.queries import batches_used
from lilian.trace.values import GrownAt, InputUsed

MAY, JUNE, AUGUST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 8, 20)


def used(household: int, name: str, day: date, interval: int | None = 14) -> InputUsed:
    return InputUsed(household, name, "B1", day, 2, "pesticide", interval)


def grown(household: int, picked: date | None = AUGUST) -> GrownAt:
    return GrownAt(1, 1, household, None, 1_000, picked)


def test_one_batch_stands_once_with_all_who_fetched_of_it() -> None:
    found = [used(1, "药", MAY), used(2, "药", JUNE), used(1, "药", JUNE)]
    (one,) = batches_used(found, [grown(1), grown(2)])
    assert (one.count, one.households, one.last_day) == (6, 2, JUNE)
    assert (one.days_before, one.kept) == ((AUGUST - JUNE).days, True)


def test_what_was_fetched_too_late_is_in_doubt_and_stands_first() -> None:
    found = [used(1, "肥", MAY, None), used(1, "药", MAY), used(1, "另一种药", date(2026, 8, 10))]
    listed = batches_used(found, [grown(1)])
    assert [(one.name, one.kept) for one in listed] == [("另一种药", False), ("药", True), ("肥", None)]


def test_without_a_picking_day_the_interval_is_in_doubt() -> None:
    (one,) = batches_used([used(1, "药", MAY)], [grown(1, None)])
    assert (one.days_before, one.kept) == (None, False)

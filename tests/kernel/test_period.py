"""Periods hold their first day and not their end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.period import Period

FIRST = date(2026, 9, 1)
offsets = st.integers(0, 400)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = FIRST + timedelta(days=draw(offsets))
    length = draw(st.one_of(st.none(), st.integers(1, 60)))
    return Period(start, None if length is None else start + timedelta(days=length))


@given(periods())
def test_a_period_holds_its_first_day_and_not_its_end(period: Period) -> None:
    assert period.start in period
    assert period.end is None or period.end not in period


@given(periods(), periods())
def test_two_periods_overlap_when_a_day_is_in_both(one: Period, other: Period) -> None:
    days = [FIRST + timedelta(days=n) for n in range(500)]
    assert one.overlaps(other) == any(day in one and day in other for day in days)


@given(periods(), periods())
def test_periods_that_meet_do_not_overlap(one: Period, other: Period) -> None:
    assert not (one.meets(other) and one.overlaps(other))


def test_a_period_without_a_day_cannot_be() -> None:
    with pytest.raises(ValueError):
        Period(FIRST, FIRST)


def test_the_days_of_a_period_are_counted_without_its_end() -> None:
    assert list(Period(FIRST, FIRST + timedelta(days=2)).days()) == [FIRST, FIRST + timedelta(days=1)]


def test_an_open_period_has_no_list_of_days() -> None:
    with pytest.raises(ValueError):
        next(Period(FIRST).days())

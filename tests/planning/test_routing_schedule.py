"""Times and breaks of a sequence of visits, against a search through every second."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.routing.schedule import Frame, Leg, Timing, timing

UNBOUND = 10**6


def shortest(legs: list[Leg], frame: Frame) -> int | None:
    """The shortest duty by trying every start, every wait and every break, one unit of time at a time."""

    @cache
    def end(visit: int, driven: bool, now: int, since: int) -> int:
        """Earliest end from here; `since`: when the stretch began."""
        if now > frame.until_s or now - since > frame.stretch_s:
            return UNBOUND
        if visit == len(legs):
            return now
        leg = legs[visit]
        options = [end(visit, driven, now + 1, since)]
        options += [
            end(visit, driven, later, later) for later in range(now + frame.break_s, frame.until_s + 1) if visit
        ]
        if not driven:
            options.append(end(visit, True, now + leg.drive_s, since))
        elif leg.opens_s <= now <= leg.closes_s:
            options.append(end(visit + 1, False, now + leg.service_s, since))
        return min(options)

    ends = {}
    for start in range(max(frame.from_s, legs[0].opens_s), min(frame.until_s, legs[0].closes_s) + 1):
        after = end(1, False, start + legs[0].service_s, start)
        if after < UNBOUND:
            ends[start] = after - start
    best = min(ends.values(), default=UNBOUND)
    return best if best <= frame.most_s else None


def kept(legs: list[Leg], frame: Frame, found: Timing) -> bool:
    """The times keep windows, drives, breaks and the frame."""
    marks = [found.starts_s, *(mark for pause in found.breaks for mark in pause), found.times[-1][2]]
    idle, before = [], found.times[0][0]
    for leg, (arrived, begun, left) in zip(legs, found.times, strict=True):
        idle += [(before, arrived - leg.drive_s), (arrived, begun)]
        if arrived < before + leg.drive_s or not max(leg.opens_s, arrived) <= begun <= leg.closes_s:
            return False
        if left != begun + leg.service_s:
            return False
        before = left
    breaks = all(b - a >= frame.break_s and any(p <= a and b <= q for p, q in idle) for a, b in found.breaks)
    stretches = all(b - a <= frame.stretch_s for a, b in zip(marks[::2], marks[1::2], strict=True))
    inside = frame.from_s <= found.starts_s and before <= frame.until_s and found.length_s <= frame.most_s
    return breaks and stretches and inside and marks == sorted(marks)


@st.composite
def cases(draw) -> tuple[list[Leg], Frame]:
    number = draw(st.integers(2, 4))
    legs = []
    for position in range(number):
        opens = draw(st.integers(0, 14))
        drive = draw(st.integers(0, 4)) if position else 0
        legs.append(Leg(drive, opens, opens + draw(st.integers(0, 9)), draw(st.integers(0, 2))))
    frame = Frame(
        draw(st.integers(0, 3)), draw(st.integers(12, 24)), draw(st.integers(6, 24)), draw(st.integers(3, 9)), 2
    )
    return legs, frame


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(cases())
def test_no_schedule_is_shorter_and_none_is_missed(case):
    legs, frame = case
    found = timing(legs, frame)
    assert (found.length_s if found else None) == shortest(legs, frame)
    assert found is None or kept(legs, frame, found)


def test_a_break_fits_into_waiting_and_costs_nothing():
    legs = [Leg(0, 0, 0, 0), Leg(5, 0, 99, 0), Leg(5, 20, 20, 0), Leg(5, 0, 99, 0)]
    found = timing(legs, Frame(0, 99, 99, 15, 5))
    assert found is not None
    assert found.length_s == 25
    assert len(found.breaks) == 1


def test_the_duty_starts_as_late_as_costs_no_time():
    found = timing([Leg(0, 0, 99, 0), Leg(5, 50, 60, 1)], Frame(0, 99, 99, 99, 5))
    assert found is not None
    assert found.starts_s == 45


@pytest.mark.parametrize(("stretch", "possible"), [(4, False), (5, True)])
def test_a_drive_longer_than_a_stretch_is_impossible(stretch, possible):
    found = timing([Leg(0, 0, 99, 0), Leg(5, 0, 99, 0)], Frame(0, 99, 99, stretch, 1))
    assert (found is not None) == possible

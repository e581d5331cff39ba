"""The pure decisions of keeping, each for all inputs hypothesis thinks of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.keeping.rules import climate, fees, life, space
from lilian.keeping.values import AlarmKind, Maturity
from lilian.kernel.quantity import GRAMS_PER_TONNE

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
BANDS = climate.shipped()
GRAMS = st.integers(0, 10**9)


def air(hours_ago: float, temperature_mc: int = 0, humidity_pm: int | None = 920) -> climate.Air:
    return climate.Air(NOW - timedelta(hours=hours_ago), temperature_mc, humidity_pm)


def kinds(*readings: climate.Air) -> list[AlarmKind]:
    return [wrong.kind for wrong in climate.judged(readings, BANDS, NOW)]


def test_good_air_raises_nothing() -> None:
    assert kinds(air(1)) == []


def test_freezing_is_told_at_once() -> None:
    assert kinds(air(0, -1_001)) == [AlarmKind.FREEZING]
    assert kinds(air(0, -1_000)) == []


def test_warmth_is_told_when_it_lasts() -> None:
    assert kinds(air(1.9, 3_000), air(0, 3_000)) == []
    assert kinds(air(2, 3_000), air(0, 3_000)) == [AlarmKind.WARM]


def test_a_door_that_stood_open_is_over() -> None:
    assert kinds(air(3, 3_000), air(0, 500)) == []


def test_freezing_stands_before_all_else() -> None:
    assert kinds(air(7, -2_000, 700), air(0, -2_000, 700)) == [AlarmKind.FREEZING, AlarmKind.DRY]


def test_dry_air_shrivels_and_wet_air_rots() -> None:
    assert kinds(air(6, 0, 849), air(0, 0, 849)) == [AlarmKind.DRY]
    assert kinds(air(6, 0, 971), air(0, 0, 971)) == [AlarmKind.WET]


def test_a_probe_without_humidity_says_nothing_of_it() -> None:
    assert kinds(air(6, 0, None), air(0, 0, None)) == []


def test_silence_is_told_of_a_room_that_was_read() -> None:
    assert kinds(air(25)) == [AlarmKind.SILENT]
    assert kinds() == []


def test_the_worst_is_kept_not_the_last() -> None:
    (wrong,) = climate.judged([air(3, -3_000), air(0, -1_200)], BANDS, NOW)
    assert (wrong.worst, wrong.since) == (-3_000, NOW - timedelta(hours=3))


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(-5_000, 8_000), st.integers(0, 1_000)), max_size=30))
def test_no_alarm_stands_whose_newest_reading_is_in_its_band(said: list[tuple[int, int, int]]) -> None:
    readings = sorted((air(m / 60, t, h) for m, t, h in said), key=lambda one: one.at)
    for wrong in climate.judged(readings, BANDS, NOW):
        band = next(one for one in BANDS.bands if one.kind is wrong.kind)
        assert band.is_out(wrong.worst)
        assert wrong.since in {one.at for one in readings}


KEEPS = life.Life(Maturity.RIGHT, 100, 1_000, 60, 5)
DAY = timedelta(days=1)


def stay(days: int, mc: int | None = None) -> life.Stay:
    start = NOW - days * DAY
    moments = [start + timedelta(hours=6 * n) for n in range(days * 4)]
    return life.Stay(start, NOW, [(at, mc) for at in moments] if mc is not None else [])


def left(stays: list[life.Stay], picked: date | None = None) -> int:
    return life.remaining(KEEPS, picked, stays, NOW.date()).days


def test_a_day_in_the_cold_is_a_day() -> None:
    assert left([stay(10)], NOW.date() - 10 * DAY) == 90
    assert left([stay(10, 500)]) == 90


def test_a_day_before_cooling_costs_several() -> None:
    assert left([stay(10)], NOW.date() - 12 * DAY) == 80


def test_a_degree_above_the_band_for_a_day_costs_a_day() -> None:
    """24 degree-hours at an hour each."""
    found = life.remaining(KEEPS, None, [stay(10, 2_000)], NOW.date())
    assert (found.days, found.degree_hours, found.lost_days) == (80, 240, 10)


def test_a_reading_speaks_for_half_a_day_at_most() -> None:
    only = life.Stay(NOW - 10 * DAY, NOW, [(NOW - 10 * DAY, 2_000)])
    assert life.degree_minutes_mc(only, 1_000) == 1_000 * 12 * 60


@given(st.integers(0, 60), st.integers(-2_000, 12_000), st.integers(0, 4_000))
def test_warmth_never_lengthens_a_life(days: int, mc: int, more: int) -> None:
    assert left([stay(days, mc + more)]) <= left([stay(days, mc)]) <= left([stay(days)])


@given(st.lists(st.tuples(GRAMS, st.integers(-50, 250)), max_size=20), GRAMS)
def test_what_keeps_least_goes_first_and_no_gram_more_than_wanted(lots: list[tuple[int, int]], wanted_g: int) -> None:
    candidates = [life.Candidate(n, 1, grams, days) for n, (grams, days) in enumerate(lots)]
    taken = life.first_out(candidates, wanted_g)
    assert sum(part for _, part in taken) == min(wanted_g, sum(one.free_g for one in candidates))
    assert all(0 < part <= one.free_g for one, part in taken)
    partly = {one.lot_id for one, part in taken if part < one.free_g}
    untouched = [one for one in candidates if one.lot_id not in {each.lot_id for each, _ in taken} and one.free_g]
    assert len(partly) <= 1
    assert all(one.days >= each.days for one in untouched for each, _ in taken)


NOVEMBER = date(2026, 11, 1)


def lays(lot: int, owner: int, weight_g: int, days: int = 30) -> list[fees.Lay]:
    return [fees.Lay(day, lot, owner, weight_g) for day in fees.days_of(NOVEMBER)[:days]]


def test_a_tonne_for_a_month_costs_the_price_of_a_tonne_and_month() -> None:
    rates = dict.fromkeys(fees.days_of(NOVEMBER), 5_000)
    (fee,) = fees.fees(lays(1, 7, GRAMS_PER_TONNE), rates, NOVEMBER)
    assert (fee.owner_id, fee.fee_fen, fee.gram_days) == (7, 5_000, 30 * GRAMS_PER_TONNE)


def test_a_price_that_changes_within_the_month_counts_from_its_day() -> None:
    terms = [(date(2026, 11, 16), 6_000)]
    rates = {day: fees.rate_on(day, terms, 3_000) for day in fees.days_of(NOVEMBER)}
    assert fees.fees(lays(1, 7, GRAMS_PER_TONNE), rates, NOVEMBER)[0].fee_fen == 4_500


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(1, 3), GRAMS, st.integers(0, 30)), min_size=1, max_size=12), st.integers(0, 9_999)
)
def test_the_parts_of_a_fee_sum_to_it(said: list[tuple[int, int, int]], rate: int) -> None:
    rates = dict.fromkeys(fees.days_of(NOVEMBER), rate)
    laid = [lay for lot, (owner, grams, days) in enumerate(said) for lay in lays(lot, owner, grams, days)]
    for fee in fees.fees(laid, rates, NOVEMBER):
        assert sum(fen for _, _, fen in fee.lots) == fee.fee_fen
        assert sum(grams for _, grams, _ in fee.lots) == fee.gram_days
        exact = fee.gram_days * rate
        assert abs(fee.fee_fen * GRAMS_PER_TONNE * 30 - exact) * 2 <= GRAMS_PER_TONNE * 30


@given(GRAMS, GRAMS, st.lists(GRAMS, max_size=9))
def test_free_room_is_free_on_every_day(capacity_g: int, stock_g: int, booked_g: list[int]) -> None:
    free_g = space.free_over(capacity_g, stock_g, booked_g)
    assert free_g >= 0
    assert all(free_g == 0 or free_g + stock_g + g <= capacity_g for g in booked_g)


@pytest.mark.parametrize(("booked", "free"), [([], None), ([0, 0], None), ([30], 50), ([30, 90], 0)])
def test_what_is_promised_is_kept_from_fruit_that_comes(booked: list[int], free: int | None) -> None:
    assert space.put_away_room(100, 20, booked) == free


def test_the_nearest_room_that_holds_all_is_offered_first() -> None:
    rooms = [
        space.Candidate(n, n, free, left, km)
        for n, free, left, km in [(1, 50, 50, 3.0), (2, 90, 10, 1.0), (3, 60, 90, 2.0)]
    ]
    assert [one.room_id for one in space.offers(rooms, 50)] == [3, 1]

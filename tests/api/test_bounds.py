"""What a request may carry: one fact per bound."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from lilian.api import bounds


def refused(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return True
    return False


def test_a_row_number_may_be_as_large_as_the_database_holds() -> None:
    assert TypeAdapter(bounds.RowId).validate_python(str(2**63 - 1)) == 2**63 - 1


@pytest.mark.parametrize("given", ["0", "-1", str(2**63), "9" * 5_000, "1_0", " 1", "+1", "1.0", "１", "x", "\x00", ""])
def test_a_row_number_is_plain_digits_within_bounds(given: str) -> None:
    assert refused(bounds.RowId, given)


@pytest.mark.parametrize("given", [True, 1.0, "1", None, -1, 10**12 + 1, float("nan"), [1]])
def test_a_weight_is_a_whole_number_of_grams(given: object) -> None:
    assert refused(bounds.Grams, given)


@pytest.mark.parametrize("given", [float("nan"), float("inf"), -90.1, 91, "36.7", True])
def test_a_latitude_is_a_finite_number_on_the_earth(given: object) -> None:
    assert refused(bounds.Latitude, given)


def test_a_day_is_iso() -> None:
    assert TypeAdapter(bounds.Day).validate_python("2026-09-18") == date(2026, 9, 18)


@pytest.mark.parametrize("given", ["2026-9-18", "2026-02-30", "1999-12-31", "0001-01-01", 20260918, "2026-09-18T00:00"])
def test_what_is_not_a_day_of_this_century_is_refused(given: object) -> None:
    assert refused(bounds.Day, given)


def test_a_moment_comes_out_in_utc() -> None:
    at = TypeAdapter(bounds.Moment).validate_python("2026-09-18T08:00:00+08:00")
    assert (at, at.tzinfo) == (datetime(2026, 9, 18, 0, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    "given", ["2026-09-18T08:00:00", "2026-09-18", "2026-09-18T25:00:00Z", "2026-09-18T08:00:00+99:00", 0, 1e18]
)
def test_a_moment_without_a_time_zone_or_clock_is_refused(given: object) -> None:
    assert refused(bounds.Moment, given)


@pytest.mark.parametrize("given", ["", "a\x00", "../x", "a/b", "a b", "\ud800", "x" * 41, ".hidden", 7])
def test_a_code_is_letters_digits_and_a_few_signs(given: object) -> None:
    assert refused(bounds.Code, given)


@pytest.mark.parametrize("given", ["L-0012", "上庄_3", "P.1"])
def test_codes_as_people_write_them_pass(given: str) -> None:
    assert not refused(bounds.Code, given)


@pytest.mark.parametrize("given", ["a\x00b", "a\nb", "\x7f", "\ud800", "x" * 501])
def test_a_note_has_no_control_characters_and_an_end(given: str) -> None:
    assert refused(bounds.Note, given)

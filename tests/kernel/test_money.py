"""Money: exact fen in, exact fen out, shares that sum to the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.money import BadAmount, parse_fen, round_fen, split_fen, yuan_text

amounts = st.integers(-(10**14), 10**14)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


@given(amounts, weights)
def test_the_parts_sum_to_the_whole(total: int, shares: list[int]) -> None:
    assert sum(split_fen(total, shares)) == total


@given(amounts, weights)
def test_no_part_is_a_fen_away_from_its_exact_share(total: int, shares: list[int]) -> None:
    whole = sum(shares)
    assert all(
        abs(part * whole - total * share) < whole for part, share in zip(split_fen(total, shares), shares, strict=True)
    )


@given(amounts, weights)
def test_who_has_no_share_gets_nothing(total: int, shares: list[int]) -> None:
    assert all(part == 0 for part, share in zip(split_fen(total, shares), shares, strict=True) if share == 0)


def test_three_boxes_that_cost_3_01_are_worth_3_01() -> None:
    assert split_fen(301, [1, 1, 1]) == [101, 100, 100]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1]])
def test_shares_that_make_no_sense_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError):
        split_fen(100, shares)


@given(amounts)
def test_what_is_shown_reads_back_as_the_same_amount(fen: int) -> None:
    assert parse_fen(yuan_text(fen)) == fen


@pytest.mark.parametrize(("text", "fen"), [("12.5", 1250), ("¥1,234.50", 123450), ("３元", 300), ("-0.01", -1)])
def test_amounts_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1e400", "nan", "inf", "12元5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        parse_fen(text)


@pytest.mark.parametrize(("amount", "fen"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("2.4999", 2)])
def test_a_half_fen_is_rounded_away_from_zero(amount: str, fen: int) -> None:
    assert round_fen(Decimal(amount)) == fen

"""Money: exact fen in, exact fen out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.money import BadAmount, parse_fen, round_fen, worth_fen, yuan_text

amounts = st.integers(-(10**14), 10**14)


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


@given(st.integers(0, 10**9), st.integers(0, 100_000))
def test_what_weight_costs_is_rounded_as_bookkeeping_does(weight_g: int, fen_per_kg: int) -> None:
    assert worth_fen(weight_g, fen_per_kg) == round_fen(Decimal(weight_g) * fen_per_kg / 1_000)

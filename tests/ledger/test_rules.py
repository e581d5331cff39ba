"""Rules of the money journal, and the one way a sum is shared."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.parts import split
from lilian.ledger import rules
from lilian.ledger.rules import Standing
from lilian.ledger.values import IN_DEBIT, Limits, Line, Purpose, Side, side_of

AMOUNTS = st.integers(-(10**12), 10**12)


def test_every_purpose_has_a_side() -> None:
    assert {purpose for purpose in Purpose if side_of(purpose) is Side.DEBIT} == IN_DEBIT


@pytest.mark.slow
def test_a_million_random_splits_sum_exactly() -> None:
    draw = random.Random(5)
    for _ in range(1_000_000):
        weights = [draw.randrange(1, 10_000) for _ in range(draw.randrange(1, 6))]
        total = draw.randrange(-(10**9), 10**9)
        assert sum(split(total, weights)) == total


def test_three_boxes_that_cost_three_yuan_one() -> None:
    """Three boxes worth 3.01 leave no fen behind, whichever goes first."""
    assert split(301, [1, 1, 1]) == [101, 100, 100]


def test_an_invoice_of_three_thirds() -> None:
    """100.00 shared in three is 33.34 + 33.33 + 33.33, not 99.99."""
    assert split(10_000, [1, 1, 1]) == [3_334, 3_333, 3_333]


def test_a_value_that_goes_piece_by_piece_ends_at_nothing() -> None:
    """Seven pieces worth 10.00: taken one by one, the last takes what is left, and nothing stays without a piece."""
    value, pieces = 1_000, 7
    while pieces:
        value, pieces = value - split(value, [1] * pieces)[0], pieces - 1
    assert value == 0


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(1, 5), AMOUNTS), max_size=20))
def test_merged_lines_say_the_same(told: list[tuple[int, int]]) -> None:
    lines = [Line(*each) for each in told]
    merged = rules.merged(lines)
    assert all(first.account_id < second.account_id for first, second in pairwise(merged))
    for account_id in range(1, 6):
        assert sum(line.amount_fen for line in merged if line.account_id == account_id) == sum(
            line.amount_fen for line in lines if line.account_id == account_id
        )


@given(AMOUNTS, st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
def test_what_fits_the_room_is_within_and_a_fen_more_is_not(
    balance: int, held: int, most_debit: int, most_credit: int
) -> None:
    limits = Limits(most_debit, most_credit)
    standing = Standing(max(balance, 0), max(-balance, 0), max(held, 0), max(-held, 0), limits)
    debit, credit = standing.room_fen
    assert debit is not None
    assert credit is not None
    assert standing.is_within == (debit >= 0 and credit >= 0)
    if standing.is_within:
        assert rules.first_over({1: standing}, [Line(1, debit), Line(1, -debit), Line(1, -credit)]) is None
        assert rules.first_over({1: standing}, [Line(1, debit), Line(1, 1)]) == (1, 1)
        assert rules.first_over({1: standing}, [Line(1, -credit), Line(1, -1)]) == (1, -1)

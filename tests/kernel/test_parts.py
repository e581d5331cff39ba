"""Shares in integers: they sum to the whole, and none is a unit away from its exact share."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.money import worth_fen
from lilian.kernel.parts import apportion, split

MILLION = 1_000_000

amounts = st.integers(-(10**14), 10**14)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)
tables = st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=12)


@given(amounts, weights)
def test_the_parts_sum_to_the_whole(total: int, shares: list[int]) -> None:
    assert sum(split(total, shares)) == total


@pytest.mark.slow
@given(amounts, weights)
def test_no_part_is_a_unit_away_from_its_exact_share(total: int, shares: list[int]) -> None:
    whole = sum(shares)
    assert all(
        abs(part * whole - total * share) < whole for part, share in zip(split(total, shares), shares, strict=True)
    )


@given(amounts, weights)
def test_who_has_no_share_gets_nothing(total: int, shares: list[int]) -> None:
    assert all(part == 0 for part, share in zip(split(total, shares), shares, strict=True) if share == 0)


def test_three_boxes_that_cost_3_01_are_worth_3_01() -> None:
    assert split(301, [1, 1, 1]) == [101, 100, 100]


@pytest.mark.slow
def test_of_a_million_sums_shared_by_weight_not_a_fen_is_lost() -> None:
    """Fruit at a price a kilogram, shared by what up to five brought; who brought nothing gets nothing."""
    chance = Random(3_01)
    lost = 0
    for _ in range(MILLION):
        brought = [chance.randrange(1 << 20) for _ in range(1 + chance.randrange(5))]
        if any(brought):
            worth = worth_fen(sum(brought), chance.randrange(2_000))
            parts = split(worth, brought)
            lost += sum(parts) != worth or any(part for part, grams in zip(parts, brought, strict=True) if not grams)
    assert lost == 0


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1]])
def test_shares_that_make_no_sense_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError):
        split(100, shares)


@given(tables)
def test_rows_and_columns_both_keep_their_sums(table: list[list[int]]) -> None:
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    found = apportion(rows, columns)
    assert ([sum(row) for row in found], [sum(column) for column in zip(*found, strict=True)]) == (rows, columns)
    assert min(cell for row in found for cell in row) >= 0


def test_two_rows_are_shared_alike() -> None:
    assert apportion([600, 300], [300, 450, 150]) == [[200, 300, 100], [100, 150, 50]]


@pytest.mark.parametrize(("rows", "columns"), [([1], [2]), ([-1, 1], [0])])
def test_sums_that_do_not_agree_are_refused(rows: list[int], columns: list[int]) -> None:
    with pytest.raises(ValueError):
        apportion(rows, columns)

"""Faults planted by dice: every bad cell is named, no good cell is."""

import pytest

from lilian.sheets import Context, read_table
from tests.sheets.crops import CROPS, sheet
from tests.sheets.faulty_rows import BAD, faulty_table, good_row


@pytest.mark.parametrize("seed", range(20))
def test_exactly_the_planted_cells_are_named(seed):
    table, planted = faulty_table(rows=100, share_bad=0.4, seed=seed)
    reading = read_table(sheet(*table), CROPS, Context(year=2024))
    assert {(problem.row - 2, column) for problem in reading.problems for column in problem.columns} == planted


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_rows_without_a_fault_are_good(seed):
    table, planted = faulty_table(rows=100, share_bad=0.4, seed=seed)
    reading = read_table(sheet(*table), CROPS, Context(year=2024))
    assert {row.number - 2 for row in reading.bad} == {index for index, _ in planted}


@pytest.mark.parametrize(("key", "given"), [(key, bad) for key, values in BAD.items() for bad in values], ids=str)
def test_each_kind_of_bad_cell_alone_is_named_once(key, given):
    import random

    place = [column.key for column in CROPS.columns].index(key)
    row = good_row(1, random.Random(0))
    row[place] = given
    reading = read_table(sheet(good_row(0, random.Random(0)), row), CROPS, Context(year=2024))
    assert [(problem.row, problem.columns) for problem in reading.problems] == [(3, (place,))]

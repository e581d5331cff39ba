"""The child is held to its limits, and its limits to the file."""

import sys
from dataclasses import replace

import pytest

from lilian.sheets import LIMITS, read_book
from lilian.sheets.refusals import TooBig, TooHeavy, TooManyRows
from tests.sheets.crops import workbook

needs_limits = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system limits no process's memory")


def test_a_small_file_may_not_ask_for_much_memory():
    assert LIMITS.memory_for(100_000) < 200 * 1024 * 1024


def test_no_file_may_ask_for_more_memory_than_the_limit():
    assert LIMITS.memory_for(LIMITS.unpacked_bytes) == LIMITS.child_bytes


@needs_limits
def test_a_child_out_of_memory_is_a_refusal():
    with pytest.raises(TooHeavy):
        read_book(b"1,2,3\n" * 150_000, "a.csv", limits=replace(LIMITS, child_bytes=1024 * 1024))


def test_a_child_out_of_time_is_a_refusal():
    with pytest.raises(TooHeavy):
        read_book(workbook([["x"]]), limits=replace(LIMITS, child_s=0.001))


def test_the_size_of_the_file_is_limited():
    with pytest.raises(TooBig):
        read_book(workbook([["x"]]), limits=replace(LIMITS, file_bytes=100))


@pytest.mark.slow
def test_the_last_row_allowed_is_read():
    assert len(read_book(b"1\n" * LIMITS.rows, "a.csv").sheets[0].rows) == LIMITS.rows


def test_one_row_more_is_refused():
    with pytest.raises(TooManyRows):
        read_book(b"1\n" * (LIMITS.rows + 1), "a.csv")


def test_the_last_column_allowed_is_read():
    assert len(read_book(workbook([["x"] * LIMITS.columns])).sheets[0].rows[0]) == LIMITS.columns


def test_one_column_more_is_refused():
    with pytest.raises(TooManyRows):
        read_book(workbook([["x"] * (LIMITS.columns + 1)]))

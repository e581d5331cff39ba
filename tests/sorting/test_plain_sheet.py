"""The quick way through a plain worksheet says what the parser says, and leaves to it what is not plain."""

import io
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.sorting.sheets import LINE_LIMITS, parsing, shipped
from lilian.sorting.sheets.plain_sheet import plain_sheet
from lilian.sorting.sheets.refusals import NoFruit, NoHeadings

EN = shipped()["grader-csv-en"].mapping
HEAD = ["Lane", "Weight (g)", "Brix", "Defects", "Grade", "Batch"]
GOOD = [1, 320.5, 12.1, "OK", "1", "B1"]
Rows = list[list[Any]]


def by_openpyxl(rows: Rows) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def by_xlsxwriter(rows: Rows, constant_memory: bool = False, act: Callable[[Any, Any], Any] | None = None) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"constant_memory": constant_memory})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    if act:
        act(book, sheet)
    book.close()
    return held.getvalue()


def inline(rows: Rows) -> bytes:
    return by_xlsxwriter(rows, constant_memory=True)


WRITERS = (by_openpyxl, by_xlsxwriter, inline)


def told(data: bytes, quick: bool, kind: str = "xlsx") -> Any:
    """What is read of it, one way or the other, as plain values; which lot has which number is no matter."""
    with pytest.MonkeyPatch.context() as change:
        if not quick:
            change.setattr(parsing, "plain_sheet", lambda data, mapping: None)
        try:
            found = parsing.parse(data, kind, EN, LINE_LIMITS)
        except (NoFruit, NoHeadings) as refusal:
            return type(refusal)
    columns = {field.name: getattr(found.fruit, field.name) for field in fields(found.fruit)}
    plain = {name: value.tolist() for name, value in columns.items() if isinstance(value, np.ndarray)}
    marks = [found.fruit.marks[number] for number in plain.pop("mark")]
    return plain, marks, found.rows, found.bad, sorted(map(repr, found.faults))


CELLS = st.one_of(
    st.none(),
    st.floats(0, 6_000).map(lambda weight: round(weight, 3)),
    st.integers(0, 6_000),
    st.sampled_from(["OK", "RUS", "BRU|RUS", "A&B<>\"'", "  ", "xyz", "梨", "320.5", "1", "EX", "<v>", 't="s"', "_x"]),
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=8), max_size=12)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("row", [["  "], [None] * 7 + ["  "], ["", "  ", None]])
def test_a_row_of_blanks_is_passed_over(write: Callable[[Rows], bytes], row: list[Any]) -> None:
    data = write([HEAD, GOOD, row])
    assert told(data, quick=True) == told(data, quick=False)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=40)
@given(rows=ROWS, above=st.integers(0, 3))
def test_any_table_reads_as_with_the_parser(write: Callable[[Rows], bytes], rows: Rows, above: int) -> None:
    data = write([["县果品线"]] * above + [HEAD, GOOD, *rows])
    assert told(data, quick=True) == told(data, quick=False)


@pytest.mark.parametrize("write", WRITERS)
def test_what_lines_write_is_plain(write: Callable[[Rows], bytes]) -> None:
    assert plain_sheet(write([HEAD, GOOD, [2, None, 11, "RUS", "EX", "B2"]]), EN) is not None


@pytest.mark.parametrize("write", WRITERS)
def test_a_table_reads_the_same_from_csv(write: Callable[[Rows], bytes]) -> None:
    rows = [[n % 8, 300 + n / 10, 12.1, "BRU|RUS" if n % 3 else "OK", "1", f"B{n % 4}"] for n in range(200)]
    text = "".join(",".join(map(str, row)) + "\n" for row in [HEAD, *rows])
    assert told(write([HEAD, *rows]), quick=True) == told(text.encode(), quick=True, kind="text")


def formula(book: Any, sheet: Any) -> None:
    sheet.write_formula(5, 1, "=1+1", None, 2)


def a_day(book: Any, sheet: Any) -> None:
    sheet.write_datetime(5, 1, date(2026, 9, 18), book.add_format({"num_format": "yyyy-mm-dd"}))


def second_sheet(book: Any, sheet: Any) -> None:
    book.add_worksheet()


def truth(book: Any, sheet: Any) -> None:
    sheet.write_boolean(5, 1, True)


def two_colours(book: Any, sheet: Any) -> None:
    sheet.write_rich_string(5, 3, "O", book.add_format({"bold": True}), "K")


@pytest.mark.parametrize("act", [formula, a_day, second_sheet, truth, two_colours])
@pytest.mark.parametrize("constant_memory", [True, False])
def test_what_is_not_plain_is_left_to_the_parser(act: Callable[[Any, Any], Any], constant_memory: bool) -> None:
    data = by_xlsxwriter([HEAD, GOOD], constant_memory, act)
    assert plain_sheet(data, EN) is None
    assert told(data, quick=True) == told(data, quick=False)


def test_a_file_that_is_broken_off_is_left_to_the_parser() -> None:
    data = inline([HEAD, GOOD] * 50)
    assert plain_sheet(data[: len(data) // 2], EN) is None


@pytest.mark.parametrize("size", [200, 500, 3_000])
def test_pieces_of_any_size_say_the_same(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    data = inline([HEAD, *[[n % 8, 300 + n / 10, 12, "OK", "1", f"B{n % 3}"] for n in range(200)]])
    whole = told(data, quick=True)
    monkeypatch.setattr("lilian.sorting.sheets.plain_sheet.CHUNK", size)
    assert told(data, quick=True) == whole == told(data, quick=False)

"""Files of lines: read by their mapping, what is wrong told by line, hostile ones refused."""

import io
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.catalog.values import Defect
from lilian.sheets.refusals import FileRefused, HtmlInside, TooManyRows
from lilian.sorting.rules.fruit import BIT
from lilian.sorting.sheets import LINE_LIMITS, BadMapping, mapping_of, mapping_text, read_line_data, shipped
from lilian.sorting.sheets.interned import from_bytes, from_rows
from lilian.sorting.sheets.parsing import parse
from lilian.sorting.sheets.refusals import NoFruit, NoHeadings, TooManyMarks
from lilian.sorting.values import Measure

EN, ZH = (shipped()[code].mapping for code in ("grader-csv-en", "grader-zh"))
HEAD = "Lane,Weight (g),Diameter (mm),Colour (%),Brix,Defects,Grade,Batch\n"


def read(text: str, kind: str = "text") -> object:
    return parse(text.encode(), kind, EN, LINE_LIMITS)


def test_an_english_file_is_read_in_our_units() -> None:
    found = read(HEAD + "1,300.25,75.5,40,12.1,BRU|RUS,1,B1\n2,450,,0,,OK,EX,B2\n")
    fruit = found.fruit
    assert (fruit.weight.tolist(), fruit.diameter.tolist(), fruit.solids.tolist()) == ([3003, 4500], [755, 0], [121, 0])
    assert fruit.defects.tolist() == [BIT[Defect.BRUISE] | BIT[Defect.RUSSET], 0]
    assert ([fruit.machine_grades[n] for n in fruit.machine], [fruit.marks[n] for n in fruit.mark]) == (
        ["first", "special"],
        ["B1", "B2"],
    )
    assert (found.rows, found.bad, found.faults, fruit.lane.tolist()) == (2, 0, (), [1, 2])


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_a_chinese_file_is_read_in_any_encoding_offices_use(encoding: str) -> None:
    text = "某厂分选机;;\n通道;重量(0.1克);缺陷;等级\n3;3125;碰压伤、果锈;一级\n4;900;无;剔除\n"
    found = read_line_data(text.encode(encoding), ZH, name="a.csv").fruit
    assert (found.weight.tolist(), [found.machine_grades[n] for n in found.machine]) == ([3125, 900], ["first", ""])


def test_a_workbook_is_read_as_well() -> None:
    book = openpyxl.Workbook()
    book.active.append(["导出时间", "2026-09-18"])
    book.active.append(["通道", "重量(0.1克)", "糖度", "等级"])
    for row in ([1, 3125, 12.6, "一级"], [2, 4600, None, "特级"], [None, None, None, None]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    found = read_line_data(held.getvalue(), ZH, name="a.xlsx")
    assert (found.fruit.weight.tolist(), found.fruit.solids.tolist(), found.rows) == ([3125, 4600], [126, 0], 2)


def faults(body: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(fault.kind.code, fault.lines) for fault in read(HEAD + body).faults]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,,75,40,12,OK,1,B", "no_weight"),
        ("1,0,75,40,12,OK,1,B", "no_weight"),
        ("1,many,75,40,12,OK,1,B", "not_number"),
        ("1,-3,75,40,12,OK,1,B", "not_number"),
        ("1,1e3,75,40,12,OK,1,B", "not_number"),
        ("1,5001,75,40,12,OK,1,B", "out_of_range"),
        ("1,300,301,40,12,OK,1,B", "out_of_range"),
        ("1,300,75,101,12,OK,1,B", "out_of_range"),
        ("1,300,75,40,41,OK,1,B", "out_of_range"),
        ("1.5,300,75,40,12,OK,1,B", "not_number"),
        ("1000,300,75,40,12,OK,1,B", "out_of_range"),
        ("1,300,75,40,12,XYZ,1,B", "unknown_defect"),
        ("1,300,75,40,12,OK,Z,B", "unknown_grade"),
        (f"1,300,75,40,12,OK,1,{'B' * 41}", "long_mark"),
        ("1,300,75,40,12,OK,1", "ragged"),
        ("1,300,75,40,12,OK,1,B,9", "ragged"),
    ],
)
def test_what_is_wrong_is_told_by_line(row: str, code: str) -> None:
    good = "1,300,75,40,12,OK,1,B\n"
    assert faults(good + row + "\n" + good) == [(code, (3,))]


def test_a_thousand_rows_with_one_fault_are_one_line_of_report() -> None:
    (fault,) = read(HEAD + "1,300,75,40,12,OK,Z,B\n" * 1000).faults
    assert (fault.rows, fault.where()) == (1000, "第 2、3、4、5、6 行，共 1000 行")


def test_good_rows_are_kept_apart_from_bad_ones() -> None:
    found = read(HEAD + "1,300,75,40,12,OK,1,B\n1,,75,40,12,OK,1,B\n")
    assert (found.rows, found.bad, len(found.fruit)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"<html>", HtmlInside),
        (b"a,b\n1,2\n", NoHeadings),
        (HEAD.encode(), NoFruit),
        (HEAD.encode() + b"\n\n", NoFruit),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, refusal: type[FileRefused]) -> None:
    with pytest.raises(refusal):
        read_line_data(data, EN, name="a.csv")


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TooManyRows):
        parse((HEAD + "1,300,75,40,12,OK,1,B\n" * 11).encode(), "text", EN, replace(LINE_LIMITS, rows=10))


def test_a_column_of_numbers_is_no_column_of_lots() -> None:
    with pytest.raises(TooManyMarks):
        read(HEAD + "".join(f"1,300,75,40,12,OK,1,{n}\n" for n in range(600)))


def test_a_mapping_comes_back_as_it_was_written() -> None:
    assert mapping_of(mapping_text(EN)) == EN


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"columns": {}, "units": {}}',
        '{"columns": {"weight": ["W"]}, "units": {"weight": "stone"}}',
        '{"columns": {"weight": ["W"], "solids": ["B"]}, "units": {"weight": "g"}}',
        '{"columns": {"weight": [" "]}, "units": {"weight": "g"}}',
        '{"columns": {"weight": ["W"]}, "units": {"weight": "g"}, "defects": {"X": "sadness"}}',
        '{"columns": {"weight": ["W"]}, "units": {"weight": "g"}, "separator": ",,"}',
    ],
)
def test_a_mapping_that_cannot_stand_is_refused(text: str) -> None:
    with pytest.raises(BadMapping):
        mapping_of(text)


def test_each_shipped_profile_says_that_it_is_invented() -> None:
    assert len(shipped()) == 2
    assert [code for code, profile in shipped().items() if "拟定" not in profile.note] == []


CELL = st.text(st.sampled_from("01.5AB|梨 "), max_size=6)


@pytest.mark.slow
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30), st.booleans())
@settings(max_examples=200)
def test_the_fast_reader_reads_as_the_slow_one(rows: list[tuple[str, str, str]], windows: bool) -> None:
    end = "\r\n" if windows else "\n"
    text = "".join(",".join(row) + end for row in rows)
    fast = from_bytes(text.encode(), ",", 3, [0, 2], 2)
    slow = from_rows(((n, list(row)) for n, row in enumerate(rows, 2) if any(row)), 3, [0, 2])
    if fast is None or len(fast.lines) != len(slow.lines):
        return  # a file of empty rows is for the parser
    for place in (0, 2):
        said = [[body.columns[place].texts[n] for n in body.columns[place].at.tolist()] for body in (fast, slow)]
        assert said[0] == said[1]


@given(st.binary(max_size=300))
@settings(max_examples=150)
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(FileRefused):
        parse(HEAD.encode() + data, "text", EN, LINE_LIMITS)


def test_a_file_from_disk_goes_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "线.csv"
    path.write_text(HEAD + "1,300,75,40,12,OK,1,B\n", encoding="utf-8")
    assert len(read_line_data(path, EN).fruit) == 1


def test_every_measure_has_units_where_it_has_a_size() -> None:
    assert set(EN.units) == {Measure.WEIGHT, Measure.DIAMETER, Measure.SOLIDS, Measure.COLOUR}

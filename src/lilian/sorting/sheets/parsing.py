"""A file's bytes to columns of fruit. Runs in the limited child process."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import python_calamine as calamine

from lilian.sheets.delimited import decoded, separator_of
from lilian.sheets.faults import CellFault
from lilian.sheets.limits import Limits
from lilian.sheets.refusals import Damaged, Encrypted, TooManyRows
from lilian.sorting.rules.fruit import Fruit
from lilian.sorting.sheets import faults
from lilian.sorting.sheets.faults import LineFault
from lilian.sorting.sheets.header import Header, found_header
from lilian.sorting.sheets.interned import Body, from_bytes, from_rows
from lilian.sorting.sheets.limits import FAULTS, HEAD_BYTES, HEAD_ROWS
from lilian.sorting.sheets.meaning import (
    GradeReader,
    MarkReader,
    Values,
    defects_reader,
    line_fault,
    number_reader,
    read_column,
    read_lane,
    weight_reader,
)
from lilian.sorting.sheets.refusals import NoFruit
from lilian.sorting.values import Mapping, Measure


@dataclass(frozen=True)
class Parsed:
    """The good rows as fruit; `rows` counts all, `bad` those left out, `faults` say why."""

    fruit: Fruit
    rows: int
    bad: int
    faults: tuple[LineFault, ...]


def parse(data: bytes, kind: str, mapping: Mapping, limits: Limits) -> Parsed:
    """:raises FileRefused: if there are no headings, no rows or too many"""
    header, body = _text(data, mapping) if kind == "text" else _workbook(data, mapping)
    if len(body.lines) + len(body.ragged) > limits.rows:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
    if not len(body.lines) + len(body.ragged):
        raise NoFruit()
    return _fruit(header, body, mapping)


def _text(data: bytes, mapping: Mapping) -> tuple[Header, Body]:
    text = decoded(data)
    mark = mapping.separator or separator_of(text)
    head = io.StringIO(text[:HEAD_BYTES], newline="")
    reader = csv.reader(head, delimiter=mark)
    rows: list[list[str]] = []
    ends: list[int] = []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
        if len(rows) == HEAD_ROWS:
            break
    header = found_header(rows, mapping)
    first = ends[header.row]
    body = _behind(text, first)
    wanted = header.columns.values()
    plain = from_bytes(body.encode(), mark, header.width, wanted, first + 1)
    return header, plain or from_rows(_numbered(body, mark, first), header.width, wanted)


def _behind(text: str, lines: int) -> str:
    """The text after so many lines."""
    at = 0
    for _ in range(lines):
        at = text.find("\n", at) + 1
        if not at:
            return ""
    return text[at:]


def _numbered(body: str, mark: str, before: int) -> Iterator[tuple[int, Sequence[object]]]:
    """:raises Damaged: if quotes are left open over half the file"""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=mark)
    try:
        for row in reader:
            yield before + reader.line_num, row
    except csv.Error:
        raise Damaged() from None


def _workbook(data: bytes, mapping: Mapping) -> tuple[Header, Body]:
    """The first sheet. Its rows are handed on one by one: a million of them never stand in memory as Python lists."""
    try:
        sheet = calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
        head = [list(row) for _, row in zip(range(HEAD_ROWS), sheet.iter_rows(), strict=False)]
        header = found_header(head, mapping)
        first = header.row + 1
        numbered = enumerate(islice(sheet.iter_rows(), first, None), first + 1)
        return header, from_rows(numbered, header.width, header.columns.values())
    except calamine.PasswordError:
        raise Encrypted() from None
    except calamine.CalamineError:
        raise Damaged() from None


def _fruit(header: Header, body: Body, mapping: Mapping) -> Parsed:
    grades, marks = GradeReader(mapping), MarkReader()
    readers: dict[Measure, Callable[[str], int]] = {
        Measure.WEIGHT: weight_reader(mapping),
        Measure.LANE: read_lane,
        Measure.DEFECTS: defects_reader(mapping),
        Measure.GRADE: grades,
        Measure.LOT: marks,
    }
    columns: dict[Measure, Values] = {}
    bad, found = np.zeros(len(body.lines), np.bool_), []
    for measure, place in header.columns.items():
        reader = readers.get(measure) or number_reader(measure, mapping)
        columns[measure], wrong, why = read_column(body.columns[place], body.lines, reader)
        bad |= wrong
        found += why
    if len(body.ragged):
        found.append(line_fault(CellFault(faults.RAGGED), body.ragged))
    good = {measure: column[~bad] for measure, column in columns.items()} if bad.any() else columns
    fruit = Fruit(
        weight=good[Measure.WEIGHT],
        diameter=good.get(Measure.DIAMETER),
        solids=good.get(Measure.SOLIDS),
        colour=good.get(Measure.COLOUR),
        defects=good.get(Measure.DEFECTS),
        lane=good.get(Measure.LANE),
        machine=good.get(Measure.GRADE),
        mark=good.get(Measure.LOT),
        machine_grades=grades.grades,
        marks=marks.marks,
    )
    rows = len(body.lines) + len(body.ragged)
    told = sorted(found, key=lambda fault: -fault.rows)[:FAULTS]
    return Parsed(fruit, rows, rows - len(fruit), tuple(told))

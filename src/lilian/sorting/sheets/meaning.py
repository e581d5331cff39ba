"""What the texts of a column mean: each distinct text is read once, exactly, whatever number of fruit has it."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from lilian.kernel.quantity import plain
from lilian.sheets.cells import is_blank
from lilian.sheets.faults import CellFault
from lilian.sorting.rules.fruit import BIT
from lilian.sorting.sheets import faults
from lilian.sorting.sheets.faults import LineFault, titled
from lilian.sorting.sheets.interned import Column, Places
from lilian.sorting.sheets.limits import FAULTS, FIRST_LINES, MARKS
from lilian.sorting.sheets.refusals import TooManyMarks
from lilian.sorting.values import UNITS, Mapping, Measure

Values = NDArray[np.uint16]
NUMBER = re.compile(r"\d{1,7}(\.\d{1,15})?")
# The most one fruit can have, in our units, and as people say it.
MOST = {
    Measure.WEIGHT: (50_000, "5000 g"),
    Measure.DIAMETER: (3_000, "300 mm"),
    Measure.SOLIDS: (400, "40 °Brix"),
    Measure.COLOUR: (100, "100 %"),
}
LANES = 999
LONGEST_MARK = 40


def read_column(
    column: Column, lines: Places, read: Callable[[str], int]
) -> tuple[Values, NDArray[np.bool_], list[LineFault]]:
    """Values by row, which rows are wrong, and the faults, those of most rows first; `read` raises `CellFault`."""
    values, wrong = np.zeros(len(column.texts), np.uint16), np.zeros(len(column.texts), np.bool_)
    why: dict[int, CellFault] = {}
    for number, text in enumerate(column.texts):
        try:
            values[number] = read(text)
        except CellFault as fault:
            wrong[number], why[number] = True, fault
    rows = np.bincount(column.at, minlength=len(column.texts))
    told = sorted(why, key=lambda number: -rows[number])[:FAULTS]
    found = [line_fault(why[number], lines[column.at == number]) for number in told if rows[number]]
    return values[column.at], wrong[column.at], found


def line_fault(fault: CellFault, lines: Places) -> LineFault:
    return LineFault(fault.kind, len(lines), tuple(lines[:FIRST_LINES].tolist()), fault.fields)


def number_reader(measure: Measure, mapping: Mapping) -> Callable[[str], int]:
    """Text -> our units, 0 where nothing stands there; colour is kept one higher, so that 0 % is something."""
    times, by = UNITS[measure][mapping.units[measure]]
    most, said = MOST[measure]
    more = 1 if measure is Measure.COLOUR else 0

    def read(text: str) -> int:
        if is_blank(text):
            return 0
        whole = plain(text.replace(",", ".") if mapping.decimal_comma else text)
        if not NUMBER.fullmatch(whole):
            raise CellFault(faults.NOT_NUMBER, **titled(measure, given=text[:40]))
        found = int((Decimal(whole) * times / by).to_integral_value(ROUND_HALF_UP))
        if found > most:
            raise CellFault(faults.OUT_OF_RANGE, **titled(measure, given=text[:40], most=said))
        return found + more

    return read


def weight_reader(mapping: Mapping) -> Callable[[str], int]:
    """As any number, but it must be there."""
    read_number = number_reader(Measure.WEIGHT, mapping)

    def read(text: str) -> int:
        found = read_number(text)
        if not found:
            raise CellFault(faults.NO_WEIGHT)
        return found

    return read


def read_lane(text: str) -> int:
    """0 where nothing stands there."""
    if is_blank(text):
        return 0
    whole = plain(text)
    if not NUMBER.fullmatch(whole) or Decimal(whole) % 1:
        raise CellFault(faults.NOT_NUMBER, **titled(Measure.LANE, given=text[:40]))
    if Decimal(whole) > LANES:
        raise CellFault(faults.OUT_OF_RANGE, **titled(Measure.LANE, given=text[:40], most=str(LANES)))
    return int(Decimal(whole))


def defects_reader(mapping: Mapping) -> Callable[[str], int]:
    """Codes in one cell -> bits."""

    def read(text: str) -> int:
        found = 0
        for code in (one.strip() for one in text.split(mapping.defect_mark)):
            if code and code not in mapping.defects:
                raise CellFault(faults.UNKNOWN_DEFECT, given=code[:40])
            known = mapping.defects.get(code)
            found |= BIT[known] if known else 0
        return found

    return read


class GradeReader:
    """Machine's grade -> a place in `grades`, which are ours; '' is none of ours."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.grades = ("", *sorted({grade for grade in mapping.grades.values() if grade}))

    def __call__(self, text: str) -> int:
        code = whole_number(text.strip())
        if code and code not in self.mapping.grades:
            raise CellFault(faults.UNKNOWN_GRADE, given=code[:40])
        return self.grades.index(self.mapping.grades.get(code, ""))


class MarkReader:
    """What the file calls a lot -> a place in `marks`."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """:raises TooManyMarks: where it cannot be lots that are told apart"""
        mark = whole_number(text.strip())
        if len(mark) > LONGEST_MARK:
            raise CellFault(faults.LONG_MARK, given=mark[:40])
        if len(self.known) >= MARKS and mark not in self.known:
            raise TooManyMarks(limit=MARKS)
        return self.known.setdefault(mark, len(self.known))

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(self.known)


def whole_number(text: str) -> str:
    """Excel hands on every number with a decimal: `1.0` is the code 1."""
    return text.removesuffix(".0") if re.fullmatch(r"\d+\.0", text) else text

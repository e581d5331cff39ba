"""How a value becomes a cell of a written workbook. A text is always a text cell, whatever it starts with."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lilian.sheets.cells import CellError, Value

RED, HEADER_GREY, PROBLEM_INK = "#FF6666", "#E8EDE4", "#B00020"
LONGEST_NAME, NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\]")
FIRST_YEAR = 1900
LONGEST_TEXT = 32_767  # characters a cell can hold
MOMENTS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm", timedelta: "[h]:mm"}
WITH_SECONDS = {datetime: "yyyy-mm-dd hh:mm:ss", time: "hh:mm:ss"}


class TextTooLong(ValueError):
    """A text that no Excel cell can hold; cutting it would lose words in silence."""


class Formats:
    """The few styles of a written workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[str, bool], Format] = {}
        self.title = workbook.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        self.header = workbook.add_format({"bold": True, "bg_color": HEADER_GREY, "border": 1, "text_wrap": True})
        self.problem = workbook.add_format({"font_color": PROBLEM_INK})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.text = workbook.add_format({"num_format": "@"})

    def moment(self, value: date | time | timedelta, *, bad: bool = False) -> Format:
        kind = type(value)
        has_seconds = isinstance(value, datetime | time) and value.second > 0
        return self._numbered(WITH_SECONDS[kind] if has_seconds else MOMENTS[kind], bad)

    def bad_for(self, value: Value) -> Format:
        if isinstance(value, date | time | timedelta):
            return self.moment(value, bad=True)
        return self._numbered("General", bad=True)

    def numbered(self, num_format: str) -> Format:
        return self._numbered(num_format, bad=False)

    def _numbered(self, num_format: str, bad: bool) -> Format:
        if (num_format, bad) not in self.made:
            look: dict[str, Any] = {"num_format": num_format} | ({"bg_color": RED, "border": 1} if bad else {})
            self.made[num_format, bad] = self.workbook.add_format(look)
        return self.made[num_format, bad]


def write_value(out: Worksheet, row: int, column: int, value: Value, style: Format | None, formats: Formats) -> None:
    """:raises TextTooLong: if it is a text no cell can hold"""
    value = plain(value)
    match value:
        case None | "":
            if style is not None:
                out.write_blank(row, column, None, style)
        case bool():
            out.write_boolean(row, column, value, style)
        case int() | float():
            out.write_number(row, column, value, style)
        case date() | time() | timedelta():
            out.write_datetime(row, column, value, style or formats.moment(value))
        case CellError():
            out.write_string(row, column, value.shown, style)
        case _:
            write_text(out, row, column, value, style)


def sheet_name(name: str) -> str:
    """A name Excel allows: LibreOffice lets names be longer and hold more signs."""
    return NOT_IN_NAMES.sub(" ", name)[:LONGEST_NAME].strip("' ") or "Sheet"


def plain(value: Value) -> Value:
    """What Excel cannot hold as a number or a date becomes its text."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, date) and value.year < FIRST_YEAR:
        return value.isoformat()
    if isinstance(value, timedelta) and value < timedelta(0):
        return str(value)
    return value


def write_text(out: Worksheet, row: int, column: int, text: str, style: Format | None = None) -> None:
    out.write_string(row, column, checked(text), style)


def checked(text: str) -> str:
    """:raises TextTooLong: if no cell can hold it"""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(f"{len(text)} characters: {text[:40]}…")
    return text

"""Texts, codes, phones, choices and lists."""

import re

from lilian.sheets.cells import Value
from lilian.sheets.faults import DIGITS_LOST, NOT_PHONE, NOT_YES_NO, TOO_LONG, UNKNOWN_CHOICE, CellFault
from lilian.sheets.kinds.clean import packed, spaced
from lilian.sheets.problems import shown
from lilian.sheets.tables import Column, Context

EXACT_DIGITS = 15  # what a number in Excel can hold
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d{2}", re.I)
PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})|(0\d{2,3}-?\d{7,8}(?:-\d{1,5})?)|(400-?\d{3}-?\d{4})|(1[\d*]{10})")
PARTS = re.compile(r"[、,;/\n\uff0c\uff1b]+")
YES, NO = {"是", "有", "对", "√", "yes", "y", "true", "1"}, {"否", "无", "没有", "不是", "×", "no", "n", "false", "0"}


def read_text(column: Column, value: Value, _context: Context) -> str:
    text = spaced(_whole(value))
    if len(text) > column.max_length:
        raise CellFault(TOO_LONG, limit=column.max_length)
    return text


def read_code(column: Column, value: Value, _context: Context) -> str:
    _whole(value)
    text = packed(value)
    if SCIENTIFIC.fullmatch(text):
        raise CellFault(DIGITS_LOST)
    if len(text) > column.max_length:
        raise CellFault(TOO_LONG, limit=column.max_length)
    return text


def _whole(value: Value) -> str:
    """The value as text, if Excel cannot have changed its digits."""
    if isinstance(value, float | int) and abs(value) >= 10**EXACT_DIGITS:
        raise CellFault(DIGITS_LOST)
    return shown(value)


def read_phone(column: Column, value: Value, context: Context) -> str:
    text = read_code(column, value, context)
    match = PHONE.fullmatch(text.replace("‐", "-").replace("—", "-"))
    if not match:
        raise CellFault(NOT_PHONE)
    return match[1] or match[0]


def read_choice(column: Column, value: Value, _context: Context) -> str:
    text = packed(value)
    for choice in column.choices:
        if text == choice or text == packed(choice):
            return choice
    raise CellFault(UNKNOWN_CHOICE, choices="、".join(column.choices))


def read_list(column: Column, value: Value, _context: Context) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part for part in map(spaced, PARTS.split(shown(value))) if part))
    for part in parts:
        if column.choices and part not in column.choices:
            raise CellFault(UNKNOWN_CHOICE, given=part, choices="、".join(column.choices))
    return parts


def read_yes_no(_column: Column, value: Value, _context: Context) -> bool:
    text = packed(value).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise CellFault(NOT_YES_NO)

"""Weights with their units in the cell, in the header, or as the column's own."""

import re

from lilian.kernel.quantity import BadWeight, FinerThanGram, parse_weight_g, weight_text
from lilian.sheets.cells import CellError, Value
from lilian.sheets.faults import (
    NO_UNIT,
    NOT_WEIGHT,
    TOO_HEAVY,
    WEIGHT_NOT_POSITIVE,
    WEIGHT_TOO_FINE,
    WEIGHT_TOO_SMALL,
    CellFault,
)
from lilian.sheets.kinds.clean import packed
from lilian.sheets.kinds.numbers import DIGITS, unit_of
from lilian.sheets.tables import Column, Context

EXPONENT = re.compile(r"[-+]?[\d.]+e[-+]?\d{1,3}", re.I)
HEAVIEST_G = 10**15  # a thousand million tonnes; where a column sets no bound
LONGEST = 40  # characters; a longer text is no weight, and huge exponents cost time


def read_weight(column: Column, value: Value, context: Context) -> int:
    """Grams."""
    unit = unit_of(column, context)
    grams = _grams(value, unit)
    if column.above is not None and grams <= column.above:
        raise CellFault(WEIGHT_NOT_POSITIVE) if column.above == 0 else _too_small(column.above)
    if column.low is not None and grams < column.low:
        raise _too_small(column.low)
    high = HEAVIEST_G if column.high is None else column.high
    if grams > high:
        raise CellFault(TOO_HEAVY, weight=weight_text(grams), limit=weight_text(high))
    return grams


def _too_small(limit_g: int) -> CellFault:
    return CellFault(WEIGHT_TOO_SMALL, limit=weight_text(limit_g))


def _grams(value: Value, unit: str) -> int:
    text = format(value, f".{DIGITS}g") if isinstance(value, float) else packed(value)
    if isinstance(value, bool | CellError) or len(text) > LONGEST:
        raise CellFault(NOT_WEIGHT)
    if not unit and text.lstrip("+-").replace(".", "", 1).replace(",", "").isdecimal():
        raise CellFault(NO_UNIT)
    try:
        return parse_weight_g(_plain_number(text), unit or None)
    except FinerThanGram:
        raise CellFault(WEIGHT_TOO_FINE) from None
    except BadWeight:
        raise CellFault(NOT_WEIGHT) from None


def _plain_number(text: str) -> str:
    """`1.5e+07`, as very large or small numbers are written, without the exponent."""
    return format(float(text), "f") if EXPONENT.fullmatch(text) else text

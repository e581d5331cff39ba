"""Numbers, whole numbers and money; each bounded."""

import re
from decimal import Decimal
from typing import Any

from lilian.kernel.money import yuan_text
from lilian.sheets.cells import Value
from lilian.sheets.faults import NOT_ABOVE, NOT_MONEY, NOT_NUMBER, NOT_WHOLE, TOO_LARGE, TOO_SMALL, CellFault
from lilian.sheets.kinds.clean import packed
from lilian.sheets.tables import Column, Context

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[-+]?\d{1,2})?", re.I)
THOUSANDS = re.compile(r"(?<=\d)[,](?=\d{3})")
TEN_THOUSAND = Decimal(10_000)
TOO_MANY_DIGITS = 10**16  # beyond what any column of the database holds in fen
DIGITS = 15


def decimal_of(value: Value, unit: str = "") -> Decimal:
    """The number in a cell, exactly as shown; the column's own unit may stand behind it.

    :raises CellFault: if it is no number
    """
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        text = f"{value:.{DIGITS}g}"
    else:
        text = THOUSANDS.sub("", packed(value))
    if unit and text.endswith(packed(unit)):
        text = text[: -len(packed(unit))]
    if isinstance(value, bool) or not NUMBER.fullmatch(text):
        raise CellFault(NOT_NUMBER)
    number = Decimal(text)
    if abs(number) >= TOO_MANY_DIGITS:
        raise CellFault(NOT_NUMBER)
    return number


def bounded(column: Column, number: Any, said: Any = str) -> Any:
    """The number, if it lies in the column's bounds; `said` puts a bound into words.

    :raises CellFault: if it does not
    """
    if column.above is not None and number <= column.above:
        raise CellFault(NOT_ABOVE, limit=said(column.above))
    if column.low is not None and number < column.low:
        raise CellFault(TOO_SMALL, limit=said(column.low))
    if column.high is not None and number > column.high:
        raise CellFault(TOO_LARGE, limit=said(column.high))
    return number


def unit_of(column: Column, context: Context) -> str:
    return context.units.get(column.key) or column.unit


def read_number(column: Column, value: Value, context: Context) -> float:
    number = float(f"{decimal_of(value, unit_of(column, context)):.{DIGITS}g}")
    return float(bounded(column, number))


def read_integer(column: Column, value: Value, context: Context) -> int:
    number = decimal_of(value, unit_of(column, context))
    if number != number.to_integral_value():
        raise CellFault(NOT_WHOLE)
    return int(bounded(column, int(number)))


def read_money(column: Column, value: Value, context: Context) -> int:
    """Fen. The unit 万元, in header or cell, multiplies."""
    unit = unit_of(column, context)
    text = packed(value).removeprefix("¥").removeprefix("\u00a5")
    in_ten_thousands = unit.startswith("万") or text.endswith(("万", "万元"))
    try:
        number = decimal_of(text.removesuffix("元").removesuffix("万"), unit)
    except CellFault:
        raise CellFault(NOT_MONEY) from None
    fen = number * 100 * (TEN_THOUSAND if in_ten_thousands else 1)
    if fen != fen.to_integral_value():
        raise CellFault(NOT_MONEY)
    return int(bounded(column, int(fen), yuan_text))

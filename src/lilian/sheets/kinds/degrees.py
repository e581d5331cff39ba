"""Latitude and longitude in degrees; to a centimetre, finer is noise."""

import re

from lilian.sheets.cells import Value
from lilian.sheets.faults import NOT_DEGREES, CellFault
from lilian.sheets.kinds.clean import packed
from lilian.sheets.kinds.numbers import decimal_of
from lilian.sheets.tables import Column, Context

PLACES = 7
EXAMPLES = {"lat": "36.6933", "lon": "110.9406"}
MARKS = re.compile(r"^[NESWnesw东西南北]+|[NESWnesw度°º]+$")


def read_degrees(column: Column, value: Value, _context: Context) -> float:
    """Degrees; whether the point makes sense is for a check of both together."""
    try:
        number = decimal_of(value if isinstance(value, float) else MARKS.sub("", packed(value)))
    except CellFault:
        raise CellFault(NOT_DEGREES, example=EXAMPLES[column.kind]) from None
    degrees = round(float(number), PLACES)
    if abs(degrees) > 180:
        raise CellFault(NOT_DEGREES, example=EXAMPLES[column.kind])
    return degrees

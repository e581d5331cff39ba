"""Files of sorting lines: read through a mapping, in a limited process, in a second for a million fruit."""

from lilian.sorting.sheets.faults import LineFault
from lilian.sorting.sheets.limits import LINE_LIMITS
from lilian.sorting.sheets.profiles import BadMapping, mapping_of, mapping_text, shipped
from lilian.sorting.sheets.reading import LineData, read_line_data

__all__ = [
    "LINE_LIMITS",
    "BadMapping",
    "LineData",
    "LineFault",
    "mapping_of",
    "mapping_text",
    "read_line_data",
    "shipped",
]

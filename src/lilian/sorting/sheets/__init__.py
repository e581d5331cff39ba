"""Files of sorting lines: read through a mapping, in a limited process, in a second for a million fruit."""

from lilian.sorting.sheets.faults import LineFault
from lilian.sorting.sheets.limits import LINE_LIMITS
from lilian.sorting.sheets.profiles import BadMapping, mapping_of, mapping_text, shipped
from lilian.sorting.sheets.reading import LineData, read_line_data
from lilian.sorting.sheets.records import FIRST_LINE, as_file, own_mapping
from lilian.sorting.sheets.sample import Sample, sample_of

__all__ = [
    "FIRST_LINE",
    "LINE_LIMITS",
    "BadMapping",
    "LineData",
    "LineFault",
    "Sample",
    "as_file",
    "mapping_of",
    "mapping_text",
    "own_mapping",
    "read_line_data",
    "sample_of",
    "shipped",
]

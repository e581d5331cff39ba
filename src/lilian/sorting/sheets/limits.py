"""A line writes a million fruit a day, each a short row of plain values: other limits than a clerk's workbook."""

from lilian.sheets.limits import MEGABYTE, Limits

LINE_LIMITS = Limits(
    file_bytes=160 * MEGABYTE,
    unpacked_bytes=1_200 * MEGABYTE,
    rows=1_200_000,
    columns=60,
    cells=20_000_000,
    child_s=120.0,
    child_bytes=3_072 * MEGABYTE,
)
HEAD_ROWS = 40  # titles, dates and the like above the headings
HEAD_BYTES = 64 * 1024
LONGEST_TEXT = 64  # of one cell on the fast way
MARKS = 500  # lots told apart in one file
FIRST_LINES = 5  # line numbers told of a fault
FAULTS = 100  # told one by one

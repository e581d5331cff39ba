"""Tables in and out of Excel: gate, limited reading, validation by cell, the marked copy, export. No Django."""

from lilian.sheets.cells import Book, Sheet
from lilian.sheets.faults import FaultKind
from lilian.sheets.limits import LIMITS, Limits
from lilian.sheets.problems import Problem
from lilian.sheets.process import read_book
from lilian.sheets.reading import Reading, Row, read_table
from lilian.sheets.refusals import FileRefused
from lilian.sheets.tables import Column, Context, Table

__all__ = [
    "LIMITS",
    "Book",
    "Column",
    "Context",
    "FaultKind",
    "FileRefused",
    "Limits",
    "Problem",
    "Reading",
    "Row",
    "Sheet",
    "Table",
    "read_book",
    "read_table",
]

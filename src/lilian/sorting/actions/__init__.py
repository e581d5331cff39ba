"""Acts on sorting: each is all of it or none, and on record."""

from lilian.sorting.actions.closing import break_off, close_run
from lilian.sorting.actions.files import LineReport, against_machine, by_grade, report_on, report_on_records, take_file
from lilian.sorting.actions.mappings import write_mapping
from lilian.sorting.actions.overrides import answer_override, ask_override
from lilian.sorting.actions.runs import open_run

__all__ = [
    "LineReport",
    "against_machine",
    "answer_override",
    "ask_override",
    "break_off",
    "by_grade",
    "close_run",
    "open_run",
    "report_on",
    "report_on_records",
    "take_file",
    "write_mapping",
]

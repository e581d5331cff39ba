"""Fruit that is called back, how its boxes stand, and its file."""

from dataclasses import dataclass
from enum import StrEnum

from lilian.trace.values.starts import Start


@dataclass(frozen=True)
class RecallDraft:
    """What is called back, and why."""

    start: Start
    reason: str


class BoxStanding(StrEnum):
    """What the page of a box says first."""

    GENUINE = "genuine"
    HELD = "held"
    RECALLED = "recalled"
    VOID = "void"


FILE_KIND = "trace.file"  # the worker's work


class FileForm(StrEnum):
    """How the file of a start is written: one workbook, or a folder of CSV with the proofs of its entries."""

    EXCEL = "xlsx"
    CSV = "csv"

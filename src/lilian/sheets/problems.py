"""A problem: which cell, what stands there, what is wrong, what to do. The sentence is made at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lilian.kernel.refusal import untranslated
from lilian.kernel.sentences import filled, joined
from lilian.sheets.cells import CellError, Value, address
from lilian.sheets.faults import FaultKind


@dataclass(frozen=True)
class Problem:
    """One fault at one place.

    `row` counts from 1 as Excel does, 0 where the whole sheet is meant; `columns` count from 0 and are the cells at
    fault (two where longitude and latitude stand in each other's place, none where a column or a sheet is missing).
    `row_key` is the row's code as the user wrote it; `given` what stands in the first of the cells.
    """

    sheet: str
    row: int
    columns: tuple[int, ...]
    title: str
    row_key: str
    given: str
    kind: FaultKind
    fields: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(address(self.row - 1, column) for column in self.columns)

    @property
    def cell(self) -> str:
        """`H10`, `D50、E50`, or '' where no cell is meant."""
        return "、".join(self.cells)

    def wrong(self, translate: Callable[[str], str] = untranslated) -> str:
        """What is wrong, in one sentence."""
        return filled(self.kind.sentence, self.fields, translate)

    def remedy(self, translate: Callable[[str], str] = untranslated) -> str:
        """What to do, in one sentence."""
        return filled(self.kind.remedy, self.fields, translate)

    def text(self, translate: Callable[[str], str] = untranslated) -> str:
        return joined(self.wrong(translate), self.remedy(translate))

    def line(self, translate: Callable[[str], str] = untranslated) -> str:
        """Sheet, cell, row key, then the sentences: one line for a terminal or a log."""
        place = " ".join(part for part in (self.sheet, self.cell, self.row_key) if part)
        return f"{place}: {self.text(translate)}"


def shown(value: Value) -> str:
    """A cell's value the way its user sees it."""
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.shown
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)

"""A row on its way to be read: values so far, faults found. Row checks work on this."""

from dataclasses import dataclass, field
from typing import Any

from lilian.sheets.cells import Value
from lilian.sheets.faults import FaultKind


@dataclass(frozen=True)
class Found:
    """A fault at one or more columns of the row."""

    keys: tuple[str, ...]
    kind: FaultKind
    fields: dict[str, Any]


@dataclass
class Draft:
    """`values` by column key; a column at fault has no value. `given` is what stood in the cell."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Value] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    def fault(self, kind: FaultKind, *keys: str, **fields: Any) -> None:
        """Name a fault; the values of its columns no longer count."""
        self.found.append(Found(keys, kind, fields))
        for key in keys:
            self.values.pop(key, None)

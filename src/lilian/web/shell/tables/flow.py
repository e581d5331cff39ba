"""What a module says of one of its tables, so that it goes in and out of Excel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lilian.base import imports
from lilian.base.actors import Actor
from lilian.kernel.refusal import Refusal
from lilian.sheets import Table

Values = Mapping[str, Any]


class Outcome(Protocol):
    """What writing rows did: keys added, keys changed, how many were left alone."""

    @property
    def added(self) -> Sequence[str]: ...
    @property
    def changed(self) -> Sequence[str]: ...
    @property
    def unchanged(self) -> int: ...


class RowFault(Protocol):
    """Why a row that reads well cannot be taken.

    `key` is the row's key, or its place in the rows (from 0) if the table has none; `column` the column to mark.
    """

    @property
    def key(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def refusal(self) -> Refusal: ...


@dataclass(frozen=True)
class File:
    """The file rows came from, as its import remembers it."""

    name: str
    digest: str


Take = Callable[[File, datetime], int]


@dataclass(frozen=True)
class Weighed:
    """What rows would do, found by reading alone. `ready()`, entered outside the transaction, puts aside what is to be
    written and gives the act that writes it there.
    """

    outcome: Outcome
    ready: Callable[[], AbstractContextManager[Take]]


@dataclass(frozen=True)
class TableFlow:
    """One table that goes out by `rows`, is tried by `write` and taken in by `take`.

    `rows(actor)` gives what the export holds. `write(actor, rows, now)` applies rows in the caller's transaction; a
    refusal of it that names rows has them in `.faults`. `take(actor, rows, file, now)` does the same, keeps the import
    by `base.imports.record` under the name `kept_as`, and returns its key; the module registers the undo, or none where
    rows stay.

    `weigh(actor, rows, now)`, for tables that may have a hundred thousand rows, says the same as `write` without
    writing, so that others wait for the writing alone; without it the rows are tried in a transaction and taken back.

    `read_as` gives the table with what is plausible today, where the office sets that.

    `label` says what a row is; `see` and `change` are permissions; `back` is the url name of the list.
    """

    table: Table
    label: str
    icon: str
    rows: Callable[[Actor], Iterable[Values]]
    write: Callable[[Actor, Sequence[Values], datetime], Outcome]
    take: Callable[[Actor, Sequence[Values], File, datetime], int]
    kept_as: str
    see: str
    change: str
    back: str
    weigh: Callable[[Actor, Sequence[Values], datetime], Weighed] | None = None
    read_as: Callable[[], Table] | None = None

    @property
    def coming_in(self) -> Table:
        return self.read_as() if self.read_as else self.table

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def can_be_undone(self) -> bool:
        return self.kept_as in imports.UNDO


def row_faults(refusal: Refusal) -> tuple[RowFault, ...]:
    """The rows a refusal names; none if it is of the table as a whole."""
    return tuple(getattr(refusal, "faults", ()))


def counts(outcome: Outcome) -> tuple[int, int, int]:
    """New, changed, unchanged."""
    return len(outcome.added), len(outcome.changed), outcome.unchanged

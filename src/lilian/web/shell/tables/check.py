"""What a file would do if it were taken in, worked out without leaving a trace."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from lilian.base.actors import Actor
from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import as_plain, from_plain
from lilian.sheets import Book, Problem, Reading, Row, read_book, read_table
from lilian.sheets.delimited import read_paste
from lilian.sheets.faults import FaultKind
from lilian.web.shell.tables.drafts import Draft
from lilian.web.shell.tables.flow import Outcome, RowFault, TableFlow, counts, row_faults
from lilian.web.shell.tables.standing import filled

Progress = Callable[[int, int], None]
PROBLEMS_KEPT = 500


def unheard(_done: int, _in_all: int) -> None:
    """Nobody waits for news of a small file."""


@dataclass(frozen=True)
class Verdict:
    """A file looked through: the rows that can be taken, every problem, what taking them would do (None: nothing)."""

    book: Book
    reading: Reading
    rows: list[Row]
    problems: list[Problem]
    outcome: Outcome | None

    @property
    def bad_numbers(self) -> list[int]:
        good = {row.number for row in self.rows}
        return [row.number for row in self.reading.rows if row.number not in good]


@dataclass(frozen=True)
class Check:
    """The part of a verdict that is kept with the draft: what the page shows and what the act must find again."""

    total: int
    counts: tuple[int, int, int]
    bad_numbers: list[int]
    problems: list[Problem]
    problem_count: int
    changes: list[dict[str, Any]] = field(default_factory=list)
    refused: bool = False

    @property
    def good(self) -> int:
        return self.total - len(self.bad_numbers)

    @property
    def changes_nothing(self) -> bool:
        return not self.counts[0] and not self.counts[1]


def book_of(draft: Draft) -> Book:
    """:raises FileRefused: with the reason"""
    if draft.pasted:
        return read_paste(draft.given.decode())
    return read_book(draft.given, draft.file_name)


def look_through(flow: TableFlow, book: Book, *, actor: Actor, now: datetime, progress: Progress = unheard) -> Verdict:
    """Read the table and weigh it; rows the module refuses are set aside with their reason, until the rest goes in."""
    reading = read_table(book, flow.coming_in, progress=progress)
    progress(len(reading.rows), len(reading.rows))
    rows, problems = (filled(flow, reading, reading.good, actor) if reading.is_complete else []), list(reading.problems)
    outcome: Outcome | None = None
    while rows:
        try:
            outcome = tried(flow, rows, actor=actor, now=now)
            break
        except Refusal as refusal:
            rows, found = set_aside(reading, rows, refusal)
            problems += found
    return Verdict(book, reading, rows, problems, outcome)


def tried(flow: TableFlow, rows: list[Row], *, actor: Actor, now: datetime) -> Outcome:
    """What the act would do. Without a way to weigh it, the very act, undone before anyone sees it."""
    if flow.weigh is not None:
        return flow.weigh(actor, [row.values for row in rows], now).outcome
    with transaction.atomic():
        outcome = flow.write(actor, [row.values for row in rows], now)
        transaction.set_rollback(True)
    return outcome


def set_aside(reading: Reading, rows: list[Row], refusal: Refusal) -> tuple[list[Row], list[Problem]]:
    """The rows without those at fault, none if the table as a whole cannot stand; and a problem for each fault."""
    key = reading.table.key
    by_key = {str(row.values[key]) if key else str(place): row for place, row in enumerate(rows)}
    faults = [fault for fault in row_faults(refusal) if fault.key in by_key]
    if not faults:
        return [], [problem_of_table(reading, refusal)]
    bad = {by_key[fault.key].number for fault in faults}
    problems = [problem_at(reading, by_key[fault.key], fault) for fault in faults]
    return [row for row in rows if row.number not in bad], problems


def problem_of_table(reading: Reading, refusal: Refusal) -> Problem:
    return Problem(reading.sheet, 0, (), "", "", "", kind_of(refusal), refusal.fields)


def problem_at(reading: Reading, row: Row, fault: RowFault) -> Problem:
    """A module's refusal of a row, in the shape of a problem at a cell."""
    refusal, has_cell = fault.refusal, fault.column in reading.columns
    columns = (reading.columns[fault.column],) if has_cell else ()
    title = reading.table.column(fault.column).title if has_cell else ""
    given = row.values.get(fault.column)
    text = "" if given is None else str(given)
    return Problem(reading.sheet, row.number, columns, title, row.key, text, kind_of(refusal), refusal.fields)


def kind_of(refusal: Refusal) -> FaultKind:
    return FaultKind(refusal.code, refusal.sentence, refusal.remedy)


def summary(verdict: Verdict, changes: list[dict[str, Any]]) -> Check:
    return Check(
        total=len(verdict.reading.rows),
        counts=counts(verdict.outcome) if verdict.outcome else (0, 0, 0),
        bad_numbers=verdict.bad_numbers,
        problems=sorted(verdict.problems, key=lambda one: one.row)[:PROBLEMS_KEPT],
        problem_count=len(verdict.problems),
        changes=changes,
        refused=bool(verdict.problems) and not verdict.rows,
    )


def packed(check: Check) -> bytes:
    problems = [replace(one, fields=as_plain(one.fields)) for one in check.problems]
    return msgspec.json.encode(replace(check, problems=problems), enc_hook=str)


def unpacked(data: bytes) -> Check:
    check = msgspec.json.decode(data, type=Check)
    return replace(check, problems=[replace(one, fields=from_plain(one.fields)) for one in check.problems])

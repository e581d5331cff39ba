"""One plan with everything its papers show: the problem, the plan, today's practice, and the names people use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from lilian.planning.storage import Lot, Plan, Problem, Store
from lilian.storage.papers.relief import Relief, relief


@dataclass(frozen=True)
class LotNote:
    """What people call a lot: where it waits and what it is. Planning does not need it."""

    village: str
    point: str = ""
    grade: str = ""


@dataclass(frozen=True)
class StoreNote:
    """What people call a store, and what lay in it before the plan."""

    name: str
    town: str = ""
    capacity_g: int = 0
    stored_g: int = 0
    keeper: str = ""


class Stored(Protocol):
    """A plan as it is kept, with the names people use for its lots and stores, by code."""

    @property
    def problem(self) -> Problem: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def practice(self) -> Plan: ...
    @property
    def notes(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]: ...


def paper_of(stored: Stored, *, made_at: datetime, title: str) -> "Paper":
    """The paper of a stored plan, whichever door prints it; `made_at` in the county's time."""
    return Paper(
        problem=stored.problem,
        plan=stored.plan,
        practice=stored.practice,
        made_at=made_at,
        title=title,
        lot_notes={code: LotNote(**note) for code, note in stored.notes.get("lots", {}).items()},
        store_notes={code: StoreNote(**note) for code, note in stored.notes.get("stores", {}).items()},
    )


@dataclass(frozen=True)
class Paper:
    """`made_at` is printed on every paper; the clock is the caller's.

    A lot or store without a note is shown by its code.
    """

    problem: Problem
    plan: Plan
    practice: Plan
    made_at: datetime
    title: str
    lot_notes: Mapping[str, LotNote] = field(default_factory=dict)
    store_notes: Mapping[str, StoreNote] = field(default_factory=dict)

    @cached_property
    def lots(self) -> dict[str, Lot]:
        return {lot.code: lot for lot in self.problem.lots}

    @cached_property
    def stores(self) -> dict[str, Store]:
        return {store.code: store for store in self.problem.stores}

    def lot_note(self, code: str) -> LotNote:
        return self.lot_notes.get(code) or LotNote(village=code)

    def store_note(self, code: str) -> StoreNote:
        return self.store_notes.get(code) or StoreNote(name=code)

    @cached_property
    def relief(self) -> Relief:
        """Where more room or intake would place what is left over."""
        return relief(self.problem, self.plan)

    @cached_property
    def days(self) -> list[date]:
        """The days on which something arrives, in order."""
        return sorted({assignment.day for assignment in self.plan.assignments})

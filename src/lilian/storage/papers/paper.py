"""One plan with everything its papers show: the problem, the plan, today's practice, and the names people use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

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

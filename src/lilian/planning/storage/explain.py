"""Why this store: for a lot, what was chosen, the next best stores, and what rules each of them out."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.planning.storage.model import Ints, Model
from lilian.planning.storage.plan import Assignment, Plan, Unplaced
from lilian.planning.storage.problem import Problem
from lilian.planning.storage.reasons import Reason

SHOWN = 3


class NoSuchLot(NotFound):
    code = "planning.no_such_lot"
    sentence = gettext_noop("这份方案里没有批次 {lot}。")


@dataclass(frozen=True)
class Alternative:
    """Another store for the lot on the day it would best arrive; `free_g`: space the plan leaves there.

    `extra_fen_per_tonne`: against what the lot pays now, against 0 where nothing was placed.
    """

    store: str
    day: date
    road_km: float
    cost_fen_per_tonne: int
    extra_fen_per_tonne: int
    free_g: int
    temperature_c: float
    ruled_out_by: Reason


@dataclass(frozen=True)
class Explanation:
    """`alternatives`: the stores not chosen where a tonne of the lot would cost least, cheapest first."""

    lot: str
    chosen: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...]
    alternatives: tuple[Alternative, ...]


class Explainer:
    """Explains any lot of one plan; build it once, ask it often."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.model = Model(problem)
        self.plan = plan
        self.chosen: dict[str, list[Assignment]] = {lot.code: [] for lot in problem.lots}
        self.unplaced: dict[str, list[Unplaced]] = {lot.code: [] for lot in problem.lots}
        for assignment in plan.assignments:
            self.chosen[assignment.lot].append(assignment)
        for left in plan.unplaced:
            self.unplaced[left.lot].append(left)
        self.used: Ints = np.array([state.used_by_day for state in plan.store_states], np.int64).reshape(
            -1, problem.terms.days
        )

    def explain(self, lot_code: str) -> Explanation:
        """
        :raises NoSuchLot: if the problem has no such lot
        """
        if lot_code not in self.chosen:
            raise NoSuchLot(lot=lot_code)
        lot, chosen = self.model.lot_index[lot_code], self.chosen[lot_code]
        taken = {self.model.store_index[assignment.store] for assignment in chosen}
        order = np.lexsort((np.arange(self.model.columns // self.model.days), self.model.store_cost[lot]))
        others = [int(store) for store in order if int(store) not in taken][:SHOWN]
        paid = self.paid(chosen)
        found = tuple(self.alternative(lot, store, paid) for store in others)
        return Explanation(lot_code, tuple(chosen), tuple(self.unplaced[lot_code]), found)

    @staticmethod
    def paid(chosen: list[Assignment]) -> float:
        """Fen per tonne the lot pays now, on average."""
        weight_g = sum(assignment.weight_g for assignment in chosen)
        return sum(assignment.cost_fen for assignment in chosen) * 1_000_000 / weight_g if weight_g else 0.0

    def alternative(self, lot: int, store: int, paid: float) -> Alternative:
        model, spec = self.model, self.model.problem.stores[store]
        day = min(int(model.ready[lot]), model.days - 1)
        cost = float(model.store_cost[lot, store])
        return Alternative(
            store=spec.code,
            day=model.problem.terms.day(day),
            road_km=float(model.road_km[lot, store]),
            cost_fen_per_tonne=round(cost),
            extra_fen_per_tonne=round(cost - paid),
            free_g=spec.free_g - int(self.used[store].sum()),
            temperature_c=spec.temperature_c,
            ruled_out_by=self.ruled_out_by(lot, store, day, round(cost - paid)),
        )

    def ruled_out_by(self, lot: int, store: int, day: int, extra_fen: int) -> Reason:
        return self.rule_broken(lot, store) or self.scarcity(lot, store, day, extra_fen)

    def rule_broken(self, lot: int, store: int) -> Reason | None:
        """The first fixed rule that forbids the store."""
        model, problem = self.model, self.model.problem
        spec, name = problem.stores[store], {"store": problem.stores[store].code}
        if not model.accepted[lot, store]:
            return Reason("variety", name | {"variety": problem.lots[lot].variety})
        if not model.cool[store]:
            limit = f"{problem.terms.max_temperature_c:g}"
            return Reason("too_warm", name | {"temperature_c": f"{spec.temperature_c:g}", "max_temperature_c": limit})
        if model.barred[lot, store]:
            return Reason("excluded", name)
        if model.ready[lot] >= model.days:
            harvest = problem.lots[lot].harvest_date.isoformat()
            return Reason("too_late", {"harvest_date": harvest, "last_day": problem.terms.last_day.isoformat()})
        parts = [part for part in model.parts if part.lot == lot]
        if all(part.store not in (None, store) for part in parts):
            return Reason("locked_elsewhere", {"locked_store": problem.stores[parts[0].store or 0].code})
        return None

    def scarcity(self, lot: int, store: int, day: int, extra_fen: int) -> Reason:
        """No rule forbids the store: it is full, its door is, or it does not pay."""
        spec = self.model.problem.stores[store]
        name = {"store": spec.code}
        free_g = spec.free_g - int(self.used[store].sum())
        if free_g <= 0:
            return Reason("full", name)
        if self.used[store, day] >= self.model.intake_g[store, day]:
            return Reason("intake_used_up", name | {"day": self.model.problem.terms.day(day).isoformat()})
        if not self.model.problem.may_split and free_g < self.model.problem.lots[lot].weight_g:
            return Reason("whole_does_not_fit", name)
        if extra_fen > 0:
            return Reason("costs_more", name | {"extra_yuan": yuan_text(extra_fen)})
        return Reason("free_to_use", name)


def explain(problem: Problem, plan: Plan, lot_code: str) -> Explanation:
    """Explain one lot; see `Explainer` for many.

    :raises NoSuchLot: if the problem has no such lot
    """
    return Explainer(problem, plan).explain(lot_code)


def explain_all(problem: Problem, plan: Plan) -> tuple[Explanation, ...]:
    """Every lot, in the order of the problem."""
    explainer = Explainer(problem, plan)
    return tuple(explainer.explain(lot.code) for lot in problem.lots)

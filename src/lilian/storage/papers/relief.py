"""Which stores hold the rest back: where a little more room, or intake, would place fruit that is left over.

A search from the lots left behind: a lot can press into a full place by moving a lot there elsewhere, and so on, until
something gives. Where lots may not be split the answer is about right, not exact.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lilian.planning.storage import Lot, Plan, Problem, Store


@dataclass(frozen=True)
class Relief:
    """Store codes: `by_room` would place more with more room, `by_intake` with more intake on some day."""

    by_room: frozenset[str]
    by_intake: frozenset[str]


def relief(problem: Problem, plan: Plan) -> Relief:
    """Both sets are empty where nothing is left over."""
    if not plan.unplaced:
        return Relief(frozenset(), frozenset())
    return _Search(problem, plan).run()


class _Search:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.locked = {lock.lot for lock in problem.locks}
        self.barred = {(exclusion.store, exclusion.lot) for exclusion in problem.exclusions}
        self.lots = {lot.code: lot for lot in problem.lots}
        self.free_g = {state.store: state.free_g for state in plan.store_states}
        self.inside: dict[tuple[str, date], set[str]] = defaultdict(set)
        self.taken_g: dict[tuple[str, date], int] = defaultdict(int)
        for each in plan.assignments:
            self.inside[each.store, each.day].add(each.lot)
            self.taken_g[each.store, each.day] += each.weight_g
        self.days = [problem.terms.first_day + timedelta(days=n) for n in range(problem.terms.days)]

    def run(self) -> Relief:
        by_room, by_intake = set(), set()
        seen = {each.lot for each in self.plan.unplaced} - self.locked
        waiting = list(seen)
        while waiting:
            for store, day in self._open_to(self.lots[waiting.pop()]):
                intake_g = store.intakes_g(len(self.days))[self.days.index(day)]
                at_door = self.taken_g[store.code, day] < intake_g
                if at_door:
                    by_room.add(store.code)
                elif self.free_g[store.code] > 0:
                    by_intake.add(store.code)
                pushed = self._pushed_out(store.code, day, any_day=at_door) - seen - self.locked
                seen |= pushed
                waiting.extend(pushed)
        return Relief(frozenset(by_room), frozenset(by_intake))

    def _open_to(self, lot: Lot) -> Iterator[tuple[Store, date]]:
        for store in self.problem.stores:
            if self._may_enter(lot, store):
                yield from ((store, day) for day in self.days if day >= lot.harvest_date)

    def _may_enter(self, lot: Lot, store: Store) -> bool:
        cool = store.temperature_c <= self.problem.terms.max_temperature_c
        barred = (store.code, lot.code) in self.barred or (store.code, None) in self.barred
        return cool and lot.variety in store.accepts and not barred

    def _pushed_out(self, store: str, day: date, *, any_day: bool) -> set[str]:
        """Lots whose leaving makes way: any of the store's where only room is short, the day's where the door is."""
        days = self.days if any_day else [day]
        return {lot for one in days for lot in self.inside[store, one]}

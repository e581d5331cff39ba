"""What if: close a store, add room, change prices. Answered in figures, by planning again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound
from lilian.planning.fan import Fan
from lilian.planning.limits import Limits
from lilian.planning.storage.plan import Plan
from lilian.planning.storage.problem import Exclusion, Lock, Problem, Store
from lilian.planning.storage.solve import solve


class NoSuchStore(NotFound):
    code = "planning.no_such_store"
    sentence = gettext_noop("这份方案里没有恒温库 {store}。")


@dataclass(frozen=True)
class CloseStore:
    """The store takes nothing; locks into it are dropped."""

    store: str


@dataclass(frozen=True)
class AddRoom:
    """The store gets `space_g` more in all and `intake_g_per_day` more at its door; negative takes away, down to 0."""

    store: str
    space_g: int = 0
    intake_g_per_day: int = 0


@dataclass(frozen=True)
class ChangePrices:
    """New prices in fen; None leaves one as it is. `fee_percent` scales every store's fee (100 leaves it)."""

    freight_fen_per_tonne_km: float | None = None
    delay_fen_per_tonne_hour: float | None = None
    handling_fen_per_tonne: float | None = None
    fee_percent: int = 100


@dataclass(frozen=True)
class AddDays:
    """Plan over so many more days."""

    days: int


@dataclass(frozen=True)
class Decide:
    """Add people's decisions."""

    locks: tuple[Lock, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


Change = CloseStore | AddRoom | ChangePrices | AddDays | Decide


@dataclass(frozen=True)
class WhatIf:
    """The plan after the change, and its difference from the plan before it (after - before)."""

    plan: Plan
    cost_fen: int
    placed_g: int
    extra_cost_fen: int
    extra_placed_g: int
    moved_g: int


def what_if(problem: Problem, plan: Plan, change: Change, *, limits: Limits = Limits()) -> WhatIf:
    """Plan again with the change. `moved_g`: weight that goes to another store or day than in `plan`.

    :raises NoSuchStore: if the change names a store the problem has not
    :raises Invalid: if the changed problem is not valid
    """
    after = solve(changed(problem, change), limits=limits)
    return WhatIf(
        plan=after,
        cost_fen=after.cost_fen,
        placed_g=after.placed_g,
        extra_cost_fen=after.cost_fen - plan.cost_fen,
        extra_placed_g=after.placed_g - plan.placed_g,
        moved_g=moved_g(plan, after),
    )


def what_ifs(problem: Problem, plan: Plan, changes: Sequence[Change], *, fan: Fan) -> list[WhatIf]:
    """Each change alone, in order; over the fan, many at once."""
    kept = fan.keep((problem, plan))
    return fan.map_over(one_of, [(kept, change) for change in changes])


def one_of(asked: tuple[Problem, Plan], change: Change) -> WhatIf:
    return what_if(*asked, change)


def changed(problem: Problem, change: Change) -> Problem:
    """The problem after the change."""
    match change:
        case CloseStore(store):
            locks = tuple(lock for lock in problem.locks if lock.store != store)
            old = find_store(problem, store)
            shut = replace(old, free_g=0, intake_g_per_day=0, intake_g_by_day=(0,) * len(old.intake_g_by_day))
            return with_store(replace(problem, locks=locks), shut)
        case AddRoom(store, space_g, intake_g):
            old = find_store(problem, store)
            free, intake = max(0, old.free_g + space_g), max(0, old.intake_g_per_day + intake_g)
            by_day = tuple(max(0, each + intake_g) for each in old.intake_g_by_day)
            return with_store(problem, replace(old, free_g=free, intake_g_per_day=intake, intake_g_by_day=by_day))
        case ChangePrices():
            return with_prices(problem, change)
        case AddDays(days):
            return with_days(problem, days)
        case Decide(locks, exclusions):
            return replace(problem, locks=(*problem.locks, *locks), exclusions=(*problem.exclusions, *exclusions))


def find_store(problem: Problem, code: str) -> Store:
    found = [store for store in problem.stores if store.code == code]
    if not found:
        raise NoSuchStore(store=code)
    return found[0]


def with_store(problem: Problem, new: Store) -> Problem:
    """With this store in place of the one of the same code."""
    return replace(problem, stores=tuple(new if store.code == new.code else store for store in problem.stores))


def with_days(problem: Problem, more: int) -> Problem:
    """So many days more; a door whose days differ takes its usual intake on them."""
    days = problem.terms.days + more
    stores = tuple(
        replace(store, intake_g_by_day=(*store.intake_g_by_day, *(store.intake_g_per_day,) * more)[:days])
        if store.intake_g_by_day
        else store
        for store in problem.stores
    )
    return replace(problem, stores=stores, terms=replace(problem.terms, days=days))


def with_prices(problem: Problem, change: ChangePrices) -> Problem:
    old = problem.terms
    terms = replace(
        old,
        freight_fen_per_tonne_km=new_or(change.freight_fen_per_tonne_km, old.freight_fen_per_tonne_km),
        delay_fen_per_tonne_hour=new_or(change.delay_fen_per_tonne_hour, old.delay_fen_per_tonne_hour),
        handling_fen_per_tonne=new_or(change.handling_fen_per_tonne, old.handling_fen_per_tonne),
    )
    stores = tuple(
        replace(store, fee_fen_per_tonne_month=store.fee_fen_per_tonne_month * change.fee_percent / 100)
        for store in problem.stores
    )
    return replace(problem, terms=terms, stores=stores)


def new_or(new: float | None, old: float) -> float:
    return old if new is None else new


def moved_g(before: Plan, after: Plan) -> int:
    """Weight that both plans place, but not in the same store on the same day."""
    places = {(a.lot, a.store, a.day): a.weight_g for a in before.assignments}
    same = sum(min(a.weight_g, places.get((a.lot, a.store, a.day), 0)) for a in after.assignments)
    return min(before.placed_g, after.placed_g) - same

"""Which lots the loads of a plan are made of: the season is walked through once more, lot by lot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lilian.planning.consolidation import Leaving, Move, Plan

Shelf = tuple[str, str, int]  # room, kind of fruit, months it keeps


@dataclass
class Lying:
    """So much of a lot in a room, as the planner calls it. `stays`: people said that it does not leave."""

    lot_id: int
    room: str
    variety: str
    months_left: int
    weight_g: int
    stays: bool = False


@dataclass(frozen=True)
class Load:
    month: int
    source: str
    target: str
    lot_id: int
    weight_g: int


def loads_of(plan: Plan, lying: Iterable[Lying]) -> tuple[Load, ...]:
    """Every move of the plan as loads of lots, in order. Whole lots go first, the largest, so that few are split; what
    is delivered or lost leaves the smallest first. A lot that stays is never touched by a move."""
    most = max((len(runs) for runs in plan.running.values()), default=0)
    shelves: dict[Shelf, list[Lying]] = defaultdict(list)
    for each in lying:
        months = min(each.months_left, most)  # longer than the plan is all the same to it
        shelves[each.room, each.variety, months].append(replace(each, months_left=months))
    found: list[Load] = []
    for month in range(most):
        for move in (one for one in plan.moves if one.month == month):
            found += _moved(shelves, move)
        _gone(shelves, (one for one in plan.lost if one.month == month))
        _gone(shelves, (one for one in plan.delivered if one.month == month))
    return tuple(found)


def _moved(shelves: dict[Shelf, list[Lying]], move: Move) -> list[Load]:
    left, loads = move.weight_g, []
    source = shelves[move.source, move.variety, move.months_left]
    target = shelves[move.target, move.variety, move.months_left]
    for each in sorted(source, key=lambda one: (one.stays, -one.weight_g, one.lot_id)):
        taken = min(left, each.weight_g)
        if taken <= 0 or each.stays:
            continue
        each.weight_g, left = each.weight_g - taken, left - taken
        target.append(Lying(each.lot_id, move.target, move.variety, move.months_left, taken))
        loads.append(Load(move.month, move.source, move.target, each.lot_id, taken))
    return loads


def _gone(shelves: dict[Shelf, list[Lying]], leaving: Iterable[Leaving]) -> None:
    for act in leaving:
        left = act.weight_g
        shelf = shelves[act.room, act.variety, act.months_left]
        for each in sorted(shelf, key=lambda one: (not one.stays, one.weight_g, one.lot_id)):
            taken = min(left, each.weight_g)
            each.weight_g, left = each.weight_g - taken, left - taken

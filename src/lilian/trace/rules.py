"""How a box stands, from what was decided about it and about the lots behind it."""

from collections.abc import Collection
from dataclasses import dataclass

from lilian.stock.values import Condition
from lilian.trace.values import BoxStanding

STOPPED = {Condition.QUARANTINED, Condition.DAMAGED, Condition.RECALLED}


@dataclass(frozen=True)
class Behind:
    """A lot behind a box and what was decided last about it. `own`: the lot the box is of, or, while its packing is
    open, one that goes in. `traced`: a recall called it back, and what it reached was stopped by itself.
    """

    condition: Condition
    own: bool
    traced: bool = False


def box_standing(behind: Collection[Behind], *, void: bool, recalled: bool) -> BoxStanding:
    """The gravest of what is true. Of older lots a recall counts by what it reached: a lot suspected from a day on has
    nothing to do with what left it before. One called back by hand reached nothing further, and counts whole. What was
    damaged later is no matter to a box packed before.
    """
    own = {each.condition for each in behind if each.own}
    older = {each.condition for each in behind if not each.own and not each.traced}
    if recalled or Condition.RECALLED in own | older:
        return BoxStanding.RECALLED
    if void:
        return BoxStanding.VOID
    if own & STOPPED or Condition.QUARANTINED in older:
        return BoxStanding.HELD
    return BoxStanding.GENUINE

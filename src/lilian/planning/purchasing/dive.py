"""Down to a plan: the surest answers first, the program without whole numbers solved again after each."""

from time import monotonic

from lilian.planning.purchasing.curves import Floats
from lilian.planning.purchasing.part import Part
from lilian.planning.purchasing.relaxed import Relaxation

CERTAIN = 0.05  # how near yes or no a share is taken at its word


def dive(relaxation: Relaxation, part: Part, values: Floats, stop: float) -> Floats | None:
    """The relaxed plan, given one of a part, once no step, order or line is in doubt; None if not in time."""
    while monotonic() < stop:
        doubts = relaxation.choices(values, part)
        if not doubts:
            return values
        surest = max(doubts, key=lambda doubt: abs(doubt[0] - 0.5))
        for share, question in (surest, *(d for d in doubts if min(d[0], 1 - d[0]) < CERTAIN)):
            part = question.answered(part, share > 0.5)
        solved = relaxation.solve(part, stop)
        if solved is None:
            return None
        values = solved[0]
    return None

"""Min-cost transportation: how much of each supply goes to which place, exactly, with a price certificate."""

from lilian.planning.transport.check import faults
from lilian.planning.transport.costs import FORBIDDEN, Arcs, ComputedCosts
from lilian.planning.transport.plan import Flow, Plan
from lilian.planning.transport.problem import BadProblem, Problem
from lilian.planning.transport.solve import Unproved, solve
from lilian.planning.transport.warm import warm

__all__ = [
    "FORBIDDEN",
    "Arcs",
    "BadProblem",
    "ComputedCosts",
    "Flow",
    "Plan",
    "Problem",
    "Unproved",
    "faults",
    "solve",
    "warm",
]

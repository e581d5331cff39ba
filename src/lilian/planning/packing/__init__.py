"""Which fruit next into which open box: exact per box, two boxes jointly, and what waiting fruit is worth."""

from lilian.planning.packing.check import faults
from lilian.planning.packing.greedy import practice
from lilian.planning.packing.plan import DIVERTED, STAYS, Plan
from lilian.planning.packing.problem import FORBIDDEN, BadProblem, PackSpec, Problem
from lilian.planning.packing.solve import solve

__all__ = ["DIVERTED", "FORBIDDEN", "STAYS", "BadProblem", "PackSpec", "Plan", "Problem", "faults", "practice", "solve"]

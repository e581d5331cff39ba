"""Which stores to run and what each serves: capacitated facility location with a bound anybody can check."""

from lilian.planning.facility.check import faults
from lilian.planning.facility.greedy import practice
from lilian.planning.facility.plan import Certificate, Plan, Regret
from lilian.planning.facility.problem import BadProblem, Problem, from_decimals
from lilian.planning.facility.solve import solve
from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import FORBIDDEN

__all__ = [
    "FORBIDDEN",
    "BadProblem",
    "Certificate",
    "Leaf",
    "Plan",
    "Problem",
    "Regret",
    "faults",
    "from_decimals",
    "practice",
    "solve",
]

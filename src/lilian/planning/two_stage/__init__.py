"""Which packhouses and which stores to run, and what flows through them: two-stage capacitated facility location."""

from lilian.planning.facility.problem import BadProblem
from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import FORBIDDEN
from lilian.planning.two_stage.check import faults
from lilian.planning.two_stage.greedy import practice
from lilian.planning.two_stage.plan import Certificate, Plan
from lilian.planning.two_stage.problem import Problem
from lilian.planning.two_stage.solve import solve

__all__ = ["FORBIDDEN", "BadProblem", "Certificate", "Leaf", "Plan", "Problem", "faults", "practice", "solve"]

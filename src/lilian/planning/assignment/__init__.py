"""Which lot goes whole into which room: the generalised assignment problem with a bound anybody can check."""

from lilian.planning.assignment.check import faults
from lilian.planning.assignment.greedy import practice
from lilian.planning.assignment.plan import Certificate, Plan
from lilian.planning.assignment.problem import BadProblem, Problem
from lilian.planning.assignment.solve import solve
from lilian.planning.assignment.warm import warm
from lilian.planning.transport.costs import FORBIDDEN

__all__ = ["FORBIDDEN", "BadProblem", "Certificate", "Plan", "Problem", "faults", "practice", "solve", "warm"]

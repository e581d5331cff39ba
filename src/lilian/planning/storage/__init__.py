"""Peak season: which lot goes into which cold store on which day."""

from lilian.planning.limits import Limits
from lilian.planning.storage.greedy import practice
from lilian.planning.storage.plan import Assignment, Plan, Proof, StoreState, Unplaced
from lilian.planning.storage.problem import BadPlanningData, Exclusion, Lock, Lot, Problem, Store, Terms
from lilian.planning.storage.reasons import Reason
from lilian.planning.storage.solve import solve

__all__ = [
    "Assignment", "BadPlanningData", "Exclusion", "Limits", "Lock", "Lot", "Plan", "Problem", "Proof", "Reason", "Store",
    "StoreState", "Terms", "Unplaced", "practice", "solve",
]

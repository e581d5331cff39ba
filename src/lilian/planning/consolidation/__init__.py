"""Which cold rooms to shut in the low season, month by month, and where their fruit goes; bounded, with regrets."""

from lilian.planning.consolidation.check import faults
from lilian.planning.consolidation.energy import EnergyModel
from lilian.planning.consolidation.energy_fit import Fit, Period, Prior, fit
from lilian.planning.consolidation.greedy import practice
from lilian.planning.consolidation.plan import Cost, Leaf, Leaving, Missing, Move, Plan, Price, RoomRegret
from lilian.planning.consolidation.problem import (
    BadConsolidation,
    Link,
    Lock,
    Pin,
    Problem,
    Room,
    Stock,
    Terms,
    Withdrawal,
)
from lilian.planning.consolidation.solve import solve
from lilian.planning.consolidation.standing import energy_wh, kept_g

__all__ = [
    "BadConsolidation",
    "Cost",
    "EnergyModel",
    "Fit",
    "Leaf",
    "Leaving",
    "Link",
    "Lock",
    "Missing",
    "Move",
    "Period",
    "Pin",
    "Plan",
    "Price",
    "Prior",
    "Problem",
    "Room",
    "RoomRegret",
    "Stock",
    "Terms",
    "Withdrawal",
    "energy_wh",
    "faults",
    "fit",
    "kept_g",
    "practice",
    "solve",
]

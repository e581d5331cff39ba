"""Pure decisions of the low season: energy, figures, and which lots a plan's loads are made of."""

from lilian.idling.rules.energy import between, class_of, wall_m2
from lilian.idling.rules.figures import SHIPPED, Figures, RoomClass
from lilian.idling.rules.loads import Load, Lying, loads_of

__all__ = [
    "SHIPPED",
    "Figures",
    "Load",
    "Lying",
    "RoomClass",
    "between",
    "class_of",
    "loads_of",
    "wall_m2",
]

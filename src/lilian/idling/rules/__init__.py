"""Pure decisions of the low season: months, energy, figures, and which lots a plan's loads are made of."""

from lilian.idling.rules.energy import between, class_of, wall_m2
from lilian.idling.rules.figures import SHIPPED, Figures, RoomClass
from lilian.idling.rules.loads import Load, Lying, loads_of
from lilian.idling.rules.months import days_in, first_of, month_after, months_from

__all__ = [
    "SHIPPED",
    "Figures",
    "Load",
    "Lying",
    "RoomClass",
    "between",
    "class_of",
    "days_in",
    "first_of",
    "loads_of",
    "month_after",
    "months_from",
    "wall_m2",
]

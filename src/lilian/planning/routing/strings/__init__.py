"""A search of another kind: strings of stops are taken out and put back one by one, under simulated annealing.

After Christiaens and Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing Problems", Transportation
Science 54(2), 2020.
"""

from lilian.planning.routing.strings.board import covers, has_barred_roads, is_full
from lilian.planning.routing.strings.chain import annealed
from lilian.planning.routing.strings.warm import warm

__all__ = ["annealed", "covers", "has_barred_roads", "is_full", "warm"]

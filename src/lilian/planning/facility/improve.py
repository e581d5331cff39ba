"""Local search over the open stores; the transport duals say which are worth a look."""

import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.climbing import Search as Climb
from lilian.planning.climbing import best_paying, marked
from lilian.planning.facility.bound import Pricer
from lilian.planning.facility.flows import Served, Server

MORE_SHARED, MORE_WHOLE = 1, 3  # stores tried beyond those that have just room enough


class Search(Climb[Served]):
    """`pricing`: the problem priced for shares."""

    def __init__(self, pricing: Pricer, server: Server, stop: float) -> None:
        super().__init__(server, stop)
        self.pricing, self.problem = pricing, server.problem

    def rounded(self, often: Floats) -> Served:
        problem = self.problem
        order = np.argsort(-often, kind="stable")
        enough = int(np.searchsorted(np.cumsum(problem.capacity[order]), int(problem.demand.sum()))) + 1
        more = MORE_WHOLE if problem.single_source else MORE_SHARED
        counts = range(enough, enough + more + 1)
        answers = (self.server.serve(marked(order[:count], len(order))) for count in counts)
        return min(answers, key=lambda served: served.rank)

    def worth_opening(self, served: Served) -> list[int]:
        """The stores whose best load, at the duals of what is served now, pays more than their fixed cost."""
        surplus = self.pricing.loads(served.worth).worth - self.pricing.fixed
        surplus[served.open] = -1.0
        return best_paying(surplus)

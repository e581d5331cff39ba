"""What is asked: plants that feed depots, depots that serve demands, and what running and moving costs."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lilian.planning.facility.problem import AMOUNT_LIMIT, COST_LIMIT, BadProblem, numbers, whole
from lilian.planning.transport.costs import FORBIDDEN, Ints

SUM_LIMIT = 1 << 58


@dataclass(frozen=True, eq=False)
class Problem:
    """Two-stage capacitated facility location in integers: p plants, d depots, n demands.

    `plant_cost` (p,), `depot_cost` (d,): of running one, >= 0. `inbound` (p, d), `outbound` (d, n): cost of a unit of
    weight from plant to depot, from depot to demand, >= 0; `FORBIDDEN` marks a pair that may not be. `plant_capacity`
    (p,) and `depot_capacity` (d,) >= 0, `demand` (n,) >= 1 in one unit of weight. Demands may be shared.
    A site is a plant (0 ... p - 1) or a depot (p ... p + d - 1).

    :raises BadProblem: if a shape, a sign or a size is wrong
    """

    plant_cost: Any
    plant_capacity: Any
    depot_cost: Any
    depot_capacity: Any
    demand: Any
    inbound: Any
    outbound: Any

    def __post_init__(self) -> None:
        for name in ("plant_cost", "depot_cost"):
            object.__setattr__(self, name, numbers(getattr(self, name), name, 1, 0, COST_LIMIT))
        for name, least in (("plant_capacity", 0), ("depot_capacity", 0), ("demand", 1)):
            object.__setattr__(self, name, numbers(getattr(self, name), name, 1, least, AMOUNT_LIMIT))
        for name in ("inbound", "outbound"):
            object.__setattr__(self, name, whole(getattr(self, name), name, 2))
            self.check_costs(name)
        self.check_shapes()
        if (int(self.demand.sum()) + int(self.depot_capacity.sum())) * self.dear >= SUM_LIMIT:
            raise BadProblem(field="cost x weight", fault="is too large for exact sums; use coarser units")

    def check_costs(self, name: str) -> None:
        matrix = getattr(self, name)
        numbers(matrix[matrix != FORBIDDEN], name, 1, 0, COST_LIMIT)

    def check_shapes(self) -> None:
        p, d, n = self.size
        for name, shape in (
            ("plant_capacity", (p,)),
            ("depot_capacity", (d,)),
            ("inbound", (p, d)),
            ("outbound", (d, n)),
        ):
            if getattr(self, name).shape != shape:
                raise BadProblem(field=name, fault=f"is {getattr(self, name).shape}, not {shape}")

    @property
    def size(self) -> tuple[int, int, int]:
        """(p, d, n)."""
        return len(self.plant_cost), len(self.depot_cost), len(self.demand)

    @property
    def fixed_cost(self) -> Ints:
        """(p + d,): of every site."""
        return np.concatenate([self.plant_cost, self.depot_cost])

    @property
    def dear(self) -> int:
        """More than any rearrangement of flows can save on one unit: what leaving a unit unserved is charged with."""
        p, d, _ = self.size
        legs = [np.max(leg, where=leg != FORBIDDEN, initial=0) for leg in (self.inbound, self.outbound)]
        return (p + d + 2) * (int(legs[0]) + int(legs[1]) + 1)

    def with_spill(self, room: int) -> "Problem":
        """One plant and one depot more, free and costless, that serve anything but only from each other."""
        p, d, n = self.size
        inbound = np.full((p + 1, d + 1), FORBIDDEN, np.int64)
        inbound[:p, :d], inbound[p, d] = self.inbound, 0
        return replace(
            self,
            plant_cost=np.append(self.plant_cost, 0),
            plant_capacity=np.append(self.plant_capacity, room),
            depot_cost=np.append(self.depot_cost, 0),
            depot_capacity=np.append(self.depot_capacity, room),
            inbound=inbound,
            outbound=np.vstack([self.outbound, np.zeros((1, n), np.int64)]),
        )

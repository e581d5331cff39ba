"""Transport problems and plans as JSON; null in a dense matrix, or a pair not listed, is a forbidden arc."""

from typing import Any

import msgspec
import numpy as np

from lilian.planning.transport.costs import FORBIDDEN, Arcs
from lilian.planning.transport.plan import Flow, Plan
from lilian.planning.transport.problem import Problem
from lilian.planning.wire import BadJson, read, schema_of
from lilian.planning.wire import to_json as written


class SparseWire(msgspec.Struct, forbid_unknown_fields=True):
    rows: list[int]
    cols: list[int]
    cost: list[int]


class ProblemWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `Problem`; `cost` is a matrix with null for a forbidden arc, or rows, cols and cost in parallel."""

    cost: list[list[int | None]] | SparseWire
    supply: list[int]
    capacity: list[int]
    pool: list[int] | None = None
    pool_capacity: list[int] | None = None


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadProblem: if the values make no sense
    """
    wire = read(data, ProblemWire)
    return Problem(costs_of(wire), wire.supply, wire.capacity, pool=wire.pool, pool_capacity=wire.pool_capacity)


def costs_of(wire: ProblemWire) -> Any:
    if isinstance(wire.cost, SparseWire):
        return Arcs(*(np.array(part, np.int64) for part in (wire.cost.rows, wire.cost.cols, wire.cost.cost)))
    if len({len(row) for row in wire.cost}) > 1:
        raise BadJson(fault="cost has rows of different lengths")
    filled = [[FORBIDDEN if price is None else price for price in row] for row in wire.cost]
    return np.array(filled, np.int64).reshape(len(filled), -1 if filled else 0)


class FlowWire(msgspec.Struct):
    rows: list[int]
    cols: list[int]
    amounts: list[int]


def flow_wire(flow: Flow) -> FlowWire:
    return FlowWire(*(part.tolist() for part in flow))


class PlanWire(msgspec.Struct):
    """See `Plan`."""

    cost: int
    lower_bound: int
    gap: float
    proved: bool
    flow: FlowWire
    unplaced: list[int]
    least_unplaced: int
    prices: list[int]
    pool_prices: list[int]
    unplaced_price: int
    cut: list[bool]
    pool_cut: list[bool]
    method: str


def to_json(plan: Plan) -> bytes:
    """The plan with its proof, arrays as lists."""
    return written(
        PlanWire(
            cost=plan.cost,
            lower_bound=plan.lower_bound,
            gap=plan.gap,
            proved=plan.proved,
            flow=flow_wire(plan.flow),
            unplaced=plan.unplaced.tolist(),
            least_unplaced=plan.least_unplaced,
            prices=plan.prices.tolist(),
            pool_prices=plan.pool_prices.tolist(),
            unplaced_price=plan.unplaced_price,
            cut=plan.cut.tolist(),
            pool_cut=plan.pool_cut.tolist(),
            method=plan.method,
        )
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem and a plan."""
    return schema_of(problem=ProblemWire, plan=PlanWire)

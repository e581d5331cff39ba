"""Facility problems and plans as JSON. Costs are decimal numbers, read exactly; null forbids a pair."""

from decimal import Decimal
from typing import Any

import msgspec

from lilian.planning.facility.plan import Plan, Regret
from lilian.planning.facility.problem import Problem, from_decimals
from lilian.planning.leaf import Leaf
from lilian.planning.transport.wire import FlowWire, flow_wire
from lilian.planning.wire import BadJson, read, schema_of
from lilian.planning.wire import to_json as written


class ProblemWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `Problem`; `cost[i][j]` is what serving all of demand i from store j costs, null where it may not be."""

    fixed_cost: list[Decimal]
    capacity: list[int]
    demand: list[int]
    cost: list[list[Decimal | None]]
    single_source: bool = False


class CertificateWire(msgspec.Struct):
    scale: int
    whole: bool
    spill: int
    multipliers: list[list[int]]
    leaves: list[Leaf]
    forced: list[Leaf]
    cut: list[bool]


class PlanWire(msgspec.Struct):
    """See `Plan`; money in units of 1/`grid`."""

    grid: int
    open: list[bool]
    flow: FlowWire
    unserved: list[int]
    cost: int
    lower_bound: int
    gap: float
    proved: bool
    least_unserved: int
    regrets: list[Regret]
    certificate: CertificateWire
    method: str


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadProblem: if the values make no sense
    """
    wire = read(data, ProblemWire)
    if len({len(row) for row in wire.cost}) > 1:
        raise BadJson(fault="cost has rows of different lengths")
    return from_decimals(wire.fixed_cost, wire.capacity, wire.demand, wire.cost, single_source=wire.single_source)


def to_json(problem: Problem, plan: Plan) -> bytes:
    """All fields of the plan, arrays as lists."""
    certificate = plan.certificate
    return written(
        PlanWire(
            grid=problem.grid,
            open=plan.open.tolist(),
            flow=flow_wire(plan.flow),
            unserved=plan.unserved.tolist(),
            cost=plan.cost,
            lower_bound=plan.lower_bound,
            gap=plan.gap,
            proved=plan.proved,
            least_unserved=plan.least_unserved,
            regrets=list(plan.regrets),
            certificate=CertificateWire(
                scale=certificate.scale,
                whole=certificate.whole,
                spill=certificate.spill,
                multipliers=certificate.multipliers.tolist(),
                leaves=list(certificate.leaves),
                forced=list(certificate.forced),
                cut=certificate.cut.tolist(),
            ),
            method=plan.method,
        )
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem and a plan."""
    return schema_of(problem=ProblemWire, plan=PlanWire)

"""Two-stage problems and plans as JSON; null forbids a pair."""

from typing import Any

import msgspec
import numpy as np

from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import FORBIDDEN, Ints
from lilian.planning.transport.wire import FlowWire, flow_wire
from lilian.planning.two_stage.plan import Plan
from lilian.planning.two_stage.problem import Problem
from lilian.planning.wire import BadJson, read, schema_of
from lilian.planning.wire import to_json as written

Matrix = list[list[int | None]]


class ProblemWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `Problem`; `inbound[i][j]`, `outbound[j][k]`: cost of a unit of weight, null where it may not be."""

    plant_cost: list[int]
    plant_capacity: list[int]
    depot_cost: list[int]
    depot_capacity: list[int]
    demand: list[int]
    inbound: Matrix
    outbound: Matrix


class CertificateWire(msgspec.Struct):
    scale: int
    spill: int
    multipliers: list[list[int]]
    leaves: list[Leaf]
    short_demands: list[bool]
    short_depots: list[bool]


class PlanWire(msgspec.Struct):
    """See `Plan`."""

    plants: list[bool]
    depots: list[bool]
    inbound: FlowWire
    outbound: FlowWire
    unserved: list[int]
    cost: int
    lower_bound: int
    gap: float
    proved: bool
    least_unserved: int
    certificate: CertificateWire
    method: str


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadProblem: if the values make no sense
    """
    wire = read(data, ProblemWire)
    return Problem(
        wire.plant_cost,
        wire.plant_capacity,
        wire.depot_cost,
        wire.depot_capacity,
        wire.demand,
        matrix(wire.inbound, len(wire.depot_cost), "inbound"),
        matrix(wire.outbound, len(wire.demand), "outbound"),
    )


def matrix(rows: Matrix, width: int, name: str) -> Ints:
    if any(len(row) != width for row in rows):
        raise BadJson(fault=f"{name} has a row that is not {width} long")
    filled = [[FORBIDDEN if cost is None else cost for cost in row] for row in rows]
    return np.array(filled, np.int64).reshape(len(rows), width)


def to_json(plan: Plan) -> bytes:
    """All fields of the plan, arrays as lists."""
    certificate = plan.certificate
    return written(
        PlanWire(
            plants=plan.plants.tolist(),
            depots=plan.depots.tolist(),
            inbound=flow_wire(plan.inbound),
            outbound=flow_wire(plan.outbound),
            unserved=plan.unserved.tolist(),
            cost=plan.cost,
            lower_bound=plan.lower_bound,
            gap=plan.gap,
            proved=plan.proved,
            least_unserved=plan.least_unserved,
            certificate=CertificateWire(
                scale=certificate.scale,
                spill=certificate.spill,
                multipliers=certificate.multipliers.tolist(),
                leaves=list(certificate.leaves),
                short_demands=certificate.short_demands.tolist(),
                short_depots=certificate.short_depots.tolist(),
            ),
            method=plan.method,
        )
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem and a plan."""
    return schema_of(problem=ProblemWire, plan=PlanWire)

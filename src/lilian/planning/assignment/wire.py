"""Assignment problems and plans as JSON. `null` forbids a pair."""

from typing import Any

import msgspec
import numpy as np

from lilian.planning.assignment.plan import Certificate, Plan
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import FORBIDDEN
from lilian.planning.wire import BadJson, read, schema_of
from lilian.planning.wire import to_json as written


class ProblemWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `Problem`; `cost[i][j]` is null where lot i may not go into room j. `weight`: one a lot, or a list a lot."""

    cost: list[list[int | None]]
    weight: list[int | list[int]]
    capacity: list[int]
    pool: list[int] | None = None
    pool_capacity: list[int] | None = None
    penalty: list[int] | None = None


class CertificateWire(msgspec.Struct):
    scale: int
    lots: list[int]
    rooms: list[int]
    pools: list[int]


class PlanWire(msgspec.Struct):
    """See `Plan`; a room of -1 means left out."""

    room: list[int]
    left_out: int
    cost: int
    lower_bound: int
    gap: float
    proved: bool
    least_left_out: int
    certificate: CertificateWire
    least_certificate: CertificateWire
    exhausted: bool
    method: str


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadProblem: if the values make no sense
    """
    wire = read(data, ProblemWire)
    if any(len(row) != len(wire.capacity) for row in wire.cost):
        raise BadJson(fault="cost has rows that do not fit capacity")
    if len({np.shape(row) for row in wire.weight}) > 1:
        raise BadJson(fault="weight has rows of different lengths")
    cost = [[FORBIDDEN if price is None else price for price in row] for row in wire.cost]
    matrix = np.array(cost, np.int64).reshape(len(cost), len(wire.capacity))
    return Problem(matrix, wire.weight, wire.capacity, wire.pool, wire.pool_capacity, wire.penalty)


def plan_from_json(data: bytes | str) -> Plan:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    wire = read(data, PlanWire)
    return Plan(
        np.array(wire.room, np.int64),
        wire.left_out,
        wire.cost,
        wire.lower_bound,
        wire.least_left_out,
        certificate_of(wire.certificate),
        certificate_of(wire.least_certificate),
        wire.exhausted,
        wire.method,
    )


def certificate_of(wire: CertificateWire) -> Certificate:
    arrays = (np.array(values, np.int64) for values in (wire.lots, wire.rooms, wire.pools))
    return Certificate(wire.scale, *arrays)


def wired(certificate: Certificate) -> CertificateWire:
    arrays = (values.tolist() for values in (certificate.lots, certificate.rooms, certificate.pools))
    return CertificateWire(certificate.scale, *arrays)


def to_json(plan: Plan) -> bytes:
    """All fields of the plan, arrays as lists."""
    return written(
        PlanWire(
            room=plan.room.tolist(),
            left_out=plan.left_out,
            cost=plan.cost,
            lower_bound=plan.lower_bound,
            gap=plan.gap,
            proved=plan.proved,
            least_left_out=plan.least_left_out,
            certificate=wired(plan.certificate),
            least_certificate=wired(plan.least_certificate),
            exhausted=plan.exhausted,
            method=plan.method,
        )
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem and a plan."""
    return schema_of(problem=ProblemWire, plan=PlanWire)

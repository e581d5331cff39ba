"""Packing problems and plans as JSON. `null` in an outlook: a box may not be left like this."""

from typing import Any

import msgspec
import numpy as np

from lilian.planning.packing.plan import Plan
from lilian.planning.packing.problem import FORBIDDEN, PackSpec, Problem
from lilian.planning.wire import BadJson, read, schema_of
from lilian.planning.wire import to_json as written


class SpecWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `PackSpec`: grams, and fruit a box."""

    label_g: int
    least_count: int
    most_count: int
    shortage_g: int = 0


class ProblemWire(msgspec.Struct, forbid_unknown_fields=True):
    """See `Problem`; one number a head, or one an open box."""

    spec: SpecWire
    weight_g: list[int]
    pieces: list[int] | None = None
    waited: list[int] | None = None
    oldest: int = 1 << 30
    held_count: list[int] | None = None
    held_g: list[int] | None = None
    ahead_g: int = 0
    keep_mg: list[int] | None = None
    divert_mg: list[int] | None = None
    unclosed_mg: int | None = None
    outlook_mg: list[list[int | None]] | None = None


class PlanWire(msgspec.Struct):
    """See `Plan`; a box of -1 means that the fruit stays on its head, -2 that it is diverted."""

    box: list[int]
    closed: list[int]
    give_away_g: int
    cost_mg: int
    lower_bound_mg: int
    proved: bool
    missing_g: int
    missing_count: int
    method: str


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadProblem: if the values make no sense
    """
    wire = read(data, ProblemWire)
    fields = {name: getattr(wire, name) for name in wire.__struct_fields__}
    if wire.outlook_mg is not None:
        fields["outlook_mg"] = outlook_of(wire.outlook_mg)
    return Problem(**fields | {"spec": PackSpec(*(getattr(wire.spec, name) for name in wire.spec.__struct_fields__))})


def outlook_of(rows: list[list[int | None]]) -> Any:
    if len({len(row) for row in rows}) > 1:
        raise BadJson(fault="outlook_mg has rows of different lengths")
    return np.array([[FORBIDDEN if value is None else value for value in row] for row in rows], np.int64)


def plan_from_json(data: bytes | str) -> Plan:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    wire = read(data, PlanWire)
    return Plan(
        np.array(wire.box, np.int64),
        np.array(wire.closed, np.int64),
        wire.give_away_g,
        wire.cost_mg,
        wire.lower_bound_mg,
        wire.missing_g,
        wire.missing_count,
        wire.method,
    )


def to_json(plan: Plan) -> bytes:
    """All fields of the plan, arrays as lists."""
    return written(
        PlanWire(
            box=plan.box.tolist(),
            closed=plan.closed.tolist(),
            give_away_g=plan.give_away_g,
            cost_mg=plan.cost_mg,
            lower_bound_mg=plan.lower_bound_mg,
            proved=plan.proved,
            missing_g=plan.missing_g,
            missing_count=plan.missing_count,
            method=plan.method,
        )
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem and a plan."""
    return schema_of(problem=ProblemWire, plan=PlanWire)

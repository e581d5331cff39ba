"""Consolidation problems and plans as JSON: the classes of `problem.py` and `plan.py` as they are."""

from typing import Any, cast

import msgspec

from lilian.planning.consolidation.plan import Plan
from lilian.planning.consolidation.problem import Problem
from lilian.planning.transport.wire import BadJson


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadConsolidation: if the values make no sense
    """
    return cast(Problem, read(data, Problem))


def plan_from_json(data: bytes | str) -> Plan:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    return cast(Plan, read(data, Plan))


def read(data: bytes | str, kind: type) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as fault:
        raise BadJson(fault=str(fault)) from fault


def to_json(plan: Plan) -> bytes:
    """All fields of the plan; gap and total cost follow from them."""
    return msgspec.json.encode(plan)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of Problem and Plan."""
    (problem, plan), definitions = msgspec.json.schema_components((Problem, Plan), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "problem": problem,
        "plan": plan,
        "$defs": definitions,
    }

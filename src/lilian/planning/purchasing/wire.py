"""Problems and plans as JSON, so that a run can be stored and replayed, and the schema of both."""

from typing import Any, cast

import msgspec

from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.report import Report
from lilian.planning.transport.wire import BadJson


def to_json(thing: Problem | Plan | Report) -> bytes:
    """UTF-8 JSON, fields in a fixed order: the same problem gives the same bytes."""
    return msgspec.json.encode(thing, order="deterministic")


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises BadPurchase: if the values make no sense
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


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of Problem, Plan and Report."""
    kinds = (Problem, Plan, Report)
    (problem, plan, report), definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "problem": problem,
        "plan": plan,
        "report": report,
        "$defs": definitions,
    }

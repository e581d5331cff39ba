"""Problems and plans as JSON, so that a run can be stored and replayed, and the schema of both."""

from typing import Any, cast

from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.report import Report
from lilian.planning.wire import BadJson, read, schema_of, to_json

__all__ = ["BadJson", "json_schema", "plan_from_json", "problem_from_json", "to_json"]


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


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of Problem, Plan and Report."""
    return schema_of(problem=Problem, plan=Plan, report=Report)

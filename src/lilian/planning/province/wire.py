"""A province's problem and plan as JSON, the list of shared stores alone, and the schema of both."""

from typing import Any, cast

from lilian.planning.province.plan import Plan
from lilian.planning.province.problem import Problem, SharedStore
from lilian.planning.wire import read, schema_of, to_json

__all__ = ["json_schema", "plan_from_json", "problem_from_json", "shared_from_json", "shared_to_json", "to_json"]


def problem_from_json(data: bytes | str) -> Problem:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    :raises Invalid: if the values make no sense
    """
    return cast(Problem, read(data, Problem))


def plan_from_json(data: bytes | str) -> Plan:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    return cast(Plan, read(data, Plan))


def shared_from_json(data: bytes | str) -> tuple[SharedStore, ...]:
    """
    :raises BadJson: if it is no JSON, or not of the schema
    """
    return cast(tuple[SharedStore, ...], read(data, tuple[SharedStore, ...]))


def shared_to_json(shared: tuple[SharedStore, ...]) -> bytes:
    return to_json(shared)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of Problem and Plan."""
    return schema_of(problem=Problem, plan=Plan)

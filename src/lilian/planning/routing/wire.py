"""Problems and plans as JSON, so that a run can be stored and replayed, and the schema of both."""

from typing import Any, cast

import msgspec

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.planning.routing.plan import Plan
from lilian.planning.routing.problem import Problem


class BadJson(Invalid):
    code = "planning.bad_json"
    sentence = gettext_noop("JSON 读不懂：{fault}。")
    remedy = gettext_noop("请对照 JSON Schema 检查。")


def to_json(thing: Problem | Plan) -> bytes:
    """UTF-8 JSON, fields in a fixed order: the same problem gives the same bytes."""
    return msgspec.json.encode(thing, order="deterministic")


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


def read(data: bytes | str, kind: type) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as fault:
        raise BadJson(fault=str(fault)) from fault


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of Problem and Plan."""
    (problem, plan), definitions = msgspec.json.schema_components((Problem, Plan), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "problem": problem,
        "plan": plan,
        "$defs": definitions,
    }

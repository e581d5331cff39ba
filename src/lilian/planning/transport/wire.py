"""Transport problems and plans as JSON; null in a dense matrix, or a pair not listed, is a forbidden arc."""

from typing import Any

import msgspec
import numpy as np

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.planning.transport.costs import FORBIDDEN, Arcs
from lilian.planning.transport.plan import Plan
from lilian.planning.transport.problem import Problem


class BadJson(Invalid):
    code = "planning.bad_json"
    sentence = gettext_noop("JSON 读不懂：{fault}。")
    remedy = gettext_noop("请对照 JSON Schema 检查。")


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
    try:
        wire = msgspec.json.decode(data, type=ProblemWire)
    except msgspec.DecodeError as fault:
        raise BadJson(fault=str(fault)) from fault
    return Problem(costs_of(wire), wire.supply, wire.capacity, pool=wire.pool, pool_capacity=wire.pool_capacity)


def costs_of(wire: ProblemWire) -> Any:
    if isinstance(wire.cost, SparseWire):
        return Arcs(*(np.array(part, np.int64) for part in (wire.cost.rows, wire.cost.cols, wire.cost.cost)))
    if len({len(row) for row in wire.cost}) > 1:
        raise BadJson(fault="cost has rows of different lengths")
    filled = [[FORBIDDEN if price is None else price for price in row] for row in wire.cost]
    return np.array(filled, np.int64).reshape(len(filled), -1 if filled else 0)


def to_json(plan: Plan) -> bytes:
    """All fields of the plan, arrays as lists."""
    found = {name: getattr(plan, name) for name in Plan.__dataclass_fields__ if name != "basis"}
    found["flow"] = plan.flow._asdict()
    return msgspec.json.encode(found | {"gap": plan.gap, "proved": plan.proved}, enc_hook=lambda array: array.tolist())


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem."""
    return msgspec.json.schema(ProblemWire)

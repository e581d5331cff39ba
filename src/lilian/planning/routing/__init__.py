"""The day's delivery: which van goes where, in which order, when, with which driver."""

from lilian.planning.routing.check import faults
from lilian.planning.routing.greedy import practice
from lilian.planning.routing.plan import Break, Cost, Duty, Plan, Unserved, Visit
from lilian.planning.routing.problem import (
    BadRoutingData,
    Depot,
    Driver,
    Problem,
    RepeatedRoutingCode,
    Roads,
    Rules,
    Shift,
    Stop,
    UnknownRoutingCode,
    Van,
)
from lilian.planning.routing.reasons import SENTENCES, Reason
from lilian.planning.routing.solve import solve
from lilian.planning.routing.wire import BadJson, json_schema, plan_from_json, problem_from_json, to_json

__all__ = [
    "SENTENCES",
    "BadJson",
    "BadRoutingData",
    "Break",
    "Cost",
    "Depot",
    "Driver",
    "Duty",
    "Plan",
    "Problem",
    "Reason",
    "RepeatedRoutingCode",
    "Roads",
    "Rules",
    "Shift",
    "Stop",
    "UnknownRoutingCode",
    "Unserved",
    "Van",
    "Visit",
    "faults",
    "json_schema",
    "plan_from_json",
    "practice",
    "problem_from_json",
    "solve",
    "to_json",
]

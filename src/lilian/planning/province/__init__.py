"""Many counties and the stores on their borders that they share: one plan for all, each county's own part in it."""

from lilian.planning.limits import Limits
from lilian.planning.province.check import faults
from lilian.planning.province.plan import CountyPlan, DoorPrice, Plan, Proof, Share, SharedState
from lilian.planning.province.practice import Practice, practice
from lilian.planning.province.problem import (
    County,
    NobodysStore,
    NoCounty,
    Problem,
    SharedStore,
    StoreNamedTwice,
    UnknownCounty,
    extended,
)
from lilian.planning.province.solve import Watch, solve
from lilian.planning.province.warm import warm
from lilian.planning.province.wire import (
    json_schema,
    plan_from_json,
    problem_from_json,
    shared_from_json,
    shared_to_json,
    to_json,
)

__all__ = [
    "County",
    "CountyPlan",
    "DoorPrice",
    "Limits",
    "NoCounty",
    "NobodysStore",
    "Plan",
    "Practice",
    "Problem",
    "Proof",
    "Share",
    "SharedState",
    "SharedStore",
    "StoreNamedTwice",
    "UnknownCounty",
    "Watch",
    "extended",
    "faults",
    "json_schema",
    "plan_from_json",
    "practice",
    "problem_from_json",
    "shared_from_json",
    "shared_to_json",
    "solve",
    "to_json",
    "warm",
]

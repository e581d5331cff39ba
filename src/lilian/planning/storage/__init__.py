"""Peak season: which lot goes into which cold store on which day."""

from lilian.planning.limits import Limits
from lilian.planning.storage.check import faults
from lilian.planning.storage.explain import Alternative, Explainer, Explanation, NoSuchLot, explain, explain_all
from lilian.planning.storage.greedy import practice
from lilian.planning.storage.plan import Assignment, Plan, Proof, StoreState, Unplaced
from lilian.planning.storage.problem import (
    BadPlanningData,
    Exclusion,
    Lock,
    LockedAndExcluded,
    LockedTooMuch,
    Lot,
    Problem,
    RepeatedCode,
    Store,
    Terms,
    UnknownCode,
)
from lilian.planning.storage.reasons import SENTENCES, Reason
from lilian.planning.storage.solve import solve
from lilian.planning.storage.warm import warm
from lilian.planning.storage.whatif import (
    AddDays,
    AddRoom,
    Change,
    ChangePrices,
    CloseStore,
    Decide,
    NoSuchStore,
    WhatIf,
    changed,
    what_if,
    what_ifs,
)
from lilian.planning.storage.wire import BadJson, json_schema, plan_from_json, problem_from_json, to_json

__all__ = [
    "SENTENCES",
    "AddDays",
    "AddRoom",
    "Alternative",
    "Assignment",
    "BadJson",
    "BadPlanningData",
    "Change",
    "ChangePrices",
    "CloseStore",
    "Decide",
    "Exclusion",
    "Explainer",
    "Explanation",
    "Limits",
    "Lock",
    "LockedAndExcluded",
    "LockedTooMuch",
    "Lot",
    "NoSuchLot",
    "NoSuchStore",
    "Plan",
    "Problem",
    "Proof",
    "Reason",
    "RepeatedCode",
    "Store",
    "StoreState",
    "Terms",
    "UnknownCode",
    "Unplaced",
    "WhatIf",
    "changed",
    "explain",
    "explain_all",
    "faults",
    "json_schema",
    "plan_from_json",
    "practice",
    "problem_from_json",
    "solve",
    "to_json",
    "warm",
    "what_if",
    "what_ifs",
]

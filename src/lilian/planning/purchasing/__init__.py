"""Group purchasing: what is bought from whom, when, and where it goes, with the proof that nothing costs less."""

from lilian.planning.limits import Limits
from lilian.planning.purchasing.certificate import Certificate, Prices, Split
from lilian.planning.purchasing.check import faults
from lilian.planning.purchasing.check_shares import share_faults
from lilian.planning.purchasing.explain import Comparison, NextStep, Standing, compare, next_steps, why_suppliers
from lilian.planning.purchasing.greedy import practice
from lilian.planning.purchasing.plan import CostSplit, Delivery, Missing, Order, Plan, Purchase
from lilian.planning.purchasing.problem import (
    BadPurchase,
    Exclusion,
    Item,
    Member,
    Need,
    Offer,
    Problem,
    Scheme,
    Supplier,
)
from lilian.planning.purchasing.reasons import SENTENCES, Reason
from lilian.planning.purchasing.report import Report, report
from lilian.planning.purchasing.shares import Claim, Division, Share, SubGroup, divide
from lilian.planning.purchasing.solve import solve
from lilian.planning.purchasing.wire import json_schema, plan_from_json, problem_from_json, to_json

__all__ = [
    "SENTENCES",
    "BadPurchase",
    "Certificate",
    "Claim",
    "Comparison",
    "CostSplit",
    "Delivery",
    "Division",
    "Exclusion",
    "Item",
    "Limits",
    "Member",
    "Missing",
    "Need",
    "NextStep",
    "Offer",
    "Order",
    "Plan",
    "Prices",
    "Problem",
    "Purchase",
    "Reason",
    "Report",
    "Scheme",
    "Share",
    "Split",
    "Standing",
    "SubGroup",
    "Supplier",
    "compare",
    "divide",
    "faults",
    "json_schema",
    "next_steps",
    "plan_from_json",
    "practice",
    "problem_from_json",
    "report",
    "share_faults",
    "solve",
    "to_json",
    "why_suppliers",
]

"""Reads of marks. Every one takes the actor, but for what anybody may read: rules, and what a number stands for."""

from lilian.brand.queries.counts import balances, counts_of, free_numbers, free_of, in_month, on_hand_at_end
from lilian.brand.queries.fruit import allowance, backed_g, check_lots, fruit
from lilian.brand.queries.licences import (
    ask,
    asks,
    cards,
    decisions,
    ending,
    first_issued,
    issue,
    issues,
    last_decisions,
    licence,
    licences,
    state_of,
    usable,
)
from lilian.brand.queries.marks import grades_of, kind_for, mark, marks, report_days, rules_of, rules_on
from lilian.brand.queries.packings import marked, marked_packings, packing_cards, packings
from lilian.brand.queries.public import last_changes, public, public_licence, public_of_box
from lilian.brand.queries.uncertified import uncertified

__all__ = [
    "allowance",
    "ask",
    "asks",
    "backed_g",
    "balances",
    "cards",
    "check_lots",
    "counts_of",
    "decisions",
    "ending",
    "first_issued",
    "free_numbers",
    "free_of",
    "fruit",
    "grades_of",
    "in_month",
    "issue",
    "issues",
    "kind_for",
    "last_changes",
    "last_decisions",
    "licence",
    "licences",
    "mark",
    "marked",
    "marked_packings",
    "marks",
    "on_hand_at_end",
    "packing_cards",
    "packings",
    "public",
    "public_licence",
    "public_of_box",
    "report_days",
    "rules_of",
    "rules_on",
    "state_of",
    "uncertified",
    "usable",
]

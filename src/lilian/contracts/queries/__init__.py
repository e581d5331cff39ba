"""Reads of contracts. Every one takes the actor where it shows a contract, and foreign contracts are not found."""

from lilian.contracts.queries.contracts import (
    contract,
    contracts,
    contracts_by_id,
    household_name,
    newest_terms,
    newest_terms_ids,
    picture,
    versions,
    waiting_for,
)
from lilian.contracts.queries.drafts import Many, drafts, renewals
from lilian.contracts.queries.markets import PriceBook, latest, market, markets, price_book, quotations
from lilian.contracts.queries.money import about, deposit_states, money_of, paid_deposits
from lilian.contracts.queries.season import (
    MilestoneCount,
    MilestoneState,
    estimates,
    may_speak,
    milestone_counts,
    milestones,
    refusal,
    refusals,
    refused_g,
)
from lilian.contracts.queries.summing import BatchSum, batch_sum, list_sum
from lilian.contracts.queries.templates import newest_versions, sheet_of, template, templates, version
from lilian.contracts.queries.terms import PARTS, NotPromised, numbers_on, price_on, promised, said, terms_on, why
from lilian.contracts.rules.fulfilment import due_g, fulfilment, value_fen
from lilian.contracts.rules.prices import cut
from lilian.contracts.rules.why import deduction_said, rule_said

__all__ = [
    "PARTS",
    "BatchSum",
    "Many",
    "MilestoneCount",
    "MilestoneState",
    "NotPromised",
    "PriceBook",
    "about",
    "batch_sum",
    "contract",
    "contracts",
    "contracts_by_id",
    "cut",
    "deduction_said",
    "deposit_states",
    "drafts",
    "due_g",
    "estimates",
    "fulfilment",
    "household_name",
    "latest",
    "list_sum",
    "market",
    "markets",
    "may_speak",
    "milestone_counts",
    "milestones",
    "money_of",
    "newest_terms",
    "newest_terms_ids",
    "newest_versions",
    "numbers_on",
    "paid_deposits",
    "picture",
    "price_book",
    "price_on",
    "promised",
    "quotations",
    "refusal",
    "refusals",
    "refused_g",
    "renewals",
    "rule_said",
    "said",
    "sheet_of",
    "template",
    "templates",
    "terms_on",
    "value_fen",
    "version",
    "versions",
    "waiting_for",
    "why",
]

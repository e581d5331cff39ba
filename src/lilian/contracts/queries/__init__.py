"""Reads of contracts. Every one takes the actor where it shows a contract, and foreign contracts are not found."""

from lilian.contracts.queries.contracts import contract, contracts, household_name, picture, versions
from lilian.contracts.queries.drafts import drafts, renewals
from lilian.contracts.queries.markets import PriceBook, latest, market, markets, price_book, quotations
from lilian.contracts.queries.templates import newest_versions, sheet_of, template, templates, version
from lilian.contracts.queries.terms import PARTS, NotPromised, price_on, said, terms_on, why

__all__ = [
    "PARTS",
    "NotPromised",
    "PriceBook",
    "contract",
    "contracts",
    "drafts",
    "household_name",
    "latest",
    "market",
    "markets",
    "newest_versions",
    "picture",
    "price_book",
    "price_on",
    "quotations",
    "renewals",
    "said",
    "sheet_of",
    "template",
    "templates",
    "terms_on",
    "version",
    "versions",
    "why",
]

"""Tables of contracts."""

from lilian.contracts.models.contracts import Contract, ContractEnd, Signature, Terms, TermsLine
from lilian.contracts.models.markets import Market, Quotation
from lilian.contracts.models.season import MilestoneDone, PurchaseRefusal, RefusalAnswer
from lilian.contracts.models.templates import Template, TemplateVersion

__all__ = [
    "Contract",
    "ContractEnd",
    "Market",
    "MilestoneDone",
    "PurchaseRefusal",
    "Quotation",
    "RefusalAnswer",
    "Signature",
    "Template",
    "TemplateVersion",
    "Terms",
    "TermsLine",
]

"""Acts of contracts: markets are quoted, templates published, contracts made, signed, amended and ended."""

from lilian.contracts.actions.amending import amend, end_contract
from lilian.contracts.actions.making import AlreadyRenewed, make_contracts
from lilian.contracts.actions.markets import add_market, enter_quotations
from lilian.contracts.actions.money import charge_penalty, issue_inputs, pay_deposits, put_deposits_aside
from lilian.contracts.actions.season import answer_refusal, ask_refusal, record_milestone
from lilian.contracts.actions.signing import sign
from lilian.contracts.actions.templates import add_template, publish_template

__all__ = [
    "AlreadyRenewed",
    "add_market",
    "add_template",
    "amend",
    "answer_refusal",
    "ask_refusal",
    "charge_penalty",
    "end_contract",
    "enter_quotations",
    "issue_inputs",
    "make_contracts",
    "pay_deposits",
    "publish_template",
    "put_deposits_aside",
    "record_milestone",
    "sign",
]

"""Mei's contract with a deposit that was paid, by a template that names the rule on deposits."""

from dataclasses import replace
from typing import Any

from lilian.contracts import actions as contracts
from lilian.contracts import queries
from lilian.contracts.values import EndReason, Party, Penalties
from lilian.deposits import actions
from lilian.deposits.values import ClosingDraft, Way, Why
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, Line, PostingDraft, Purpose
from tests.contracts.orchard import AUTUMN, HARVEST, SHEET, SPRING, SYSTEM, Orchard
from tests.contracts.test_money import opened

DEPOSIT = 157_500  # fen: a tenth of Mei's contract at its floors


def with_rule(orchard: Orchard) -> Orchard:
    """The same orchard with a version of its template that names the rule."""
    sheet = replace(SHEET, penalties=Penalties(1, 200, 200, deposit_rule=True))
    contracts.publish_template(actor=SYSTEM, template_id=orchard.template, sheet=sheet, reason="定金罚则", now=SPRING)
    version = queries.template(SYSTEM, orchard.template).versions.order_by("-number")[0].pk
    return replace(orchard, version=version)


def paid(orchard: Orchard, *, itself: bool = False, key: str = "k", book: bool = True) -> int:
    """A signed contract of Mei's with the firm, or with her co-operative itself, whose deposit was paid."""
    buyer = orchard.cast.coop if itself else orchard.firm
    batch = queries.drafts(SYSTEM, replace(orchard.many(), buyer_id=buyer), SPRING.date())
    (draft,) = batch.contracts
    bare = replace(draft.terms, lines=tuple(replace(line, block_id=None) for line in draft.terms.lines))
    batch = replace(batch, contracts=(replace(draft, terms=bare),))
    (made,) = contracts.make_contracts(actor=SYSTEM, batch=batch, client_key=key, now=SPRING)
    orchard.sign(made, *((Party.BUYER, Party.HOUSEHOLD) if itself else Party))
    if book:
        opened(orchard)
    contracts.put_deposits_aside(actor=orchard.actor("guo"), contract_ids=[made], now=AUTUMN)
    contracts.pay_deposits(actor=orchard.actor("guo"), contract_ids=[made], now=AUTUMN)
    return made


def ended(orchard: Orchard, contract: int, reason: EndReason) -> None:
    said = {"day": HARVEST, "reason": reason, "note": "见记录", "now": AUTUMN}
    contracts.end_contract(actor=orchard.actor("guo"), contract_id=contract, **said)


def asked(orchard: Orchard, contract: int, why: Why = Why.MISTAKE, name: str = "guo", **said: Any) -> int:
    draft = ClosingDraft(contract, why, **{"way": Way.BANK, "note": "见收据", **said})
    return actions.ask_closing(actor=orchard.actor(name), draft=draft, now=AUTUMN)


def answered(orchard: Orchard, closing: int, name: str = "lin", agreed: bool = True) -> int | None:
    return actions.answer_closing(actor=orchard.actor(name), closing_id=closing, agreed=agreed, now=AUTUMN)


def settled(book: int, household: int, fen: int) -> None:
    """As a settlement takes it: off the deposit, against what the fruit costs."""
    paid_out = AccountKey(book, Purpose.DEPOSIT_PAID, household_id=household)
    keys = [paid_out, AccountKey(book, Purpose.PURCHASE)]
    accounts = ledger.open_accounts(actor=SYSTEM, keys=keys, now=AUTUMN)
    lines = Line(accounts[paid_out], -fen), Line(accounts[keys[1]], fen)
    ledger.post(actor=SYSTEM, draft=PostingDraft(book, HARVEST, f"settled {household} {fen}", lines), now=AUTUMN)

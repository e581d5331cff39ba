"""What is left of each deposit, and what its contract gives a right to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from lilian.base.actors import Actor, system
from lilian.contracts import queries as contracts
from lilian.contracts.values import EndReason, PaidDeposit
from lilian.deposits import rules
from lilian.deposits.models import Closing
from lilian.deposits.queries.closings import closed_fen
from lilian.deposits.values import Ground, Standing, Why
from lilian.kernel.refusal import NotFound, Refusal
from lilian.ledger import queries as ledger
from lilian.ledger.values import AccountKey, Purpose

READER = system("deposits")  # whose contract it is was asked before
PARTS = 900  # keys a statement: SQLite takes a thousand


def standing(actor: Actor, contract_id: int) -> Standing | None:
    """None where no deposit was paid.

    :raises NotFound: if the actor may not know of the contract
    """
    contracts.contract(actor, contract_id)
    found = _stand(contracts.paid_deposits(contract_id=contract_id))
    return next((one for one in found if one.contract_id == contract_id), None)


def standings(actor: Actor) -> list[Standing]:
    """Every deposit that was paid in a book the actor keeps, in the order they were paid."""
    reach = actor.reach("deposits.ask")
    return _stand(contracts.paid_deposits(coop_ids=None if reach.everywhere else reach.organisation_ids))


def _stand(paid: Iterable[PaidDeposit]) -> list[Standing]:
    by_account: dict[int, list[PaidDeposit]] = defaultdict(list)
    for one in paid:
        by_account[one.account_id].append(one)
    closed = closed_fen({one.contract_id for own in by_account.values() for one in own})
    stands, found = _standing_fen(sorted(by_account)), []
    for account, own in by_account.items():
        parts = [(one.fen, closed.get(one.contract_id, 0)) for one in own]
        for one, (_, back), taken in zip(own, parts, rules.settled(parts, stands[account]), strict=True):
            found.append(
                Standing(one.contract_id, account, one.household_id, one.coop_id, one.posting_id, one.fen, taken, back)
            )
    return sorted(found, key=lambda one: one.posting_id)


def _standing_fen(account_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(account_ids), PARTS):
        rows = ledger.accounts(READER).filter(pk__in=account_ids[start : start + PARTS])
        found |= {row.pk: ledger.own_side_fen(row) for row in rows}
    return found


def ground(actor: Actor, contract_id: int, day: date) -> Ground:
    """By the newest terms that all parties signed.

    :raises NotFound: if there are none, or the actor may not know of the contract
    """
    found = contracts.contract(actor, contract_id)
    versions = contracts.versions(actor, contract_id)
    signed = next((one for one in versions if len(one.signatures.all()) == one.parties), None)
    if signed is None:
        raise NotFound()
    terms = contracts.said(signed, signed.lines.all())
    ending = getattr(found, "ending", None)
    last = terms.delivery.end
    return Ground(
        ended=EndReason(ending.reason) if ending is not None and ending.day <= day else None,
        is_over=last is not None and day >= last,
        names_rule=terms.penalties.deposit_rule,
        charged=frozenset(one.kind for one in contracts.money_of(actor, contract_id).moved),
    )


def reasons(actor: Actor, contract_id: int, day: date) -> list[Why]:
    """Those the contract gives a right to."""
    found, allowed = ground(actor, contract_id, day), []
    for why in Why:
        try:
            rules.check_ground(why, found, "")
        except Refusal:
            continue
        allowed.append(why)
    return allowed


def account_of(closing: Closing) -> AccountKey:
    """The account the deposit stands on.

    :raises NotFound: if the co-operative keeps no book
    """
    of = closing.contract
    book = ledger.book_of(READER, of.coop_id)
    return AccountKey(book.pk, Purpose.DEPOSIT_PAID, household_id=of.household_id)


def buyer_of(contract: Any) -> int | None:
    """None where the co-operative buys itself."""
    return None if contract.buyer_id == contract.coop_id else contract.buyer_id

"""Where households are paid, and files for the bank."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, HoldDraft, Purpose
from lilian.members import queries as register
from lilian.payouts import queries
from lilian.payouts.actions.refusals import BadPayee, NothingToPay, SameAccount
from lilian.payouts.models import PayeeAccount, Payout, PayoutLine
from lilian.payouts.queries import ToPay
from lilian.payouts.values import Payee
from lilian.settlement.actions import alone, book_of

NUMBER = r"[0-9]{8,32}"


@transaction.atomic
def set_payee(*, actor: Actor, household_id: int, payee: Payee, now: datetime) -> None:
    """Where the household's money goes from now on.

    :raises BadPayee, SameAccount: as the names say
    """
    household = register.household(actor, household_id)
    actor.must("settlement.pay", organisation_id=household.organisation_id)
    number = "".join(payee.number.split())
    if not payee.holder.strip() or not re.fullmatch(NUMBER, number, re.ASCII):
        raise BadPayee()
    said = {"holder": payee.holder.strip()[:60], "bank": payee.bank.strip()[:60], "number": number}
    newest = queries.payee_of(household_id)
    if newest is not None and {name: getattr(newest, name) for name in said} == said:
        raise SameAccount()
    made = PayeeAccount.objects.create(household=household, **said, at=now, set_by=actor.name[:80])
    audit.record(actor=actor, event="payouts.payee_set", subject=made, at=now, data={"household": household_id})


@transaction.atomic
def make_payout(*, actor: Actor, organisation_id: int, client_key: str, now: datetime) -> int:
    """A file of all that is owed and has somewhere to go, put aside in the books until the bank answers; its number.
    The same client key: the same file.

    :raises NothingToPay, NoBook: as the names say
    :raises OverLimit: if the bank account has not got as much
    """
    actor.must("settlement.pay", organisation_id=organisation_id)
    alone(organisation_id)
    same = Payout.objects.filter(client_key=client_key, organisation=organisation_id).first()
    if same is not None:
        return same.pk
    bank = AccountKey(book_of(organisation_id), Purpose.BANK)
    ledger.open_accounts(actor=actor, keys=[bank], now=now)  # from here on nobody else posts in this book
    due = [one for one in queries.to_pay(actor, organisation_id) if one.payee_id is not None]
    if not due:
        raise NothingToPay()
    made = Payout.objects.create(
        organisation_id=organisation_id,
        day=timezone.localdate(now),
        count=len(due),
        total_fen=sum(one.fen for one in due),
        at=now,
        made_by=actor.name[:80],
        client_key=client_key,
    )
    holds = _put_aside(actor, made, bank, due, now)
    PayoutLine.objects.bulk_create(_line(made, one, holds[one.statement_id]) for one in due)
    data = {"count": made.count, "total_fen": made.total_fen}
    audit.record(actor=actor, event="payouts.made", subject=made, at=now, data=data)
    return made.pk


def _put_aside(
    actor: Actor, payout: Payout, bank: AccountKey, due: Sequence[ToPay], now: datetime
) -> Mapping[int, int]:
    """Statement -> the hold of what is paid on it, from the bank for the household."""
    owed = {one: AccountKey(bank.book_id, Purpose.PAYABLE, household_id=one.household_id) for one in due}
    accounts = ledger.open_accounts(actor=actor, keys=[bank, *dict.fromkeys(owed.values())], now=now)
    note = f"付款文件 {payout.pk}"
    drafts = {
        f"settlement payout {payout.pk} of {one.statement_id}": HoldDraft(
            accounts[key], accounts[bank], one.fen, note, f"settlement.Statement:{one.statement_id}"
        )
        for one, key in owed.items()
    }
    made = ledger.hold_all(actor=actor, drafts=drafts, now=now)
    return {one.statement_id: made[key] for one, key in zip(due, drafts, strict=True)}


def _line(payout: Payout, one: ToPay, hold_id: int) -> PayoutLine:
    said = {"statement_id": one.statement_id, "payee_id": one.payee_id}
    return PayoutLine(payout=payout, **said, amount_fen=one.fen, less_fen=one.less_fen, hold_id=hold_id)

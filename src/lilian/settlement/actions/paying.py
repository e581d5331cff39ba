"""Files for the bank, and what it answers."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, PostingDraft, Purpose
from lilian.ledger.values import Line as Side
from lilian.members import queries as register
from lilian.settlement import queries
from lilian.settlement.actions.drafting import book_of
from lilian.settlement.actions.refusals import (
    AnsweredOtherwise,
    BadPayee,
    NothingToPay,
    SameSettings,
    UnknownReference,
)
from lilian.settlement.models import PayeeAccount, Payout, PayoutAnswer, PayoutLine
from lilian.settlement.values import BankAnswer, Payee

NUMBER = r"[0-9]{8,32}"


@transaction.atomic
def set_payee(*, actor: Actor, household_id: int, payee: Payee, now: datetime) -> None:
    """Where the household's money goes from now on.

    :raises BadPayee, SameSettings: as the names say
    """
    household = register.household(actor, household_id)
    actor.must("settlement.pay", organisation_id=household.organisation_id)
    number = "".join(payee.number.split())
    if not payee.holder.strip() or not re.fullmatch(NUMBER, number, re.ASCII):
        raise BadPayee()
    said = {"holder": payee.holder.strip()[:60], "bank": payee.bank.strip()[:60], "number": number}
    newest = queries.payee_of(household_id)
    if newest is not None and {name: getattr(newest, name) for name in said} == said:
        raise SameSettings()
    made = PayeeAccount.objects.create(household=household, **said, at=now, set_by=actor.name[:80])
    audit.record(actor=actor, event="settlement.payee_set", subject=made, at=now, data={"household": household_id})


@transaction.atomic
def make_payout(*, actor: Actor, organisation_id: int, client_key: str, now: datetime) -> int:
    """A file of all that is owed and has somewhere to go; return its number. The same client key: the same file.

    :raises NothingToPay: as the name says
    """
    actor.must("settlement.pay", organisation_id=organisation_id)
    hold_name(f"settlement payout\n{organisation_id}", wait=True)
    same = Payout.objects.filter(client_key=client_key, organisation=organisation_id).first()
    if same is not None:
        return same.pk
    due = [(one, one.payee_id) for one in queries.to_pay(actor, organisation_id) if one.payee_id is not None]
    if not due:
        raise NothingToPay()
    made = Payout.objects.create(
        organisation_id=organisation_id,
        day=timezone.localdate(now),
        count=len(due),
        total_fen=sum(one.fen for one, _ in due),
        at=now,
        made_by=actor.name[:80],
        client_key=client_key,
    )
    PayoutLine.objects.bulk_create(
        PayoutLine(payout=made, statement_id=one.statement_id, payee_id=payee_id, amount_fen=one.fen)
        for one, payee_id in due
    )
    data = {"count": made.count, "total_fen": made.total_fen}
    audit.record(actor=actor, event="settlement.payout_made", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def read_answers(*, actor: Actor, payout_id: int, answers: Sequence[BankAnswer], now: datetime) -> int:
    """What was paid is posted, what was not can be paid again; how many answers were new.

    :raises UnknownReference, AnsweredOtherwise: nothing is taken then
    """
    actor.must("settlement.pay")
    payout = Payout.objects.select_for_update().filter(pk=payout_id).first()
    if payout is None:
        raise NotFound()
    actor.must("settlement.pay", organisation_id=payout.organisation_id)
    new = _new_answers(payout, answers)
    if not new:
        return 0
    postings = _post_paid(actor, payout, [line for line, said in new if said.paid], now)
    PayoutAnswer.objects.bulk_create(
        PayoutAnswer(
            line=line,
            paid=said.paid,
            reason=said.reason[:120],
            posting_id=postings.get(line.pk),
            at=now,
            read_by=actor.name[:80],
        )
        for line, said in new
    )
    data = {"paid": len(postings), "failed": len(new) - len(postings)}
    audit.record(actor=actor, event="settlement.answers_read", subject=payout, at=now, data=data)
    return len(new)


def _new_answers(payout: Payout, answers: Sequence[BankAnswer]) -> list[tuple[PayoutLine, BankAnswer]]:
    """:raises UnknownReference, AnsweredOtherwise: as the names say"""
    lines = {queries.reference(line.pk): line for line in payout.lines.select_related("answer", "statement")}
    new: dict[PayoutLine, tuple[PayoutLine, BankAnswer]] = {}
    for said in answers:
        line = lines.get(said.reference.strip().upper())
        if line is None:
            raise UnknownReference(reference=said.reference[:40])
        before = getattr(line, "answer", None) or (new[line][1] if line in new else None)
        if before is None:
            new[line] = (line, said)
        elif before.paid != said.paid:
            raise AnsweredOtherwise(reference=said.reference)
    return list(new.values())


def _post_paid(actor: Actor, payout: Payout, lines: Sequence[PayoutLine], now: datetime) -> dict[int, int]:
    """Payment -> its posting."""
    if not lines:
        return {}
    book_id = book_of(payout.organisation_id)
    bank = AccountKey(book_id, Purpose.BANK)
    owed = {line.pk: AccountKey(book_id, Purpose.PAYABLE, household_id=line.statement.household_id) for line in lines}
    accounts = ledger.open_accounts(actor=actor, keys=[bank, *dict.fromkeys(owed.values())], now=now)
    drafts = [
        PostingDraft(
            book_id,
            timezone.localdate(now),
            f"settlement payment {line.pk}",
            (Side(accounts[owed[line.pk]], line.amount_fen), Side(accounts[bank], -line.amount_fen)),
            f"settlement.Statement:{line.statement_id}",
            f"付果款 {queries.reference(line.pk)}",
        )
        for line in lines
    ]
    numbers = ledger.post_all(actor=actor, drafts=drafts, now=now)
    return {line.pk: number for line, number in zip(lines, numbers, strict=True)}

"""What the bank answers: it paid, it did not, or what it had paid came back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.values import AccountKey, PostingDraft, Purpose
from lilian.ledger.values import Line as Side
from lilian.payouts import queries
from lilian.payouts.actions.refusals import AlreadyReturned, AnsweredOtherwise, NoReason, NotPaid, UnknownReference
from lilian.payouts.models import Payout, PayoutAnswer, PayoutLine, PayoutReturn
from lilian.payouts.values import BankAnswer
from lilian.settlement.actions import alone, book_of

READER = system("payouts")  # who may pay was asked before; what was put aside is read whole


@transaction.atomic
def read_answers(*, actor: Actor, payout_id: int, answers: Sequence[BankAnswer], now: datetime) -> int:
    """What was paid is posted, what was not is let go and can be paid again; how many answers were new.

    :raises UnknownReference, AnsweredOtherwise: nothing is taken then
    """
    payout = _payout(actor, payout_id)
    new = _new_answers(payout, answers)
    if not new:
        return 0
    ended = _ended_by_hand([line for line, _ in new])
    postings = _post_paid(actor, payout, [line for line, said in new if said.paid], ended, now)
    failed = [line.hold_id for line, said in new if not said.paid and line.hold_id is not None]
    ledger.void_all(actor=actor, hold_ids=[hold_id for hold_id in failed if hold_id not in ended], now=now)
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
    audit.record(actor=actor, event="payouts.answers_read", subject=payout, at=now, data=data)
    return len(new)


@transaction.atomic
def record_return(*, actor: Actor, payout_id: int, reference: str, reason: str, now: datetime) -> None:
    """What the bank had paid came back: it is owed to the household again, and is paid with the next file.

    :raises UnknownReference, NotPaid, AlreadyReturned, NoReason: as the names say
    """
    payout = _payout(actor, payout_id)
    line = _lines(payout).get(_tidied(reference))
    if line is None:
        raise UnknownReference(reference=reference[:40])
    if not reason.strip():
        raise NoReason()
    if hasattr(line, "came_back"):
        raise AlreadyReturned(reference=queries.reference(line.pk))
    if not hasattr(line, "answer") or not line.answer.paid:
        raise NotPaid(reference=queries.reference(line.pk))
    posting = _post_back(actor, payout, line, reason.strip(), now)
    made = PayoutReturn.objects.create(
        line=line, reason=reason.strip()[:120], posting_id=posting, at=now, recorded_by=actor.name[:80]
    )
    data = {"payment": line.pk, "amount_fen": line.amount_fen}
    audit.record(actor=actor, event="payouts.payment_returned", subject=made, at=now, data=data)


def _payout(actor: Actor, payout_id: int) -> Payout:
    """The file; nobody else pays for its organisation until the transaction ends.

    :raises NotFound: as the name says
    """
    actor.must("settlement.pay")
    payout = Payout.objects.filter(pk=payout_id).first()
    if payout is None:
        raise NotFound()
    actor.must("settlement.pay", organisation_id=payout.organisation_id)
    alone(payout.organisation_id)
    return payout


def _lines(payout: Payout) -> dict[str, PayoutLine]:
    """Reference -> payment."""
    found = payout.lines.select_related("answer", "came_back", "statement")
    return {queries.reference(line.pk): line for line in found}


def _tidied(reference: str) -> str:
    return reference.strip().upper()


def _new_answers(payout: Payout, answers: Sequence[BankAnswer]) -> list[tuple[PayoutLine, BankAnswer]]:
    """What was paid and came back may be told either way.

    :raises UnknownReference, AnsweredOtherwise: as the names say
    """
    lines = _lines(payout)
    new: dict[PayoutLine, tuple[PayoutLine, BankAnswer]] = {}
    for said in answers:
        line = lines.get(_tidied(said.reference))
        if line is None:
            raise UnknownReference(reference=said.reference[:40])
        before = getattr(line, "answer", None) or (new[line][1] if line in new else None)
        if before is None:
            new[line] = (line, said)
        elif before.paid != said.paid and not hasattr(line, "came_back"):
            raise AnsweredOtherwise(reference=said.reference)
    return list(new.values())


def _ended_by_hand(lines: Sequence[PayoutLine]) -> dict[int, int | None]:
    """Holds of these payments that somebody ended in the books, with the posting; None was let go."""
    holds = [line.hold_id for line in lines if line.hold_id is not None]
    return dict(books.holds(READER, ended=True).filter(pk__in=holds).values_list("pk", "end__posting_id"))


def _post_paid(
    actor: Actor, payout: Payout, lines: Sequence[PayoutLine], ended: Mapping[int, int | None], now: datetime
) -> dict[int, int]:
    """Payment -> its posting, with which ends what was put aside; or the one somebody made of the hold by hand."""
    known = {line.pk: posting for line in lines if line.hold_id and (posting := ended.get(line.hold_id))}
    rest = [line for line in lines if line.pk not in known]
    if not rest:
        return known
    accounts = _Accounts(actor, payout, rest, now)
    drafts = [
        PostingDraft(
            accounts.book_id,
            timezone.localdate(now),
            f"settlement payment {line.pk}",
            accounts.sides(line, line.amount_fen),
            f"settlement.Statement:{line.statement_id}",
            f"付果款 {queries.reference(line.pk)}",
            () if line.hold_id is None or line.hold_id in ended else (line.hold_id,),
        )
        for line in rest
    ]
    numbers = ledger.post_all(actor=actor, drafts=drafts, now=now)
    return known | {line.pk: number for line, number in zip(rest, numbers, strict=True)}


def _post_back(actor: Actor, payout: Payout, line: PayoutLine, reason: str, now: datetime) -> int:
    accounts = _Accounts(actor, payout, [line], now)
    draft = PostingDraft(
        accounts.book_id,
        timezone.localdate(now),
        f"settlement return {line.pk}",
        accounts.sides(line, -line.amount_fen),
        f"settlement.Statement:{line.statement_id}",
        f"银行退回 {queries.reference(line.pk)}：{reason}",
    )
    return ledger.post(actor=actor, draft=draft, now=now)


class _Accounts:
    """The bank and what is owed to the households of these payments."""

    def __init__(self, actor: Actor, payout: Payout, lines: Sequence[PayoutLine], now: datetime) -> None:
        self.book_id = book_of(payout.organisation_id)
        self.bank = AccountKey(self.book_id, Purpose.BANK)
        keys = [self.bank, *dict.fromkeys(self._owed(line) for line in lines)]
        self.numbers = ledger.open_accounts(actor=actor, keys=keys, now=now)

    def _owed(self, line: PayoutLine) -> AccountKey:
        return AccountKey(self.book_id, Purpose.PAYABLE, household_id=line.statement.household_id)

    def sides(self, line: PayoutLine, fen: int) -> tuple[Side, Side]:
        """From the bank to the household."""
        return Side(self.numbers[self._owed(line)], fen), Side(self.numbers[self.bank], -fen)

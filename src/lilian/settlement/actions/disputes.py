"""Somebody says a line is wrong; it is answered, with a correcting posting where it is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, PostingDraft, Purpose
from lilian.ledger.values import Line as Side
from lilian.settlement import queries
from lilian.settlement.actions.alone import alone
from lilian.settlement.actions.drafting import book_of
from lilian.settlement.actions.refusals import AlreadyAnswered, NoReason, NotFreeToTake, NotPosted
from lilian.settlement.models import Dispute, DisputeAnswer
from lilian.settlement.values import RunState


@transaction.atomic
def raise_dispute(*, actor: Actor, statement_id: int, about: str, words: str, now: datetime) -> int:
    """By the household itself, or by somebody of its co-operative for it; return the dispute's number.

    :raises NotPosted, NoReason: as the names say
    """
    actor.must("settlement.dispute")
    statement = queries.statement(actor, statement_id)
    if not words.strip():
        raise NoReason()
    if queries.state_of(queries.run_of(statement)) is not RunState.POSTED:
        raise NotPosted()
    made = Dispute.objects.create(
        statement=statement, about=about[:80], words=words.strip()[:200], at=now, raised_by=actor.name[:80]
    )
    audit.record(actor=actor, event="settlement.disputed", subject=made, at=now, data={"statement": statement_id})
    return made.pk


@transaction.atomic
def answer_dispute(*, actor: Actor, dispute_id: int, more_fen: int, words: str, now: datetime) -> None:
    """So much more for the household, or less, by a correcting posting of today; zero leaves the statement as it is.

    :raises AlreadyAnswered, NoReason: as the names say
    :raises NotFreeToTake: if less is left to pay, and not with the bank, than is to be taken
    """
    actor.must("settlement.answer")
    found = Dispute.objects.select_related("statement__run").filter(pk=dispute_id).first()
    if found is None:
        raise NotFound()
    organisation_id = found.statement.run.organisation_id
    actor.must("settlement.answer", organisation_id=organisation_id)
    alone(organisation_id)
    if not words.strip():
        raise NoReason()
    if DisputeAnswer.objects.filter(dispute=found).exists():
        raise AlreadyAnswered()
    posting = _correct(actor, found, more_fen, words, now) if more_fen else None
    made = DisputeAnswer.objects.create(
        dispute=found,
        more_fen=more_fen,
        words=words.strip()[:200],
        posting_id=posting,
        at=now,
        answered_by=actor.name[:80],
    )
    data = {"dispute": found.pk, "more_fen": more_fen}
    audit.record(actor=actor, event="settlement.dispute_answered", subject=made, at=now, data=data)


def _correct(actor: Actor, found: Dispute, more_fen: int, words: str, now: datetime) -> int:
    book_id = book_of(found.statement.run.organisation_id)
    bought = AccountKey(book_id, Purpose.PURCHASE)
    owed = AccountKey(book_id, Purpose.PAYABLE, household_id=found.statement.household_id)
    accounts = ledger.open_accounts(actor=actor, keys=[bought, owed], now=now)
    _check_free(found, more_fen)
    draft = PostingDraft(
        book_id,
        timezone.localdate(now),
        f"settlement dispute {found.pk}",
        (Side(accounts[bought], more_fen), Side(accounts[owed], -more_fen)),
        f"settlement.Dispute:{found.pk}",
        words.strip(),
    )
    return ledger.post(actor=actor, draft=draft, now=now)


def _check_free(found: Dispute, more_fen: int) -> None:
    """:raises NotFreeToTake: as the name says"""
    free = queries.free_fen(found.statement.run.organisation_id).get(found.statement.household_id, 0)
    if more_fen < 0 and free + more_fen < 0:
        raise NotFreeToTake(wanted=yuan_text(-more_fen), free=yuan_text(max(0, free)))

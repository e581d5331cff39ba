"""Two-phase: money is put aside, then posted, or let go again."""

from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger.actions import standings
from lilian.ledger.actions.posting import post
from lilian.ledger.actions.refusals import HoldEnded, MoreThanHeld, NoAmount, NoTimeLeft, SameAccount
from lilian.ledger.models import Account, Hold, HoldEnd
from lilian.ledger.values import HoldDraft, HoldEnding, Line, PostingDraft

SYSTEM = system("ledger")
MOST_AT_ONCE = 500  # expired holds ended in one transaction


@transaction.atomic
def hold(*, actor: Actor, draft: HoldDraft, client_key: str, now: datetime) -> int:
    """Put aside; return the hold's number. The same client key again gives the same hold.

    :raises OverLimit: if either account has no room for it
    :raises NoAmount, NoTimeLeft, SameAccount, AccountOfAnotherBook: as the names say
    """
    hold_name(f"ledger hold\n{client_key}", wait=True)
    same = Hold.objects.filter(client_key=client_key).first()
    if same is not None:
        return _again(same, draft)
    _check(draft, now)
    book_id = _book_of(draft.debit_id)
    standings.locked_books(actor, "ledger.hold", {book_id})
    sides = [Line(draft.debit_id, draft.amount_fen), Line(draft.credit_id, -draft.amount_fen)]
    standings.check([(book_id, side) for side in sides], now)
    made = Hold.objects.create(
        debit_id=draft.debit_id,
        credit_id=draft.credit_id,
        amount_fen=draft.amount_fen,
        note=draft.note[:120],
        about=draft.about[:80],
        until=draft.until,
        at=now,
        held_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"debit": made.debit_id, "credit": made.credit_id, "amount_fen": made.amount_fen, "about": made.about}
    audit.record(actor=actor, event="ledger.held", subject=made, at=now, data=data)
    return made.pk


def _check(draft: HoldDraft, now: datetime) -> None:
    if draft.amount_fen <= 0:
        raise NoAmount()
    if draft.debit_id == draft.credit_id:
        raise SameAccount()
    if draft.until is not None and draft.until <= now:
        raise NoTimeLeft()


def _book_of(account_id: int) -> int:
    book_id = Account.objects.filter(pk=account_id).values_list("book_id", flat=True).first()
    if book_id is None:
        raise NotFound()
    return book_id


def _again(same: Hold, draft: HoldDraft) -> int:
    if (same.debit_id, same.credit_id, same.amount_fen) != (draft.debit_id, draft.credit_id, draft.amount_fen):
        raise KeyReused()
    return same.pk


@transaction.atomic
def post_held(
    *, actor: Actor, hold_id: int, day: date, client_key: str, now: datetime, amount_fen: int | None = None
) -> int:
    """What was held is posted, all of it or a part; the rest is free again. Return the posting's number.

    :raises HoldEnded: if it was posted, voided or expired before
    :raises MoreThanHeld, NoAmount: as the names say
    """
    found = Hold.objects.filter(pk=hold_id).select_related("debit").first()
    if found is None:
        raise NotFound()
    amount_fen = found.amount_fen if amount_fen is None else amount_fen
    if amount_fen <= 0:
        raise NoAmount()
    if amount_fen > found.amount_fen:
        raise MoreThanHeld(held=yuan_text(found.amount_fen), wanted=yuan_text(amount_fen))
    lines = (Line(found.debit_id, amount_fen), Line(found.credit_id, -amount_fen))
    draft = PostingDraft(found.debit.book_id, day, client_key, lines, found.about, found.note, (hold_id,))
    return post(actor=actor, draft=draft, now=now)


@transaction.atomic
def void(*, actor: Actor, hold_id: int, now: datetime) -> None:
    """Let go what was put aside.

    :raises HoldEnded: if it was posted, voided or expired before
    """
    found = Hold.objects.filter(pk=hold_id).select_related("debit").first()
    if found is None:
        raise NotFound()
    standings.locked_books(actor, "ledger.hold", {found.debit.book_id})
    if HoldEnd.objects.filter(hold=found).exists():
        raise HoldEnded()
    HoldEnd.objects.create(hold=found, ending=HoldEnding.VOIDED.value, at=now, ended_by=actor.name[:80])
    audit.record(actor=actor, event="ledger.voided", subject=found, at=now)


@transaction.atomic
def end_expired(*, now: datetime, actor: Actor = SYSTEM) -> int:
    """End what is past its time, a few hundred at once; return how many."""
    due = Hold.objects.filter(end__isnull=True, until__lte=now).order_by("until", "pk")[:MOST_AT_ONCE]
    near = list(due.values_list("debit_id", "credit_id", "debit__book_id"))
    if not near:
        return 0
    standings.locked_books(actor, "ledger.hold", {book_id for _, _, book_id in near})
    ended = standings.end_due({account for row in near for account in row[:2]}, now)
    if ended:
        audit.record(actor=actor, event="ledger.holds_expired", subject="ledger.Hold", at=now, data={"count": ended})
    return ended

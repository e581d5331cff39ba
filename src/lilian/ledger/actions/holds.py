"""Two-phase: money is put aside, then posted, or let go again."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger.actions import standings
from lilian.ledger.actions.posting import post, post_all
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
    return hold_all(actor=actor, drafts={client_key: draft}, now=now)[client_key]


@transaction.atomic
def hold_all(*, actor: Actor, drafts: Mapping[str, HoldDraft], now: datetime) -> dict[str, int]:
    """Put all aside or nothing, each under its client key; the number of each key's hold.

    :raises OverLimit, NoAmount, NoTimeLeft, SameAccount, AccountOfAnotherBook: nothing is put aside then
    """
    books = _books_of({draft.debit_id for draft in drafts.values()})
    standings.locked_books(actor, "ledger.hold", set(books.values()))
    before = {same.client_key: same for same in Hold.objects.filter(client_key__in=list(drafts))}
    numbers = {client_key: _again(same, drafts[client_key]) for client_key, same in before.items()}
    new = {client_key: draft for client_key, draft in drafts.items() if client_key not in numbers}
    if not new:
        return numbers
    for draft in new.values():
        _check(draft, now)
    standings.check([(books[draft.debit_id], side) for draft in new.values() for side in _sides(draft)], now)
    made = Hold.objects.bulk_create(_row(actor, client_key, draft, now) for client_key, draft in new.items())
    audit.record_all(actor=actor, events=[audit.Said("ledger.held", one, _told(one)) for one in made], at=now)
    return numbers | {one.client_key: one.pk for one in made}


def _told(one: Hold) -> dict[str, object]:
    return {"debit": one.debit_id, "credit": one.credit_id, "amount_fen": one.amount_fen, "about": one.about}


def _sides(draft: HoldDraft) -> tuple[Line, Line]:
    return Line(draft.debit_id, draft.amount_fen), Line(draft.credit_id, -draft.amount_fen)


def _row(actor: Actor, client_key: str, draft: HoldDraft, now: datetime) -> Hold:
    return Hold(
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


def _check(draft: HoldDraft, now: datetime) -> None:
    if draft.amount_fen <= 0:
        raise NoAmount()
    if draft.debit_id == draft.credit_id:
        raise SameAccount()
    if draft.until is not None and draft.until <= now:
        raise NoTimeLeft()


def _books_of(account_ids: Collection[int]) -> dict[int, int]:
    """:raises NotFound: if an account is not there"""
    found = dict(Account.objects.filter(pk__in=account_ids).values_list("pk", "book_id"))
    if set(account_ids) - set(found):
        raise NotFound()
    return found


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
    return post(actor=actor, draft=_posting(found, amount_fen, day, client_key), now=now)


def post_held_all(*, actor: Actor, client_keys: Mapping[int, str], day: date, now: datetime) -> list[int]:
    """All of what these holds put aside is posted, or nothing, each under its client key; the postings' numbers.

    :raises HoldEnded: if one of them was posted, voided or expired before
    """
    found = Hold.objects.filter(pk__in=list(client_keys)).select_related("debit").order_by("pk")
    drafts = [_posting(one, one.amount_fen, day, client_keys[one.pk]) for one in found]
    if len(drafts) < len(client_keys):
        raise NotFound()
    return post_all(actor=actor, drafts=drafts, now=now)


def _posting(found: Hold, amount_fen: int, day: date, client_key: str) -> PostingDraft:
    lines = (Line(found.debit_id, amount_fen), Line(found.credit_id, -amount_fen))
    return PostingDraft(found.debit.book_id, day, client_key, lines, found.about, found.note, (found.pk,))


def void(*, actor: Actor, hold_id: int, now: datetime) -> None:
    """Let go what was put aside.

    :raises HoldEnded: if it was posted, voided or expired before
    """
    void_all(actor=actor, hold_ids=[hold_id], now=now)


@transaction.atomic
def void_all(*, actor: Actor, hold_ids: Collection[int], now: datetime) -> None:
    """Let go of all that was put aside, or of nothing.

    :raises HoldEnded: if one of them was posted, voided or expired before
    """
    wanted = sorted(set(hold_ids))
    found = list(Hold.objects.filter(pk__in=wanted).select_related("debit").order_by("pk"))
    if len(found) < len(wanted):
        raise NotFound()
    standings.locked_books(actor, "ledger.hold", {one.debit.book_id for one in found})
    if HoldEnd.objects.filter(hold__in=wanted).exists():
        raise HoldEnded()
    ended_by = actor.name[:80]
    HoldEnd.objects.bulk_create(
        HoldEnd(hold=one, ending=HoldEnding.VOIDED.value, at=now, ended_by=ended_by) for one in found
    )
    audit.record_all(actor=actor, events=[audit.Said("ledger.voided", one) for one in found], at=now)


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

"""A place is billed: its suppliers are owed for what was accepted, its buyers owe their shares, in one act."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.values import AccountKey, Line, PostingDraft, Purpose
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import locked, move
from lilian.purchasing.actions.deposits import about, key_of
from lilian.purchasing.actions.refusals import AlreadyBilled, NotAllReceived
from lilian.purchasing.models import Bill, Campaign, Decision, OrderLine
from lilian.purchasing.values import BillSheet, Buyer, Stage

NOTE = "优购农资"


@dataclass(frozen=True)
class Booking:
    """Which decision and place is billed, in which book, on which day."""

    taken: Decision
    organisation_id: int
    book_id: int
    day: date


@dataclass(frozen=True)
class Due:
    """One buyer's bill as it is booked: from which deposit so much is used, where the rest goes."""

    sheet: BillSheet
    deposit_fen: int
    hold_ids: tuple[int, ...]
    on_credit: bool

    @property
    def rest(self) -> Purpose:
        return Purpose.INPUT_CREDIT if self.on_credit else Purpose.RECEIVABLE


@transaction.atomic
def bill_place(
    *, actor: Actor, campaign_id: int, organisation_id: int, now: datetime, on_credit: Collection[Buyer] = ()
) -> int:
    """Post what `queries.bill_sheets` shows: payable to suppliers, receivable or on input credit from buyers; how many.

    Deposits held are used first; those of who owes nothing, because nothing came, are let go. With the last place
    the campaign is closed.

    :raises NotAllReceived, AlreadyBilled: as the names say
    :raises OverLimit: if a buyer's input credit does not reach; nothing is posted then
    """
    campaign = locked(actor, campaign_id, Stage.ORDERED, permission="purchasing.bill")
    taken = queries.taken(campaign.pk)
    assert taken is not None
    place = members.organisation(actor, organisation_id)
    lines = list(queries.lines_to(actor, campaign.pk, organisation_id))
    if Bill.objects.filter(decision=taken, organisation_id=organisation_id).exists():
        raise AlreadyBilled(place=place.name)
    waiting = sum(1 for line in lines if not hasattr(line, "receipt"))
    if waiting or not lines:
        raise NotAllReceived(place=place.name, count=waiting)
    sheets = queries.bill_sheets(actor, campaign.pk, organisation_id)
    books_of = Booking(taken, organisation_id, books.book_of(actor, campaign.organiser_id).pk, timezone.localdate(now))
    due = [_due(actor, books_of, sheet, sheet.buyer in set(on_credit)) for sheet in sheets]
    free = [hold_id for each in due if not each.sheet.amount_fen for hold_id in each.hold_ids]
    ledger.void_all(actor=actor, hold_ids=free, now=now)
    _write(actor, books_of, due, _post(actor, books_of, lines, due, now), now)
    if not _places(campaign) - set(Bill.objects.filter(decision=taken).values_list("organisation_id", flat=True)):
        move(campaign, Stage.CLOSED)
    billed = sum(each.sheet.amount_fen for each in due)
    data = {"organisation": organisation_id, "bills": len(due), "amount_fen": billed}
    audit.record(actor=actor, event="purchasing.place_billed", subject=campaign, at=now, data=data)
    return len(due)


def _places(campaign: Campaign) -> set[int]:
    return set(OrderLine.objects.filter(order__campaign=campaign).values_list("organisation_id", flat=True))


def _due(actor: Actor, booking: Booking, sheet: BillSheet, on_credit: bool) -> Due:
    key = key_of(booking.book_id, Purpose.DEPOSIT, sheet.buyer)
    own = Q(debit__organisation_id=key.organisation_id, debit__household_id=key.household_id)
    rows = books.holds(actor).filter(own, about=about(booking.taken.pk), debit__purpose=Purpose.DEPOSIT.value)
    found = {each.pk: each.amount_fen for each in rows}
    return Due(sheet, min(sheet.amount_fen, sum(found.values())), tuple(sorted(found)), on_credit)


def _post(
    actor: Actor, booking: Booking, lines: Sequence[OrderLine], due: Sequence[Due], now: datetime
) -> dict[Buyer, int]:
    """All or nothing; the posting of each buyer who owes something."""
    owed: dict[int, int] = defaultdict(int)
    for line in lines:
        owed[line.order.supplier_id] += line.receipt.payable_fen
    paying = [each for each in due if each.sheet.amount_fen]
    accounts = _accounts(actor, booking, owed, paying, now)
    drafts = [_supplier_draft(booking, accounts, supplier, fen) for supplier, fen in sorted(owed.items()) if fen]
    drafts += [_buyer_draft(booking, accounts, each) for each in paying]
    numbers = ledger.post_all(actor=actor, drafts=drafts, now=now) if drafts else []
    buyers = [each.sheet.buyer for each in paying]
    return dict(zip(buyers, numbers[len(numbers) - len(buyers) :], strict=True))


def _accounts(
    actor: Actor, booking: Booking, owed: Mapping[int, int], due: Sequence[Due], now: datetime
) -> dict[AccountKey, int]:
    keys = [AccountKey(booking.book_id, Purpose.INPUTS)]
    keys += [AccountKey(booking.book_id, Purpose.PAYABLE, organisation_id=supplier) for supplier in sorted(owed)]
    for each in due:
        keys += [key_of(booking.book_id, purpose, each.sheet.buyer) for purpose in (each.rest, Purpose.DEPOSIT)]
    return ledger.open_accounts(actor=actor, keys=keys, now=now)


def _supplier_draft(booking: Booking, accounts: Mapping[AccountKey, int], supplier_id: int, fen: int) -> PostingDraft:
    inputs = accounts[AccountKey(booking.book_id, Purpose.INPUTS)]
    payable = accounts[AccountKey(booking.book_id, Purpose.PAYABLE, organisation_id=supplier_id)]
    key = f"purchasing:{booking.taken.pk}:{booking.organisation_id}:supplier:{supplier_id}"
    lines = (Line(inputs, fen), Line(payable, -fen))
    return PostingDraft(booking.book_id, booking.day, key, lines, about(booking.taken.pk), NOTE)


def _buyer_draft(booking: Booking, accounts: Mapping[AccountKey, int], due: Due) -> PostingDraft:
    buyer, fen = due.sheet.buyer, due.sheet.amount_fen
    lines = (
        Line(accounts[key_of(booking.book_id, Purpose.DEPOSIT, buyer)], due.deposit_fen),
        Line(accounts[key_of(booking.book_id, due.rest, buyer)], fen - due.deposit_fen),
        Line(accounts[AccountKey(booking.book_id, Purpose.INPUTS)], -fen),
    )
    key = f"purchasing:{booking.taken.pk}:{buyer.organisation_id}:buyer:{buyer.household_id or 0}"
    told = about(booking.taken.pk)
    return PostingDraft(booking.book_id, booking.day, key, lines, told, NOTE, due.hold_ids)


def _write(actor: Actor, booking: Booking, due: Sequence[Due], postings: Mapping[Buyer, int], now: datetime) -> None:
    """A place that got nothing has a bill of nothing, so that it is known to be done."""
    nobody = Due(BillSheet(Buyer(booking.organisation_id), ()), 0, (), False)
    Bill.objects.bulk_create(
        Bill(
            decision=booking.taken,
            organisation_id=booking.organisation_id,
            household_id=each.sheet.buyer.household_id,
            lines=[[line.article_id, line.received, line.amount_fen] for line in each.sheet.lines],
            amount_fen=each.sheet.amount_fen,
            deposit_fen=each.deposit_fen,
            on_credit=each.on_credit,
            posting_id=postings.get(each.sheet.buyer),
            day=booking.day,
            at=now,
            billed_by=actor.name[:80],
        )
        for each in due or [nobody]
    )

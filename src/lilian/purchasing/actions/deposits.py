"""Deposits: paid in to the organiser's books, held when the orders go out, used up by the bill."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.values import AccountKey, HoldDraft, Line, PostingDraft, Purpose
from lilian.members import queries as members
from lilian.purchasing.actions.campaigns import locked
from lilian.purchasing.actions.needs import check_home
from lilian.purchasing.models import Campaign, Decision
from lilian.purchasing.values import Buyer, Stage

WHOLE = 1_000
NOTE = "优购定金"


def about(decision_id: int) -> str:
    """What postings and holds of a decision come from."""
    return f"purchasing.Decision:{decision_id}"


def key_of(book_id: int, purpose: Purpose, buyer: Buyer) -> AccountKey:
    """A buyer's account: the household's, or the organisation's own."""
    if buyer.household_id is not None:
        return AccountKey(book_id, purpose, household_id=buyer.household_id)
    return AccountKey(book_id, purpose, organisation_id=buyer.organisation_id)


@transaction.atomic
def take_deposit(
    *, actor: Actor, campaign_id: int, buyer: Buyer, amount_fen: int, client_key: str, now: datetime
) -> int:
    """A buyer pays a deposit in cash; the same key again is the same payment. Return the posting's number.

    :raises NoLines: if nothing is paid
    :raises NotFound: if there is no such buyer
    """
    members.organisation(actor, buyer.organisation_id)
    check_home(buyer)
    campaign = locked(actor, campaign_id, Stage.COLLECTING, Stage.QUOTING, Stage.DECIDED, permission="purchasing.bill")
    book = books.book_of(actor, campaign.organiser_id)
    cash, deposit = AccountKey(book.pk, Purpose.CASH), key_of(book.pk, Purpose.DEPOSIT, buyer)
    opened = ledger.open_accounts(actor=actor, keys=[cash, deposit], now=now)
    lines = (Line(opened[cash], amount_fen), Line(opened[deposit], -amount_fen))
    draft = PostingDraft(
        book.pk,
        timezone.localdate(now),
        f"deposit:{client_key}"[:120],
        lines,
        f"purchasing.Campaign:{campaign.pk}",
        NOTE,
    )
    posting = ledger.post(actor=actor, draft=draft, now=now)
    data = {"household": buyer.household_id, "organisation": buyer.organisation_id, "amount_fen": amount_fen}
    audit.record(actor=actor, event="purchasing.deposit_taken", subject=campaign, at=now, data=data)
    return posting


def hold_deposits(actor: Actor, campaign: Campaign, taken: Decision, now: datetime) -> None:
    """From everybody who has paid in: the campaign's part of what was allotted, as far as it is there."""
    if not campaign.deposit_permille or not books.books(actor).filter(organisation_id=campaign.organiser_id).exists():
        return
    book = books.book_of(actor, campaign.organiser_id)
    there = {
        (one.organisation_id, one.household_id): one
        for one in books.accounts(actor, book_id=book.pk, purpose=Purpose.DEPOSIT)
    }
    if not there:
        return
    inputs = AccountKey(book.pk, Purpose.INPUTS)
    credit_id = ledger.open_accounts(actor=actor, keys=[inputs], now=now)[inputs]
    for buyer, fen in shares_of(taken).items():
        key = key_of(book.pk, Purpose.DEPOSIT, buyer)
        account = there.get((key.organisation_id, key.household_id))
        free = 0 if account is None else account.balance.credit_fen - account.balance.debit_fen
        free -= 0 if account is None else account.balance.debit_held_fen
        held = min(fen * campaign.deposit_permille // WHOLE, free)
        if account is not None and held > 0:
            draft = HoldDraft(account.pk, credit_id, held, NOTE, about(taken.pk))
            key_text = f"purchasing:{taken.pk}:{buyer.organisation_id}:{buyer.household_id or 0}"
            ledger.hold(actor=actor, draft=draft, client_key=key_text, now=now)


def shares_of(taken: Decision) -> dict[Buyer, int]:
    """What each buyer is to pay, before anything came."""
    rows = taken.allotments.order_by().values_list("need__organisation_id", "need__household_id")
    summed = rows.annotate(fen=Sum("amount_fen")).order_by("need__organisation_id", "need__household_id")
    return {Buyer(organisation_id, household_id): fen for organisation_id, household_id, fen in summed if fen}

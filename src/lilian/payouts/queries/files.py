"""What is still to be paid, where it goes, files for the bank."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.payouts import rules
from lilian.payouts.models import PayeeAccount, Payout, PayoutLine
from lilian.payouts.values import PaymentState
from lilian.settlement import queries as settlement

PAID = Q(answer__paid=True, came_back__isnull=True)  # of payments: the household has the money
SENT = Q(answer__isnull=True) | PAID
STATES = {
    PaymentState.WAITING: Q(answer__isnull=True),
    PaymentState.PAID: PAID,
    PaymentState.FAILED: Q(answer__paid=False),
    PaymentState.RETURNED: Q(came_back__isnull=False),
}


@dataclass(frozen=True)
class ToPay:
    """A statement of which so many fen are to be paid now; without a payee nobody knows where to.

    `less_fen` is open on it too and is not paid: taken back on another statement, or paid by hand.
    """

    statement_id: int
    household_id: int
    fen: int
    payee_id: int | None
    less_fen: int = 0


def to_pay(actor: Actor, organisation_id: int) -> list[ToPay]:
    """Posted statements with their corrections, less what was paid or is with the bank; netted for each household, and
    no more than the books have free for it."""
    actor.must("settlement.pay", organisation_id=organisation_id)
    by_home: dict[int, list[Any]] = defaultdict(list)
    for row in _open(organisation_id):
        by_home[row.household_id].append(row)
    free = settlement.free_fen(organisation_id)
    return [one for home, rows in by_home.items() for one in _of_home(rows, free.get(home, 0))]


def _of_home(rows: Sequence[Any], free: int) -> list[ToPay]:
    still_open = [row.owed_fen - row.sent_fen for row in rows]
    paid = rules.netted(still_open, free)
    return [
        ToPay(row.pk, row.household_id, fen, row.payee_id, whole - fen)
        for row, whole, fen in zip(rows, still_open, paid, strict=True)
        if fen
    ]


def _open(organisation_id: int) -> QuerySet[Any]:
    """What is owed, each statement with `sent_fen` and `payee_id`."""
    sent = PayoutLine.objects.filter(SENT, statement=OuterRef("pk"))
    sent_sum = sent.order_by().values("statement").annotate(sum=Sum("amount_fen")).values("sum")
    payees = PayeeAccount.objects.filter(household=OuterRef("household")).order_by("-pk").values("pk")
    return settlement.owed(organisation_id).annotate(
        sent_fen=Coalesce(Subquery(sent_sum), 0), payee_id=Subquery(payees[:1])
    )


def payee_of(household_id: int) -> PayeeAccount | None:
    return PayeeAccount.objects.filter(household=household_id).first()


def payouts(actor: Actor) -> QuerySet[Payout]:
    """Files of the organisations for which the actor may pay, newest first."""
    actor.must("settlement.pay")
    reach = actor.reach("settlement.pay")
    found = Payout.objects.select_related("organisation")
    return found if reach.everywhere else found.filter(organisation__in=reach.organisation_ids)


def payout(actor: Actor, payout_id: int) -> Payout:
    """:raises NotFound: if there is none, or it is not the actor's to pay"""
    found = payouts(actor).filter(pk=payout_id).first()
    if found is None:
        raise NotFound()
    return found


def payments(actor: Actor, payout_id: int, state: PaymentState | None = None) -> QuerySet[PayoutLine]:
    """All payments of a file with their answers, or those that stand so."""
    found = payout(actor, payout_id).lines.select_related("payee", "statement__household", "answer", "came_back")
    return (found.filter(STATES[state]) if state else found).order_by("pk")


def payment_sums(actor: Actor, payout_id: int) -> dict[PaymentState, tuple[int, int]]:
    """How many payments of a file stand so, and the fen of them."""
    lines = payout(actor, payout_id).lines.order_by()
    counts = {f"{state}_count": Count("pk", filter=which) for state, which in STATES.items()}
    sums = {f"{state}_fen": Coalesce(Sum("amount_fen", filter=which), 0) for state, which in STATES.items()}
    found = lines.aggregate(**counts, **sums)
    return {state: (found[f"{state}_count"], found[f"{state}_fen"]) for state in STATES}


def reference(line_id: int) -> str:
    """What the bank gives back to us."""
    return f"LL{line_id:09d}"


def line_ids(references: Iterable[str]) -> dict[str, int]:
    """Reference -> payment, of those that are one."""
    return {one: int(one[2:]) for one in references if one.startswith("LL") and one[2:].isdecimal()}

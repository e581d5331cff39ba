"""What is still to be paid, where it goes, files for the bank."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.settlement.models import Approval, DisputeAnswer, PayeeAccount, Payout, PayoutLine, Statement
from lilian.settlement.queries.runs import APPROVALS


@dataclass(frozen=True)
class ToPay:
    """A statement of which so many fen are not on their way yet; without a payee nobody knows where to."""

    statement_id: int
    household_id: int
    fen: int
    payee_id: int | None


def to_pay(actor: Actor, organisation_id: int) -> list[ToPay]:
    """Posted statements of the organisation with their corrections, less what was paid or is with the bank."""
    actor.must("settlement.pay", organisation_id=organisation_id)
    rows = [(row, row.owed_fen - row.sent_fen) for row in _posted(organisation_id)]
    return [ToPay(row.pk, row.household_id, fen, row.payee_id) for row, fen in rows if fen > 0]


def _posted(organisation_id: int) -> QuerySet[Any]:
    """Each with `owed_fen`, `sent_fen` and `payee_id`."""
    approvals = Approval.objects.filter(run=OuterRef("run"), agreed=True).order_by().values("run")
    corrected = DisputeAnswer.objects.filter(dispute__statement=OuterRef("pk")).order_by().values("dispute__statement")
    corrections = corrected.annotate(sum=Sum("more_fen")).values("sum")
    sent = PayoutLine.objects.filter(Q(answer__isnull=True) | Q(answer__paid=True), statement=OuterRef("pk"))
    sent_sum = sent.order_by().values("statement").annotate(sum=Sum("amount_fen")).values("sum")
    payees = PayeeAccount.objects.filter(household=OuterRef("household")).order_by("-pk").values("pk")
    return (
        Statement.objects.defer("inputs")
        .filter(run__organisation=organisation_id)
        .annotate(approvals=Subquery(approvals.annotate(count=Count("pk")).values("count")))
        .filter(approvals=APPROVALS)
        .annotate(
            owed_fen=F("net_fen") + Coalesce(Subquery(corrections), 0),
            sent_fen=Coalesce(Subquery(sent_sum), 0),
            payee_id=Subquery(payees[:1]),
        )
        .order_by("household__code", "pk")
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


def payments(actor: Actor, payout_id: int) -> QuerySet[PayoutLine]:
    """All payments of a file with their answers."""
    found = payout(actor, payout_id).lines.select_related("payee", "statement__household", "answer")
    return found.order_by("pk")


def reference(line_id: int) -> str:
    """What the bank gives back to us."""
    return f"LL{line_id:09d}"


def line_ids(references: Iterable[str]) -> dict[str, int]:
    """Reference -> payment, of those that are one."""
    return {one: int(one[2:]) for one in references if one.startswith("LL") and one[2:].isdecimal()}

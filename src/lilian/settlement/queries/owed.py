"""What is owed to households: on their posted statements, and by the books."""

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.ledger import queries as ledger
from lilian.ledger.values import Purpose
from lilian.settlement.models import Approval, DisputeAnswer, Statement
from lilian.settlement.queries.pricing import READER
from lilian.settlement.queries.runs import APPROVALS


def owed(organisation_id: int | None = None) -> QuerySet[Any]:
    """Posted statements of the organisation, or of all, with their corrections as `owed_fen`; the oldest of a household
    first. For modules that pay: who asks was asked before."""
    approvals = Approval.objects.filter(run=OuterRef("run"), agreed=True).order_by().values("run")
    corrected = DisputeAnswer.objects.filter(dispute__statement=OuterRef("pk")).order_by().values("dispute__statement")
    corrections = corrected.annotate(sum=Sum("more_fen")).values("sum")
    whose = {} if organisation_id is None else {"run__organisation": organisation_id}
    return (
        Statement.objects.filter(**whose)
        .defer("inputs")
        .annotate(approvals=Subquery(approvals.annotate(count=Count("pk")).values("count")))
        .filter(approvals=APPROVALS)
        .annotate(owed_fen=F("net_fen") + Coalesce(Subquery(corrections), 0))
        .order_by("household__code", "pk")
    )


def free_fen(organisation_id: int) -> dict[int, int]:
    """Household -> what the organisation's books owe to it and no file for the bank has put aside."""
    found = ledger.accounts(READER, purpose=Purpose.PAYABLE).filter(
        book__organisation=organisation_id, household__isnull=False
    )
    return {row.household_id or 0: ledger.unheld_fen(row) for row in found}


def payable_fen(posting: Any, household_id: int) -> int:
    """What a posting with its lines and accounts puts on what is owed to the household, in debit positive."""
    return sum(
        line.amount_fen
        for line in posting.lines.all()
        if line.account.purpose == Purpose.PAYABLE.value and line.account.household_id == household_id
    )

"""What contracts come to together: before they are made, and as a list shows them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from lilian.contracts.models import Contract, Terms, TermsLine
from lilian.contracts.rules.fulfilment import value_fen
from lilian.contracts.values.terms import BatchDraft

LATER = Terms.objects.filter(contract=OuterRef("terms__contract"), number__gt=OuterRef("terms__number"))


@dataclass(frozen=True)
class BatchSum:
    """How many contracts and households, the grams promised, and the fen at floor prices, of deposits and credit."""

    contracts: int = 0
    expected_g: int = 0
    value_fen: int = 0
    deposit_fen: int = 0
    credit_fen: int = 0


def batch_sum(batch: BatchDraft) -> BatchSum:
    """Of contracts to be."""
    terms = [draft.terms for draft in batch.contracts]
    return BatchSum(
        contracts=len(terms),
        expected_g=sum(line.expected_g for one in terms for line in one.lines),
        value_fen=sum(value_fen(one.lines) for one in terms),
        deposit_fen=sum(one.deposit_fen for one in terms),
        credit_fen=sum(one.credit_limit_fen for one in terms),
    )


def list_sum(found: QuerySet[Contract]) -> BatchSum:
    """Of contracts as their newest terms say; the value is rounded once, for the sum."""
    keys = found.order_by().values("pk")
    lines = TermsLine.objects.filter(terms__contract__in=keys).filter(~Exists(LATER))
    summed = lines.aggregate(g=Sum("expected_g", default=0), milli=Sum(F("expected_g") * F("floor_fen"), default=0))
    newest = Terms.objects.filter(contract__in=keys).filter(
        ~Exists(Terms.objects.filter(contract=OuterRef("contract"), number__gt=OuterRef("number")))
    )
    money = newest.aggregate(
        n=Count("pk"), deposit=Sum("deposit_fen", default=0), credit=Sum("credit_limit_fen", default=0)
    )
    return BatchSum(money["n"], summed["g"], (summed["milli"] + 500) // 1_000, money["deposit"], money["credit"])

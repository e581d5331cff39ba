"""What was asked to become of deposits."""

from collections import defaultdict

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.contracts import queries as contracts
from lilian.deposits import rules
from lilian.deposits.models import Closing
from lilian.deposits.values import ENDS, Way, Why
from lilian.kernel.refusal import NotFound


def closings(actor: Actor, *, contract_id: int | None = None, open_only: bool = False) -> QuerySet[Closing]:
    """Of contracts the actor may know of, with their answers, newest first."""
    own = contracts.contracts(actor).order_by().values("pk")
    found = Closing.objects.filter(contract__in=own).select_related("contract__coop", "contract__buyer", "answer")
    if contract_id is not None:
        found = found.filter(contract=contract_id)
    return found.filter(answer__isnull=True) if open_only else found


def closing(actor: Actor, closing_id: int) -> Closing:
    """:raises NotFound: if there is none, or the actor may not know of its contract"""
    found = closings(actor).filter(pk=closing_id).first()
    if found is None:
        raise NotFound()
    return found


def key_of(found: Closing) -> str:
    """Under which its posting stands: `contract deposit_returned 5 12` is closing 12 of contract 5."""
    return f"contract {ENDS[Why(found.why)]} {found.contract_id} {found.pk}"


def closed_fen(contract_ids: set[int]) -> dict[int, int]:
    """Contract -> fen of its deposit that went back, stayed with the household, or went back twice."""
    sums: dict[int, int] = defaultdict(int)
    for contract_id, why, way, fen in Closing.objects.filter(answer__agreed=True).values_list(
        "contract_id", "why", "way", "fen"
    ):
        if contract_id in contract_ids and rules.closes(ENDS[Why(why)], Way(way)):
            sums[contract_id] += fen
    return sums

"""Statements, recomputed from what was frozen; and what was said against them."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.settlement import rules
from lilian.settlement.models import Dispute, Line, Run, Statement
from lilian.settlement.queries.runs import APPROVALS, Answers, counted
from lilian.settlement.values import Inputs, Settled

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def statements(actor: Actor, *, run_id: int | None = None) -> QuerySet[Statement]:
    """Those of the organisations the actor looks into; a household sees its own, once posted."""
    actor.must("settlement.see")
    reach = actor.reach("settlement.see")
    found = Statement.objects.select_related("run__organisation", "household__organisation").annotate(
        agreed=Count("run__approvals", filter=Q(run__approvals__agreed=True), distinct=True)
    )
    if not reach.everywhere:
        own = Q(run__organisation__in=reach.organisation_ids)
        if reach.person_ids:
            own |= Q(household__people__in=reach.person_ids, agreed=APPROVALS)
        found = found.filter(own).distinct()
    found = found.order_by("-run", "household__code")
    return found if run_id is None else found.filter(run=run_id)


def statement(actor: Actor, statement_id: int) -> Statement:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = statements(actor).filter(pk=statement_id).first()
    if found is None:
        raise NotFound()
    return found


def is_settled(slip_id: int) -> bool:
    """True if a posted statement settled the slip."""
    return Line.objects.filter(slip=slip_id).exists()


def inputs_of(row: Statement) -> Inputs:
    """What the statement was made from, as it was frozen."""
    return rules.unpacked(row.inputs)


def settled_of(row: Statement) -> Settled:
    """The statement worked out again."""
    return rules.settle(inputs_of(row))


def disputes(actor: Actor, *, statement_id: int | None = None, open_only: bool = False) -> QuerySet[Dispute]:
    """Newest first."""
    seen = statements(actor).order_by().values("pk")
    found = Dispute.objects.filter(statement__in=seen).select_related(
        "statement__run__organisation", "statement__household", "answer"
    )
    if statement_id is not None:
        found = found.filter(statement=statement_id)
    return found.filter(answer__isnull=True) if open_only else found


def dispute(actor: Actor, dispute_id: int) -> Dispute:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = disputes(actor).filter(pk=dispute_id).first()
    if found is None:
        raise NotFound()
    return found


def run_of(row: Statement) -> "WithAnnotations[Run, Answers]":
    """The statement's run with its approvals counted."""
    return counted(Run.objects.filter(pk=row.run_id)).get()

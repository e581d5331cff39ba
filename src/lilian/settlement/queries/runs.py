"""Runs and how an organisation settles."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger import queries as ledger
from lilian.settlement.models import Run, SchemeVersion
from lilian.settlement.values import RunState, Scheme

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

APPROVALS = 2


class Answers(TypedDict):
    """How many approved a run, and how many sent it back."""

    agreed: int
    sent_back: int


def runs(actor: Actor, *, organisation_id: int | None = None) -> "QuerySet[WithAnnotations[Run, Answers]]":
    """Runs of the organisations the actor may look into, newest first, with `agreed` and `sent_back` counted."""
    actor.must("settlement.see_runs")
    reach = actor.reach("settlement.see_runs")
    found = counted(Run.objects.select_related("organisation"))
    if not reach.everywhere:
        found = found.filter(organisation__in=reach.organisation_ids)
    found = found.order_by("-pk")
    return found if organisation_id is None else found.filter(organisation=organisation_id)


def counted(found: QuerySet[Run]) -> "QuerySet[WithAnnotations[Run, Answers]]":
    """With how many agreed and how many sent it back, as `state_of` needs it."""
    return found.annotate(
        agreed=Count("approvals", filter=Q(approvals__agreed=True)),
        sent_back=Count("approvals", filter=Q(approvals__agreed=False)),
    )


def run(actor: Actor, run_id: int) -> "WithAnnotations[Run, Answers]":
    """:raises NotFound: if there is none, or the actor may not look into it"""
    found = runs(actor).filter(pk=run_id).first()
    if found is None:
        raise NotFound()
    return found


def state_of(row: "WithAnnotations[Run, Answers]") -> RunState:
    """Of a run as `runs` gives it."""
    if row.sent_back:
        return RunState.DROPPED
    return (RunState.DRAFT, RunState.HALF, RunState.POSTED)[min(row.agreed, APPROVALS)]


def scheme_of(organisation_id: int) -> Scheme:
    """What the organisation said last; without a word, nothing is taken."""
    newest = SchemeVersion.objects.filter(organisation=organisation_id).first()
    if newest is None:
        return Scheme()
    return Scheme(newest.fee_permille, newest.least_cash_permille, newest.instalments, newest.first_due_months)


def organisations_with_books(actor: Actor) -> list[tuple[int, str]]:
    """Key and name of those for which the actor may draft a run."""
    reach = actor.reach("settlement.draft")
    found = ledger.books(actor).values_list("organisation_id", "organisation__name")
    return [(pk, name) for pk, name in found if pk in reach]

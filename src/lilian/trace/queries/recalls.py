"""Recalls, notices and drills as people see them."""

from django.db.models import Count, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.trace.models import Drill, Notice, Recall
from lilian.trace.queries.extents import extent
from lilian.trace.queries.holders import whereabouts
from lilian.trace.queries.starts import seeds
from lilian.trace.values import Start, StartKind, Whereabouts


def recalls(actor: Actor) -> QuerySet[Recall]:
    """All of them with what is told and answered, newest first."""
    actor.must("trace.see_recalls")
    told = Count("notices", distinct=True)
    answered = Count("notices__answer", distinct=True)
    return Recall.objects.select_related("end").annotate(told=told, answered=answered).order_by("-pk")


def recall(actor: Actor, recall_id: int) -> Recall:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = recalls(actor).filter(pk=recall_id).first()
    if found is None:
        raise NotFound()
    return found


def notices(actor: Actor) -> QuerySet[Notice]:
    """What holders are told: all for who runs recalls, else the own organisations'. Not yet answered ones first."""
    actor.must("trace.answer")
    reach = actor.reach("trace.answer")
    found = Notice.objects.select_related("recall", "organisation", "answer").order_by("answer__pk", "-pk")
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def notice(actor: Actor, notice_id: int) -> Notice:
    """:raises NotFound: if there is none, or it is another's"""
    found = notices(actor).filter(pk=notice_id).first()
    if found is None:
        raise NotFound()
    return found


def untold(actor: Actor) -> int:
    """How many notices wait for an answer of this actor."""
    return notices(actor).filter(Q(answer__isnull=True)).count()


def drills(actor: Actor) -> QuerySet[Drill]:
    """Every drill, newest first."""
    actor.must("trace.see_recalls")
    return Drill.objects.order_by("-pk")


def drill(actor: Actor, drill_id: int) -> Drill:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = drills(actor).filter(pk=drill_id).first()
    if found is None:
        raise NotFound()
    return found


def recalled_now(row: Recall) -> Whereabouts:
    """Where all of it is by now."""
    return whereabouts(extent(seeds(start_of(row))))


def start_of(row: Recall) -> Start:
    return Start(StartKind(row.kind), row.code, row.since, row.until, row.shift)

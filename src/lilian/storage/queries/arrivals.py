"""Expected arrivals and what met them."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.storage.models import Arrival, ExpectedArrival, UnplannedArrival
from lilian.storage.values import PlanStatus

WEIGHED = Arrival.objects.filter(expected=OuterRef("pk")).order_by().values("expected")
CAME_G = Coalesce(Subquery(WEIGHED.annotate(sum_g=Sum("weight_g")).values("sum_g")), 0)


def expected_arrivals(
    actor: Actor, *, day: date | None = None, store_id: int | None = None, plan_id: int | None = None
) -> QuerySet[ExpectedArrival]:
    """Lines of adopted plans the actor may see; `came_g` is what was weighed, 0 while nothing came."""
    actor.must("storage.see_arrivals")
    reach = actor.reach("storage.see_arrivals")
    found = ExpectedArrival.objects.select_related("plan", "store").filter(is_cancelled=False)
    if not reach.everywhere:
        found = found.filter(store__organisation_id__in=reach.organisation_ids)
    if plan_id is None:
        found = found.filter(plan__status=PlanStatus.ADOPTED)
    chosen = {"day": day, "store_id": store_id, "plan_id": plan_id}
    found = found.filter(**{name: value for name, value in chosen.items() if value is not None})
    return found.annotate(came_g=CAME_G)


def expected_one(actor: Actor, pk: int) -> ExpectedArrival:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    reach = actor.reach("storage.see_arrivals")
    actor.must("storage.see_arrivals")
    found = ExpectedArrival.objects.select_related("plan", "store").filter(pk=pk)
    line = found.annotate(came_g=CAME_G).first()
    if line is None or (line.store.organisation_id if line.store else None) not in reach:
        raise NotFound()
    return line


def unplanned_arrivals(
    actor: Actor, *, store_id: int | None = None, since: datetime | None = None
) -> QuerySet[UnplannedArrival]:
    """Loads no plan expected that the actor may see, newest first; counter-entries stand beside what they take back."""
    actor.must("storage.see_arrivals")
    reach = actor.reach("storage.see_arrivals")
    found = UnplannedArrival.objects.select_related("store__place", "variety", "lot", "reversed_by")
    if not reach.everywhere:
        found = found.filter(store__organisation_id__in=reach.organisation_ids)
    if since is not None:
        found = found.filter(at__gte=since)
    return found if store_id is None else found.filter(store_id=store_id)


def unplanned_one(actor: Actor, pk: int) -> UnplannedArrival:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = unplanned_arrivals(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def came_unplanned(actor: Actor, *, since: datetime, until: datetime | None = None) -> list[UnplannedArrival]:
    """Unplanned loads that stand, those taken back left out; the newest first."""
    found = unplanned_arrivals(actor, since=since).filter(reverses__isnull=True, reversed_by__isnull=True)
    return list(found if until is None else found.filter(at__lt=until))


def came_expected(actor: Actor, *, since: datetime) -> QuerySet[Arrival]:
    """Loads of plans as they were weighed that stand, those taken back left out; the newest first."""
    actor.must("storage.see_arrivals")
    reach = actor.reach("storage.see_arrivals")
    found = Arrival.objects.filter(at__gte=since, reverses__isnull=True, reversed_by__isnull=True)
    if not reach.everywhere:
        found = found.filter(expected__store__organisation_id__in=reach.organisation_ids)
    return found.select_related("expected__lot").order_by("-pk")


def came_one(actor: Actor, pk: int) -> Arrival:
    """:raises NotFound: if there is none that stands, or the actor may not know of it"""
    found = came_expected(actor, since=datetime.min.replace(tzinfo=UTC)).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def met_by_store(actor: Actor, plan_id: int) -> QuerySet[Any, Any]:
    """Plan against actual per store: rows `store_code, store_name, planned_g, came_g, lines, met`."""
    lines = expected_arrivals(actor, plan_id=plan_id).order_by()
    return (
        lines.values("store_code", "store_name")
        .annotate(
            planned_g=Sum("weight_g"),
            lines=Count("pk"),
            came_all_g=Sum("came_g"),
            met=Count("pk", filter=Q(came_g__gt=0)),
        )
        .order_by(F("planned_g").desc(), "store_code")
    )

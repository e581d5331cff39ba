"""Alarms, those that matter most first."""

from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from lilian.base.actors import Actor
from lilian.keeping.models import Alarm
from lilian.keeping.rules import climate
from lilian.keeping.values import ALARM_ORDER


def alarms(actor: Actor, *, open_only: bool = False) -> QuerySet[Alarm]:
    """Alarms of the rooms within reach; open is one that still stands, or that nobody has acknowledged."""
    actor.must("keeping.see")
    reach = actor.reach("keeping.see")
    found = Alarm.objects.select_related("room__store", "responsible")
    if not reach.everywhere:
        found = found.filter(room__store__organisation_id__in=reach.organisation_ids)
    if open_only:
        found = found.filter(Q(ended_at__isnull=True) | Q(acknowledged_at__isnull=True))
    order = Case(
        *(When(kind=kind.value, then=Value(n)) for n, kind in enumerate(ALARM_ORDER)), output_field=IntegerField()
    )
    return found.annotate(rank=order).order_by("rank", "-opened_at", "-pk")


def unseen(actor: Actor) -> list[Alarm]:
    """Alarms nobody has acknowledged, freezing first."""
    return list(alarms(actor, open_only=True).filter(acknowledged_at__isnull=True))


def is_overdue(alarm: Alarm, now: datetime) -> bool:
    """Nobody acknowledged it in time: it goes to those above the keeper."""
    return alarm.acknowledged_at is None and now - alarm.opened_at > climate.shipped().escalates_after

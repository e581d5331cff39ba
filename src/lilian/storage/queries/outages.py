"""Which rooms are out of use, and when."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.storage.models import Room, RoomOutage


def room_outages(actor: Actor, *, store_id: int | None = None, since: date | None = None) -> QuerySet[RoomOutage]:
    """Outages that came to be, newest first; `since`: those that reach that day or a later one."""
    actor.must("storage.see")
    found = RoomOutage.objects.select_related("room__store").exclude(ends_on=F("starts_on"))
    found = found if store_id is None else found.filter(room__store_id=store_id)
    found = found if since is None else found.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=since))
    return found.order_by("-starts_on", "-pk")


def room_outage(actor: Actor, pk: int) -> RoomOutage:
    """:raises NotFound: if there is no such outage"""
    actor.must("storage.see")
    found = RoomOutage.objects.select_related("room__store").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def outages(rooms: Iterable[Room], *, first: date, last: date) -> dict[int, RoomOutage]:
    """The earliest outage of each room that touches one of the days, both ends included; by room id, one query."""
    open_or_later = Q(ends_on__isnull=True) | Q(ends_on__gt=first)
    found = RoomOutage.objects.filter(open_or_later, room__in=[room.pk for room in rooms], starts_on__lte=last)
    kept: dict[int, RoomOutage] = {}
    for one in found.exclude(ends_on=F("starts_on")).order_by("starts_on", "pk"):
        kept.setdefault(one.room_id, one)
    return kept

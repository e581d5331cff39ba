"""Which rooms are out of use, and when."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q

from lilian.storage.models import Room, RoomOutage


def outages(rooms: Iterable[Room], *, first: date, last: date) -> dict[int, RoomOutage]:
    """The earliest outage of each room that touches one of the days, both ends included; by room id, one query."""
    open_or_later = Q(ends_on__isnull=True) | Q(ends_on__gt=first)
    found = RoomOutage.objects.filter(open_or_later, room__in=[room.pk for room in rooms], starts_on__lte=last)
    kept: dict[int, RoomOutage] = {}
    for one in found.exclude(ends_on=F("starts_on")).order_by("starts_on", "pk"):
        kept.setdefault(one.room_id, one)
    return kept

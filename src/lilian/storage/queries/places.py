"""What cold storage still needs a place for."""

from statistics import median

from django.db.models import Q

from lilian.base.actors import Actor
from lilian.sheets.points import NearCentre
from lilian.storage.models import PendingLot, Store
from lilian.storage.queries.thresholds import bounds
from lilian.storage.values import LotStatus

STILL_THERE = (LotStatus.WAITING.value, LotStatus.PLANNED.value)


def county_centre() -> NearCentre | None:
    """Near what a point that comes in must be: the figure of the county, else the middle (median) of its stores; None
    before the first.
    """
    known = bounds()
    if known.centre is not None:
        return NearCentre(*known.centre, within=known.within_deg)
    points = list(Store.objects.values_list("place__lat", "place__lon"))
    if not points:
        return None
    lat, lon = (round(median(axis), 4) for axis in zip(*points, strict=True))
    return NearCentre(lat, lon, within=known.within_deg)


def open_store_at(actor: Actor, place_id: int) -> str:
    """The name of the store that stands there and is not closed; nothing if there is none."""
    actor.must("storage.see")
    return Store.objects.filter(place_id=place_id, closed_on__isnull=True).values_list("name", flat=True).first() or ""


def lots_waiting_at(actor: Actor, *, name: str, lat: float, lon: float) -> int:
    """How many lots wait, or are planned to leave, at the place of that name or just there (degrees WGS-84)."""
    actor.must("storage.change")
    here = Q(point=name) | Q(lat=lat, lon=lon)
    return PendingLot.objects.filter(here, status__in=STILL_THERE).count()

"""How much lies where, now and day by day, and which way a lot came. For modules above that know their locations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, Sum

from lilian.stock.models import Balance, Hold, Line, Owning, Standing
from lilian.stock.values import LocationKind


@dataclass(frozen=True)
class Change:
    """By so many grams more or less lay of a lot at a location after that business day."""

    day: date
    location_id: int
    lot_id: int
    weight_g: int


@dataclass(frozen=True)
class Came:
    """A lot, or some of it, came to a location."""

    lot_id: int
    location_id: int
    at: datetime


def weights(location_ids: Collection[int]) -> dict[int, int]:
    """Grams at each of these locations now; one that never held anything is missing."""
    found = Balance.objects.filter(location__in=location_ids).order_by().values_list("location_id")
    return dict(found.annotate(sum_g=Sum("weight_g")))


def left_g(lot_ids: Collection[int]) -> dict[int, int]:
    """Grams of each lot that still lie somewhere; one of which nothing is left is missing."""
    here = Balance.objects.filter(lot__in=lot_ids, weight_g__gt=0, location__organisation__isnull=False)
    return dict(here.order_by().values_list("lot_id").annotate(sum_g=Sum("weight_g")))


def open_holds(location_ids: Collection[int]) -> dict[int, int]:
    """How many holds stand at each of these locations; one without any is missing."""
    found = Hold.objects.filter(location__in=location_ids, end__isnull=True).order_by().values_list("location_id")
    return dict(found.annotate(holds=Count("pk")))


def lot_ids_at(location_ids: Collection[int]) -> frozenset[int]:
    """Keys of the lots of which something lies at one of these locations."""
    here = Balance.objects.filter(location__in=location_ids).exclude(weight_g=0, pieces=0)
    return frozenset(here.values_list("lot_id", flat=True))


def daily(location_ids: Collection[int], *, through: date) -> list[Change]:
    """What each business day changed at these locations, oldest day first; summed up, what lies there."""
    lines = Line.objects.filter(location__in=location_ids, entry__day__lte=through).order_by("entry__day")
    rows = lines.values_list("entry__day", "location_id", "lot_id").annotate(sum_g=Sum("weight_g"))
    return [Change(*row) for row in rows if row[-1]]


def came(lot_ids: Collection[int]) -> dict[int, list[Came]]:
    """Where each lot came to, oldest first; places that are nowhere left out."""
    lines = Line.objects.filter(lot__in=lot_ids, weight_g__gt=0, location__organisation__isnull=False)
    found: dict[int, list[Came]] = defaultdict(list)
    for lot_id, location_id, at in lines.order_by("entry__at", "pk").values_list("lot_id", "location_id", "entry__at"):
        found[lot_id].append(Came(lot_id, location_id, at))
    return found


@dataclass(frozen=True)
class Stayed:
    """A lot lay at a location; `until` of None lies there still."""

    lot_id: int
    location_id: int
    location: str
    kind: LocationKind
    organisation: str
    since: datetime
    until: datetime | None


def stayed(lot_ids: Collection[int]) -> list[Stayed]:
    """Where these lots lay, from the first that came to the last that left, oldest first; one query however many."""
    lines = Line.objects.filter(lot__in=lot_ids, location__organisation__isnull=False).order_by()
    named = ("lot_id", "location_id", "location__name", "location__kind", "location__organisation__name")
    rows = lines.values_list(*named).annotate(
        since=Min("entry__at", filter=Q(weight_g__gt=0)),
        until=Max("entry__at", filter=Q(weight_g__lt=0)),
        left_g=Sum("weight_g"),
    )
    found = [
        Stayed(lot, at, name, LocationKind(kind), owner, since, None if left_g else until)
        for lot, at, name, kind, owner, since, until, left_g in rows
        if since is not None
    ]
    return sorted(found, key=lambda each: (each.since, each.lot_id, each.location_id))


def last_decided() -> int:
    """Grows whenever something is decided about a lot."""
    return Standing.objects.aggregate(newest=Max("pk"))["newest"] or 0


def owners(lot_ids: Collection[int]) -> dict[int, list[tuple[datetime, int]]]:
    """Whose each lot was from when on, oldest first."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for lot_id, at, owner_id in Owning.objects.filter(lot__in=lot_ids).values_list("lot_id", "at", "owner_id"):
        found[lot_id].append((at, owner_id))
    return found

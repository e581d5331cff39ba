"""The cold-store database: cards of stores with everything a list, a map or a plan wants to know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.kernel.geo import distance_km
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name
from lilian.storage import rules
from lilian.storage.models import Arrival, ExpectedArrival, Reading, Room, Store, UnplannedArrival
from lilian.storage.queries.booked import booked_g, promised_g
from lilian.storage.queries.latest import latest
from lilian.storage.queries.outages import outages
from lilian.storage.queries.thresholds import thresholds
from lilian.storage.queries.told import Told, told
from lilian.storage.rules import Thresholds
from lilian.storage.values import PlanStatus, StoreCard


def store_cards(
    actor: Actor, *, now: datetime, text: str = "", own: bool = False, through: date | None = None
) -> list[StoreCard]:
    """All stores by code; `own`: those the actor may report for. As many queries however many stores.

    `through`: rooms that are out of use on a day until then do not count, as a plan of those days needs it.
    """
    actor.must("storage.see")
    found = Store.objects.filter(Q(name__icontains=text) | Q(code__icontains=text) | Q(place__village__icontains=text))
    if own:
        reach = actor.reach("storage.report")
        found = found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)
    return cards(found, now, through=through)


def store_card(actor: Actor, pk: int, *, now: datetime) -> StoreCard:
    """:raises NotFound: if there is no such store"""
    actor.must("storage.see")
    found = cards(Store.objects.filter(pk=pk), now)
    if not found:
        raise NotFound()
    return found[0]


def nearest(
    actor: Actor, *, lat: float, lon: float, now: datetime, variety: str = "", limit: int = 10
) -> list[StoreCard]:
    """Open stores with room that take the variety, nearest first as the crow flies."""
    fit = [
        replace(card, distance_km=distance_km(lat, lon, card.lat, card.lon))
        for card in store_cards(actor, now=now)
        if card.free_g and card.closed_on is None and (not variety or variety in card.accepts)
    ]
    return sorted(fit, key=lambda card: card.distance_km or 0)[:limit]


def cards(stores: QuerySet[Store], now: datetime, *, through: date | None = None) -> list[StoreCard]:
    found = list(stores.select_related("place__township", "keeper").prefetch_related("accepts", "rooms"))
    rooms = [room for store in found for room in store.rooms.all()]
    reports, readings = told(rooms, now), latest(Reading, rooms)
    today = timezone.localdate(now)
    out = outages(rooms, first=today, last=through or today)
    promised = promises(found, today=today)
    arrived = arrivals_since(found, min((report.at for report in reports.values()), default=None))
    booked = booked_g([room.pk for room in rooms], today)
    facts = _Facts(reports, readings, frozenset(out), thresholds(), now, booked)
    return [_card(store, facts, promised[store.pk], arrived[store.pk]) for store in found]


@dataclass(frozen=True)
class Promise:
    """What adopted plans bring to one store, in grams: all that is still to come, and what its door has on each day."""

    open_g: list[int] = field(default_factory=list)
    door_g: dict[date, int] = field(default_factory=lambda: defaultdict(int))


def promises(stores: Iterable[Store], *, today: date) -> dict[int, Promise]:
    """By store. A load that came no longer takes room as promised, but the door had it that day."""
    lines = ExpectedArrival.objects.filter(store__in=stores, is_cancelled=False, plan__status=PlanStatus.ADOPTED)
    counting = lines.annotate(came=Coalesce(Sum("arrivals__weight_g"), 0)).filter(Q(came=0) | Q(day__gte=today))
    found: dict[int, Promise] = defaultdict(Promise)
    for store_id, day, weight_g, came in counting.values_list("store_id", "day", "weight_g", "came"):
        promise = found[store_id or 0]
        promise.door_g[day] += weight_g
        if not came:
            promise.open_g.append(weight_g)
    return found


def arrivals_since(stores: Iterable[Store], since: datetime | None) -> dict[int, list[tuple[datetime, int]]]:
    """(when, grams) of what came into each store, expected or not.

    A counter-entry stands at the time of what it takes back: a report written in between never counted that load.
    """
    rows = Arrival.objects.filter(expected__store__in=stores).annotate(came_at=Coalesce(F("reverses__at"), F("at")))
    unplanned = UnplannedArrival.objects.filter(store__in=stores).annotate(came_at=Coalesce(F("reverses__at"), F("at")))
    if since is not None:
        rows = rows.filter(came_at__gt=since)
        unplanned = unplanned.filter(came_at__gt=since)
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    planned = rows.order_by().values_list("expected__store_id", "came_at", "weight_g")
    for store_id, at, weight_g in planned.union(
        unplanned.order_by().values_list("store_id", "came_at", "weight_g"), all=True
    ):
        found[store_id or 0].append((at, weight_g))
    return found


@dataclass(frozen=True)
class _Facts:
    """What was said of rooms, by room id, which are out of use, and what is promised of each (grams)."""

    reports: dict[int, Told]
    readings: dict[int, Reading]
    out: frozenset[int]
    limits: Thresholds
    now: datetime
    booked: Mapping[int, int]


def _card(store: Store, facts: _Facts, promise: Promise, arrived: list[tuple[datetime, int]]) -> StoreCard:
    rooms, reports, readings, now = list[Room](store.rooms.all()), facts.reports, facts.readings, facts.now
    in_use = [room for room in rooms if room.pk not in facts.out]
    told = [reports[room.pk] for room in in_use or rooms if room.pk in reports]
    oldest = min(told, key=lambda report: report.at) if len(told) == len(in_use or rooms) and told else None
    counts_for = facts.limits.reading_counts_for
    measured = [r.temperature_mc for room in rooms if (r := readings.get(room.pk)) and now - r.at <= counts_for]
    return StoreCard(
        id=store.pk,
        code=store.code,
        name=store.name,
        organisation_id=store.organisation_id,
        township=str(store.place.township or ""),
        lat=store.place.lat,
        lon=store.place.lon,
        accepts=tuple(variety.name for variety in store.accepts.all()),
        volume_l=sum(room.volume_l for room in rooms),
        capacity_g=sum(room.capacity_g for room in rooms),
        told_capacity_g=sum(room.capacity_g for room in in_use if room.pk in reports),
        stock_g=rules.held_g(_told(rooms, facts), arrived),
        expected_g=sum(promise.open_g),
        booked_g=sum(
            promised_g(room.capacity_g, reports[room.pk].stock_g, facts.booked.get(room.pk, 0))
            for room in in_use
            if room.pk in reports
        ),
        busiest_day_g=max(promise.door_g.values(), default=0),
        intake_g_per_day=store.intake_g_per_day,
        fee_fen_per_tonne_month=store.fee_fen_per_tonne_month,
        temperature_mc=max(measured, default=store.temperature_mc),
        keeper=masked_name(store.keeper.name) if store.keeper else "",
        opening_hours=store.opening_hours,
        closed_on=store.closed_on,
        rooms=len(rooms),
        rooms_out=len(rooms) - len(in_use),
        reported_at=oldest.at if oldest else None,
        reported_by=masked_name(oldest.reporter) if oldest else "",
        freshness=rules.freshness(oldest.at if oldest else None, now, facts.limits),
    )


def _told(rooms: Iterable[Room], facts: _Facts) -> list[tuple[datetime, int]]:
    """Reports as they count: what a room out of use holds is no stock of the rooms that are offered."""
    known = [(room.pk, facts.reports[room.pk]) for room in rooms if room.pk in facts.reports]
    return [(report.at, 0 if pk in facts.out else report.stock_g) for pk, report in known]

"""Rooms with what was last said of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from lilian.base.actors import Actor, Reach
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name
from lilian.storage import rules
from lilian.storage.models import FillReport, Reading, Room, RoomOutage
from lilian.storage.queries.latest import latest
from lilian.storage.queries.outages import outages
from lilian.storage.queries.thresholds import thresholds
from lilian.storage.queries.told import Told, told
from lilian.storage.rules import Thresholds
from lilian.storage.values import RoomCard


def rooms(actor: Actor, *, reach: Reach | None = None) -> QuerySet[Room]:
    """Rooms of open stores with their store and its place, by store; `reach`: only those of organisations within it."""
    actor.must("storage.see")
    found = Room.objects.filter(store__closed_on__isnull=True).select_related("store__place")
    if reach is not None and not reach.everywhere:
        found = found.filter(store__organisation_id__in=reach.organisation_ids)
    return found.order_by("store__code", "code")


def told_stock(actor: Actor, asked: Collection[Room]) -> dict[int, int]:
    """Grams by room id, as the newest fill report says; a room that never reported is left out."""
    actor.must("storage.see")
    return {room_id: report.stock_g for room_id, report in latest(FillReport, asked).items()}


def room_cards(actor: Actor, store_id: int, *, now: datetime) -> list[RoomCard]:
    """The rooms of one store."""
    actor.must("storage.see")
    return _cards(Room.objects.filter(store_id=store_id), now)


def room_card(actor: Actor, pk: int, *, now: datetime) -> RoomCard:
    """:raises NotFound: if there is no such room"""
    actor.must("storage.see")
    found = _cards(Room.objects.filter(pk=pk), now)
    if not found:
        raise NotFound()
    return found[0]


def rooms_said(actor: Actor, ids: Collection[int], *, now: datetime) -> list[RoomCard]:
    """These rooms, of whatever stores."""
    actor.must("storage.see")
    return _cards(Room.objects.filter(pk__in=ids), now)


def _cards(found: QuerySet[Room], now: datetime) -> list[RoomCard]:
    rooms = list(found)
    reports, readings = told(rooms, now), latest(Reading, rooms)
    out = outages(rooms, first=timezone.localdate(now), last=date.max)
    facts = _Facts(reports, readings, out, thresholds(), now)
    return [_card(room, facts) for room in rooms]


@dataclass(frozen=True)
class _Facts:
    """What was said of rooms, by room id, and how it counts."""

    reports: dict[int, Told]
    readings: dict[int, Reading]
    out: dict[int, RoomOutage]
    limits: Thresholds
    now: datetime


def _card(room: Room, facts: _Facts) -> RoomCard:
    report, reading, out = facts.reports.get(room.pk), facts.readings.get(room.pk), facts.out.get(room.pk)
    temperature_mc = reading.temperature_mc if reading else None
    return RoomCard(
        id=room.pk,
        code=room.code,
        volume_l=room.volume_l,
        capacity_g=room.capacity_g,
        stock_g=report.stock_g if report else None,
        reported_at=report.at if report else None,
        reported_by=masked_name(report.reporter) if report else "",
        freshness=rules.freshness(report.at if report else None, facts.now, facts.limits),
        temperature_mc=temperature_mc,
        measured_at=reading.at if reading else None,
        humidity_pm=reading.humidity_pm if reading else None,
        is_on_books=room.location_id is not None,
        is_out_of_band=rules.is_out_of_band(
            temperature_mc, room.coldest_mc, room.warmest_mc, facts.limits.band_slack_mc
        ),
        out_from=out.starts_on if out else None,
        out_until=out.ends_on if out else None,
        out_reason=out.reason if out else "",
    )


def reports(actor: Actor, *, store_id: int | None = None) -> QuerySet[FillReport]:
    """Fill reports, newest first."""
    actor.must("storage.see")
    found = FillReport.objects.select_related("room__store")
    return found if store_id is None else found.filter(room__store_id=store_id)

"""Guo's store with two rooms, Qiao's store with one, a lot of each co-op; all small and plain."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lilian.catalog.models import Variety
from lilian.members.models import Organisation, Place
from lilian.storage.models import FillReport, PendingLot, PlanTerms, Room, Store

TONNE_G = 1_000_000


@dataclass(frozen=True)
class World:
    store: Store
    room: Room
    second_room: Room
    foreign_store: Store
    foreign_room: Room
    lot: PendingLot
    foreign_lot: PendingLot
    variety: Variety


def store(code: str, at: Organisation, variety: Variety, lat: float) -> Store:
    place = Place.objects.create(code=f"P-{code}", name=code, kind="store", lat=lat, lon=110.9, organisation=at)
    made = Store.objects.create(
        code=code,
        name=f"冷库{code}",
        organisation=at,
        place=place,
        intake_g_per_day=100 * TONNE_G,
        fee_fen_per_tonne_month=3_000,
    )
    made.accepts.add(variety)
    return made


def room(of: Store, code: str) -> Room:
    """An empty room, reported an hour ago."""
    found = Room.objects.create(store=of, code=code, volume_l=500_000, capacity_g=100 * TONNE_G)
    now = timezone.now()
    told = {"stock_g": 0, "at": now - timedelta(hours=1), "written_at": now}
    FillReport.objects.create(room=found, reporter="试", client_key=f"world:{found.pk}", **told)
    return found


def lot(code: str, of: Organisation, variety: Variety, **changes: Any) -> PendingLot:
    facts = {"grade": "一级", "weight_g": 20 * TONNE_G, "harvest_date": date(2026, 9, 17), "lat": 36.7, "lon": 110.9}
    return PendingLot.objects.create(code=code, organisation=of, variety=variety, **{**facts, **changes})


def terms() -> PlanTerms:
    return PlanTerms.objects.create(
        effective_from=date(2026, 1, 1),
        days=3,
        freight_fen_per_tonne_km=80,
        handling_fen_per_tonne=1_500,
        road_factor=1.4,
        speed_km_per_h=30,
        delay_fen_per_tonne_hour=20,
        stored_months=4,
        max_temperature_c=4,
        source="试",
    )


def made(coop: Organisation, other_coop: Organisation) -> World:
    variety, _ = Variety.objects.get_or_create(code="T-YLX", defaults={"name": "试用玉露香"})
    own, foreign = store("LK-1", coop, variety, 36.70), store("LK-2", other_coop, variety, 36.75)
    terms()
    return World(
        own,
        room(own, "1"),
        room(own, "2"),
        foreign,
        room(foreign, "1"),
        lot("PC-1", coop, variety),
        lot("PC-2", other_coop, variety),
        variety,
    )

"""The demo's cold stores, what was reported of them, and the lots that wait, through the same acts people use."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from lilian.base.actors import Actor, system
from lilian.base.policy import Role
from lilian.catalog import queries as catalog
from lilian.flows.demo.fills import DemoReport, demo_readings, demo_reports
from lilian.flows.demo.lots import demo_lots
from lilian.flows.demo.stores import DemoStore, demo_stores
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage import actions
from lilian.storage.values import ReadingDraft, RoomDraft, StoreDraft, TermsDraft

HOURS = "07:00–22:00"
# What the county's own workbook of September 2024 gives as its prices and parameters.
TERMS = {
    "days": 3,
    "freight_fen_per_tonne_km": 90,
    "handling_fen_per_tonne": 1_800,
    "road_factor": 1.4,
    "speed_km_per_h": 32,
    "delay_fen_per_tonne_hour": 250,
    "stored_months": 4,
    "max_temperature_c": 1.5,
}
TOLD_BY_KEEPERS = timedelta(days=10)
RoomKeys = dict[tuple[str, str], int]


def load_storage(actor: Actor, random: Random, owners: list[str], first_day: date, now: datetime) -> None:
    """Stores with rooms, six weeks of reports, a week of temperatures, prices, and one peak's lots."""
    stores = demo_stores(random, owners)
    keepers = _keepers(actor, first_day)
    rooms = _add_stores(actor, stores, keepers, now)
    names = {store.code: keepers[store.owner].name if store.owner in keepers else actor.name for store in stores}
    _report(actor, stores, rooms, names, random, now)
    _measure(actor, stores, rooms, random, now)
    opening = date(first_day.year, 8, 1)
    draft = TermsDraft(effective_from=min(opening, first_day), source="演示数据", **TERMS)  # type: ignore[arg-type]
    actions.publish_terms(actor=actor, draft=draft, now=now)
    _add_lots(actor, random, first_day, now)


def _keepers(actor: Actor, on: date) -> dict[str, Any]:
    """The keeper of each organisation, by the organisation's code."""
    posts = members.posts(actor, on=on).filter(role=Role.KEEPER)
    return {post.organisation.code: post.person for post in posts}


def _growers(actor: Actor, on: date) -> dict[str, Iterator[str]]:
    """Numbers of each co-operative's growers, by the organisation's code, one after the other without end."""
    posts = members.posts(actor, on=on).filter(role=Role.GROWER).order_by("person__code")
    found: dict[str, list[str]] = defaultdict(list)
    for code, organisation in posts.values_list("person__code", "organisation__code"):
        found[organisation].append(code or "")
    return {organisation: cycle(codes) for organisation, codes in found.items()}


def _add_stores(actor: Actor, stores: list[DemoStore], keepers: dict[str, Any], now: datetime) -> RoomKeys:
    places = {place.code: place for place in members.places(actor, kind=PlaceKind.STORE)}
    varieties = {variety.name: variety.pk for variety in catalog.varieties()}
    keys: RoomKeys = {}
    for store in stores:
        draft = _draft(store, places[store.code], varieties, keepers.get(store.owner))
        store_id = actions.add_store(actor=actor, draft=draft, now=now)
        for room in store.rooms:
            said = RoomDraft(room.code, room.volume_l, room.capacity_g)
            keys[store.code, room.code] = actions.add_room(actor=actor, store_id=store_id, draft=said, now=now)
    return keys


def _draft(store: DemoStore, place: Any, varieties: dict[str, int], keeper: Any | None) -> StoreDraft:
    return StoreDraft(
        code=store.code,
        name=place.name,
        organisation_id=place.organisation_id,
        place_id=place.pk,
        variety_ids=tuple(varieties[name] for name in store.accepts),
        intake_g_per_day=store.intake_g_per_day,
        fee_fen_per_tonne_month=store.fee_fen_per_tonne_month,
        temperature_mc=round(store.temperature_c * 1_000),
        keeper_id=keeper.pk if keeper else None,
        opening_hours=HOURS,
    )


def _report(
    actor: Actor, stores: list[DemoStore], rooms: RoomKeys, names: dict[str, str], random: Random, now: datetime
) -> None:
    """The last days as each keeper told them; the weeks before as the office took them in, from its own table."""
    reports = list(demo_reports(random, stores, now))
    since = now - TOLD_BY_KEEPERS
    earlier = [_row(one) for one in reports if one.at < since]
    said = {"file_name": "演示填报", "file_digest": "demo-reports"}
    actions.import_rows(actor=actor, table="fill_reports", rows=earlier, now=now, **said)
    by_visit: dict[tuple[str, datetime], dict[int, int]] = defaultdict(dict)
    for report in reports:
        # All rooms of a store are looked at in one visit.
        visit = (report.store, report.at.replace(minute=0, second=0, microsecond=0))
        if report.at >= since:
            by_visit[visit][rooms[report.store, report.room]] = report.stock_g
    for (store, at), stock_g_by_room in by_visit.items():
        keeper = system(names[store])
        key = f"demo:{store}:{at:%Y%m%d%H}"
        actions.report_fill(
            actor=keeper, stock_g_by_room=stock_g_by_room, client_key=key, at=at, now=now, source="demo"
        )


def _row(report: DemoReport) -> dict[str, Any]:
    return {"store": report.store, "room": report.room, "stock_g": report.stock_g, "reported_at": report.at}


def _measure(actor: Actor, stores: list[DemoStore], rooms: RoomKeys, random: Random, now: datetime) -> None:
    readings = [
        ReadingDraft(rooms[one.store, one.room], one.at, one.temperature_mc)
        for one in demo_readings(random, stores, now)
    ]
    actions.record_readings(actor=actor, rows=readings, source="demo", now=now)


def _add_lots(actor: Actor, random: Random, first_day: date, now: datetime) -> None:
    found = members.places(actor, kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    points = {place.code: place for place in found}
    organisations = {place.code: place.organisation.code for place in points.values() if place.organisation}
    rows = [{"code": code, "organisation": organisations[code]} for code in sorted(points)]
    growers = _growers(actor, first_day)
    lots = [
        {
            "code": lot.code,
            "point": points[lot.point].name,
            "village": points[lot.point].village,
            "lat": points[lot.point].lat,
            "lon": points[lot.point].lon,
            "variety": lot.variety,
            "grade": lot.grade,
            "weight_g": lot.weight_g,
            "harvest_date": lot.harvest_date,
            "grower": next(growers[organisations[lot.point]]),
            "note": "演示批次",
        }
        for lot in demo_lots(random, rows, first_day)
    ]
    actions.import_rows(actor=actor, table="lots", rows=lots, file_name="演示批次", file_digest="demo", now=now)

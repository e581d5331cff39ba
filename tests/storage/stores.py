"""A store of Guo's co-operative with two rooms, Qiao's with one, and who acts on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lilian.base import plan_runs
from lilian.base.actors import Actor, Duty
from lilian.base.jobs.task import do
from lilian.base.models import AuditEvent, Job, PlanRun
from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.members.models import Organisation, Place
from lilian.storage.models import (
    Arrival,
    ExpectedArrival,
    FillReport,
    PendingLot,
    PlanTerms,
    Reading,
    Room,
    StoragePlan,
    Store,
    UnplannedArrival,
)

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
TONNE = 1_000_000


@dataclass(frozen=True)
class County:
    store: Store
    rooms: tuple[Room, Room]
    other: Store
    other_room: Room
    variety: Variety

    def actor(self, role: Role, store: Store | None = None) -> Actor:
        home = (store or self.store).organisation_id
        return Actor(name=role.value, duties=(Duty(role, home, frozenset({home})),))


def organisation(code: str) -> Organisation:
    return Organisation.objects.create(
        code=code, name=f"{code}合作社", kind="cooperative", level="base", joined_on=date(2020, 1, 1)
    )


def store(code: str, lat: float, variety: Variety) -> Store:
    owner = organisation(f"C-{code}")
    place = Place.objects.create(code=code, name=code, kind="store", lat=lat, lon=110.9, organisation=owner)
    made = Store.objects.create(
        code=code, name=f"{code}库", organisation=owner, place=place, intake_g_per_day=30 * TONNE,
        fee_fen_per_tonne_month=5_000, temperature_mc=500,
    )  # fmt: skip
    made.accepts.add(variety)
    return made


def room(owner: Store, code: str, tonnes: int) -> Room:
    return Room.objects.create(store=owner, code=code, volume_l=tonnes * 8_690, capacity_g=tonnes * TONNE)


def the_county() -> County:
    variety = Variety.objects.create(code="yl", name="玉露香梨")
    near, far = store("Y1", 36.70, variety), store("Y2", 36.80, variety)
    return County(near, (room(near, "1", 60), room(near, "2", 40)), far, room(far, "1", 50), variety)


def report(place: Room, tonnes: int, hours_ago: float = 1) -> FillReport:
    at = NOW - timedelta(hours=hours_ago)
    key = f"{place.pk}-{tonnes}-{hours_ago}"
    return FillReport.objects.create(
        room=place, stock_g=tonnes * TONNE, at=at, reporter="郭守库", client_key=key, written_at=at
    )


def reading(place: Room, temperature_mc: int, hours_ago: float = 1) -> Reading:
    at = NOW - timedelta(hours=hours_ago)
    return Reading.objects.create(room=place, temperature_mc=temperature_mc, at=at, written_at=at)


def lot(county: County, code: str = "P1", tonnes: int = 10) -> PendingLot:
    return PendingLot.objects.create(
        code=code, organisation=county.store.organisation, lat=36.71, lon=110.91, variety=county.variety,
        grade="一级", weight_g=tonnes * TONNE, harvest_date=TODAY,
    )  # fmt: skip


def plan(status: str = "adopted", *, is_live: bool = True, title: str = "一号方案") -> StoragePlan:
    run = PlanRun.objects.create(
        topic="storage", problem="{}", problem_digest=plan_runs.digest("{}"), limits={}, actor_name="林", created_at=NOW
    )
    return StoragePlan.objects.create(
        run=run, title=title, is_live=is_live, status=status, first_day=TODAY, days=3, created_at=NOW, created_by="林"
    )


def expected(of: StoragePlan, to: Store, lot_code: str = "P1", tonnes: int = 10) -> ExpectedArrival:
    return ExpectedArrival.objects.create(
        plan=of, store=to, store_code=to.code, store_name=to.name, lot_code=lot_code, day=TODAY,
        weight_g=tonnes * TONNE, road_km=5.0, cost_fen=1_000,
    )  # fmt: skip


def arrival(line: ExpectedArrival, tonnes: int, key: str, reverses: Arrival | None = None) -> Arrival:
    return Arrival.objects.create(
        expected=line, weight_g=tonnes * TONNE, at=NOW, reporter="郭守库", client_key=key, reverses=reverses
    )


def unplanned(county: County, tonnes: int = 4) -> UnplannedArrival:
    return UnplannedArrival.objects.create(
        store=county.store, variety=county.variety, brought_by="梅秀英", weight_g=tonnes * TONNE, at=NOW,
        reporter="郭守库", client_key="u",
    )  # fmt: skip


def terms() -> PlanTerms:
    return PlanTerms.objects.create(
        effective_from=date(2026, 8, 1), days=3, freight_fen_per_tonne_km=90, handling_fen_per_tonne=1_800,
        road_factor=1.4, speed_km_per_h=32, delay_fen_per_tonne_hour=250, stored_months=4, max_temperature_c=1.5,
        source="试",
    )  # fmt: skip


def reported_county(stock: int = 0) -> County:
    """Terms in force, and every room said to hold `stock` tonnes an hour ago."""
    county = the_county()
    terms()
    for each in (*county.rooms, county.other_room):
        report(each, stock)
    return county


def work_off() -> None:
    """The worker's turn: every queued job is done here and now."""
    for job in Job.objects.filter(status=Job.QUEUED).order_by("pk"):
        do(job.pk)


def events(name: str) -> int:
    """How often the audit chain says so."""
    return AuditEvent.objects.filter(event=f"storage.{name}").count()

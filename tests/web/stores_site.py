"""A county to know by heart: one store of Guo's co-operative, one of Qiao's, and Lin in the office."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.models import User
from lilian.base.policy import Role
from lilian.catalog.models import Variety
from lilian.members import actions as members
from lilian.members.values import PlaceDraft, PlaceKind
from lilian.storage import actions
from lilian.storage.models import FillReport, PendingLot, Room, Store
from lilian.storage.values import LotDraft, ReadingDraft, RoomDraft, StoreDraft
from tests.members.cast import NOW, Cast, person, signed_up, the_cast

TONNE = 1_000_000
ACTOR = system("test")


@dataclass(frozen=True)
class Site:
    cast: Cast
    users: dict[str, User]
    variety: Variety
    store: Store
    other: Store
    free_place: int
    point: int

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.users[name])
        return client

    def rooms(self) -> list[Room]:
        return list(self.store.rooms.order_by("code"))

    def told(self) -> list[int]:
        """Tonnes in each room of Guo's store by its newest report; rooms that were never reported are left out."""
        newest = [room.reports.first() for room in self.rooms()]
        return [report.stock_g // TONNE for report in newest if report]


def place(code: str, kind: PlaceKind, lat: float, owner: int | None) -> int:
    draft = PlaceDraft(code=code, name=f"{code}地点", kind=kind, lat=lat, lon=110.94, organisation_id=owner)
    return members.add_place(actor=ACTOR, draft=draft, now=NOW)


def store(code: str, owner: int, lat: float, variety: Variety, keeper: int | None = None) -> Store:
    draft = StoreDraft(
        code=code,
        name=f"{code}恒温库",
        organisation_id=owner,
        place_id=place(code, PlaceKind.STORE, lat, owner),
        variety_ids=(variety.pk,),
        intake_g_per_day=30 * TONNE,
        fee_fen_per_tonne_month=5_000,
        temperature_mc=500,
        keeper_id=keeper,
    )
    return Store.objects.get(pk=actions.add_store(actor=ACTOR, draft=draft, now=NOW))


def room(owner: Store, code: str, tonnes: int) -> None:
    draft = RoomDraft(code=code, volume_l=tonnes * 8_690, capacity_g=tonnes * TONNE)
    actions.add_room(actor=ACTOR, store_id=owner.pk, draft=draft, now=NOW)


def report(owner: Store, tonnes: dict[str, int], hours_ago: float = 1) -> None:
    """What each room held, so many hours before now."""
    at = timezone.now() - timedelta(hours=hours_ago)
    stock = {owner.rooms.get(code=code).pk: weight * TONNE for code, weight in tonnes.items()}
    key = f"{owner.code}-{hours_ago}"
    actions.report_fill(actor=ACTOR, stock_g_by_room=stock, client_key=key, at=at, now=timezone.now())


def read_off(owner: Store, code: str, temperature_mc: int, hours_ago: float = 1) -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    row = ReadingDraft(owner.rooms.get(code=code).pk, at, temperature_mc)
    actions.record_readings(actor=ACTOR, rows=[row], source="form", now=timezone.now())


def lot(site: Site, code: str, owner: int, tonnes: int = 6, grower: str = "") -> PendingLot:
    draft = LotDraft(
        code=code,
        organisation_id=owner,
        variety_id=site.variety.pk,
        grade="一级",
        weight_g=tonnes * TONNE,
        harvest_date=timezone.localdate(),
        lat=36.70,
        lon=110.94,
        village="前庄",
        grower_id=site.cast.people[grower] if grower else None,
    )
    return PendingLot.objects.get(pk=actions.add_lot(actor=ACTOR, draft=draft, now=NOW))


def the_site() -> Site:
    cast = the_cast()
    keeper = person("郭守库", cast.coop, "13800008011", Role.KEEPER)
    neighbour = person("乔守库", cast.other_coop, "13800008012", Role.KEEPER)
    officer = person("任志国", cast.bureau, "13800008013", Role.BUREAU_OFFICER)
    variety = Variety.objects.create(code="yl", name="玉露香梨")
    own = store("K1", cast.coop, 36.70, variety, keeper)
    other = store("K2", cast.other_coop, 36.80, variety, neighbour)
    room(own, "1号库", 60)
    room(own, "2号库", 40)
    room(other, "1号库", 50)
    users = {
        **cast.users,
        "keeper": signed_up(keeper, "keeper"),
        "neighbour": signed_up(neighbour, "neighbour"),
        "officer": signed_up(officer, "officer"),
    }
    free_place = place("K3", PlaceKind.STORE, 36.75, cast.coop)
    point = place("P1", PlaceKind.COLLECTION_POINT, 36.71, cast.coop)
    return Site(cast, users, variety, own, other, free_place, point)


def reports() -> int:
    return FillReport.objects.count()

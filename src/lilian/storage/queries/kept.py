"""Rooms as the year of a store needs them: whose, where, how large, where on the books; in one query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.storage.models import Reading, Room


@dataclass(frozen=True)
class KeptRoom:
    """One room of a store; its place in degrees WGS-84, `location_id` of None is not on the books yet."""

    id: int
    code: str
    store_id: int
    store_code: str
    store: str
    organisation_id: int
    organisation: str
    keeper_id: int | None
    capacity_g: int
    fee_fen_per_tonne_month: int
    location_id: int | None
    lat: float
    lon: float
    closed_on: date | None

    @property
    def name(self) -> str:
        return f"{self.store} · {self.code}"


@dataclass(frozen=True)
class Measured:
    """One reading: thousandths of a degree Celsius, and humidity per mille where it was read."""

    room_id: int
    at: datetime
    temperature_mc: int
    humidity_pm: int | None


def kept_rooms(
    actor: Actor, *, permission: str = "storage.see", store_id: int | None = None, ids: Collection[int] | None = None
) -> list[KeptRoom]:
    """Rooms by store and code; those within the reach of the permission."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = Room.objects.select_related("store__organisation", "store__place").order_by("store__code", "code")
    if not reach.everywhere:
        found = found.filter(store__organisation_id__in=reach.organisation_ids)
    found = found if store_id is None else found.filter(store_id=store_id)
    return [_kept(room) for room in (found if ids is None else found.filter(pk__in=ids))]


def kept_room(actor: Actor, pk: int, *, permission: str = "storage.see") -> KeptRoom:
    """:raises NotFound: if there is none, or it is out of the permission's reach"""
    found = kept_rooms(actor, permission=permission, ids=[pk])
    if not found:
        raise NotFound()
    return found[0]


def rooms_at(location_ids: Iterable[int]) -> dict[int, int]:
    """Room ids by their locations in the goods journal."""
    return dict(Room.objects.filter(location__in=list(location_ids)).values_list("location_id", "pk"))


def measured(room_ids: Collection[int], *, since: datetime) -> list[Measured]:
    """What was read in these rooms from a moment on, oldest first."""
    found = Reading.objects.filter(room__in=room_ids, at__gte=since).order_by("at", "pk")
    return [Measured(*row) for row in found.values_list("room_id", "at", "temperature_mc", "humidity_pm")]


def _kept(room: Room) -> KeptRoom:
    store = room.store
    return KeptRoom(
        id=room.pk,
        code=room.code,
        store_id=store.pk,
        store_code=store.code,
        store=store.name,
        organisation_id=store.organisation_id,
        organisation=store.organisation.name,
        keeper_id=store.keeper_id,
        capacity_g=room.capacity_g,
        fee_fen_per_tonne_month=store.fee_fen_per_tonne_month,
        location_id=room.location_id,
        lat=store.place.lat,
        lon=store.place.lon,
        closed_on=store.closed_on,
    )

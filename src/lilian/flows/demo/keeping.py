"""Some stores on the books: other people's fruit in them, a count, cold nights, room asked for and promised."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor, system
from lilian.catalog import queries as catalog
from lilian.keeping import actions, queries
from lilian.keeping.values import (
    Counted,
    Difference,
    Fruit,
    Maturity,
    MoveDraft,
    PutAwayDraft,
    RequestDraft,
    Source,
)
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage import actions as stores
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom
from lilian.storage.values import ReadingDraft, UnplannedDraft

STEP_G = 5_000
# What lies in a room by the last report, divided among its owners: days ago, owner, share in per cent.
PILES = {
    ("K001", "1号库"): ((37, "C001", 30), (24, "C004", 25), (13, "C007", 25), (4, "D001", 20)),
    ("K001", "2号库"): ((31, "C001", 60), (9, "C012", 40)),
    ("K002", "1号库"): ((28, "C002", 70), (11, "J01", 30)),
    ("K003", "1号库"): ((33, "C003", 45), (18, "C001", 35), (6, "C020", 20)),
}
# The rooms whose meters are read are on the books too, so that the low season can be planned; two owners share each.
BOOKED = 24
SHARED = ((31, 65), (12, 35))
GRADES = ("特级", "一级", "一级", "二级")
SEEN = "门封条老化漏冷，风机附近结霜；已调高设定温度，换了封条。"


@dataclass(frozen=True)
class Year:
    """What every piece of the year needs; rooms by the store's code and their own."""

    actor: Actor
    random: Random
    rooms: dict[tuple[str, str], KeptRoom]
    owners: dict[str, int]
    variety_id: int
    now: datetime

    def before(self, **ago: float) -> datetime:
        return self.now - timedelta(**ago)

    def keeper(self, store: str) -> Actor:
        """Who stands as author of what is done in a store."""
        room = next(room for (code, _), room in self.rooms.items() if code == store)
        found = members.people(self.actor).filter(pk=room.keeper_id or 0).first()
        return system(found.name) if found else self.actor


def load_keeping(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Fill the rooms as reported, then count, move, measure, and promise, all through the acts people use."""
    used = {(room.store.code, room.code) for room in storage.rooms(actor)[:BOOKED]} | PILES.keys()
    kept = [room for room in storage.kept_rooms(actor) if (room.store_code, room.code) in used]
    owners = dict(members.organisations(actor).values_list("code", "pk"))
    rooms = {(room.store_code, room.code): room for room in kept}
    year = Year(actor, random, rooms, owners, catalog.varieties().get(code="YLX").pk, now)
    for key, piles in PILES.items():
        _fill(year, key, piles)
    for number, key in enumerate(sorted(rooms.keys() - PILES.keys())):
        if _told_g(year, key) <= rooms[key].capacity_g:  # what is reported of some cannot be, and stays a report
            _fill(year, key, _shared_by_two(year, key, number))
    _count(year, ("K001", "1号库"))
    _move(year, ("K001", "1号库"), ("K001", "2号库"))
    _load_waits(year, ("K001", "1号库"))
    _measure(year)
    _ask(year, day)


def _fill(year: Year, key: tuple[str, str], piles: tuple[tuple[int, str, int], ...]) -> None:
    """The last report's tonnes, pile by pile, so that the county's figures stay what they were."""
    room, keeper = year.rooms[key], year.keeper(key[0])
    whole_g = left_g = _told_g(year, key)
    for number, (days, owner, share) in enumerate(piles):
        is_last = number == len(piles) - 1
        weight_g = left_g if is_last else whole_g * share // 100 // STEP_G * STEP_G
        left_g -= weight_g
        at = year.before(days=days, minutes=year.random.randrange(240))
        draft = PutAwayDraft(
            room_id=room.id,
            weight_g=weight_g,
            source=Source.DIRECT if number else Source.OPENING,
            fruit=_fruit(year, owner, at),
            maturity=year.random.choice(list(Maturity)),
        )
        actions.put_away(actor=keeper, draft=draft, client_key=f"demo:{room.id}:{number}", now=at)


def _told_g(year: Year, key: tuple[str, str]) -> int:
    (said,) = storage.rooms_said(year.actor, [year.rooms[key].id], now=year.now)
    return said.stock_g or 0


def _shared_by_two(year: Year, key: tuple[str, str], number: int) -> tuple[tuple[int, str, int], ...]:
    """Mostly the store's own fruit, the rest some co-operative's."""
    codes = {pk: code for code, pk in year.owners.items()}
    own, other = codes[year.rooms[key].organisation_id], f"C{number % 20 + 1:03d}"
    return tuple((days, owner, share) for (days, share), owner in zip(SHARED, (own, other), strict=True))


def _fruit(year: Year, owner: str, at: datetime) -> Fruit:
    picked = timezone.localdate(at) - timedelta(days=year.random.choice((0, 1, 1, 2, 4)))
    return Fruit(year.owners[owner], year.variety_id, year.random.choice(GRADES), picked)


def _count(year: Year, key: tuple[str, str]) -> None:
    """Every lot of a room; the oldest has dried a little."""
    room, at = year.rooms[key], year.before(days=2)
    lots = sorted(queries.room(year.actor, room.id, now=at).lots, key=lambda lot: lot.lot_id)
    counted = [Counted(lot.lot_id, lot.weight_g) for lot in lots[1:]]
    counted.append(Counted(lots[0].lot_id, lots[0].weight_g - 8 * STEP_G, Difference.DRYING))
    actions.count(actor=year.keeper(key[0]), room_id=room.id, counted=counted, client_key="demo:count", now=at)


def _move(year: Year, start: tuple[str, str], end: tuple[str, str]) -> None:
    room, at = year.rooms[start], year.before(days=1, hours=3)
    lot = max(queries.room(year.actor, room.id, now=at).lots, key=lambda one: one.lot_id)
    draft = MoveDraft(lot.lot_id, room.id, year.rooms[end].id, lot.weight_g // 2 // STEP_G * STEP_G)
    actions.move(actor=year.keeper(start[0]), draft=draft, client_key="demo:move", now=at)


def _load_waits(year: Year, key: tuple[str, str]) -> None:
    """A load came to the door; half of it is in a room, the rest waits."""
    room, keeper, at = year.rooms[key], year.keeper(key[0]), year.before(hours=2)
    draft = UnplannedDraft(room.store_id, year.variety_id, 6_400_000, brought_by="东刘峁合作社社员")
    load = stores.record_unplanned(actor=keeper, draft=draft, client_key="demo:door", now=at)
    fruit = Fruit(year.owners["C001"], year.variety_id, "一级", timezone.localdate(at))
    part = PutAwayDraft(room.id, 3_200_000, Source.UNPLANNED, load, fruit=fruit)
    actions.put_away(actor=keeper, draft=part, client_key="demo:door", now=at)


def _measure(year: Year) -> None:
    """A cold night that somebody dealt with, air too dry, and a room that freezes now."""
    first, second, third = (year.rooms[key] for key in (("K001", "1号库"), ("K001", "2号库"), ("K003", "1号库")))
    keeper = year.keeper("K001")
    _read(year, [(first, 40, -1_300, 915), (third, 40, -1_200, 920)])
    _seen(year, year.before(hours=39))
    _read(year, [(first, 38, -200, 905), (third, 38, 0, 925)])
    _read(year, [(first, hours, 100, 830 + hours) for hours in (14, 11, 8)])
    _seen(year, year.before(hours=7), "地面洒了水，挂了湿帘，晚上再看。", [first.id])
    _read(year, [(first, 1, 150, 842), (third, 1, 100, 931), (second, 1, -1_400, 922)])
    actions.watch_air(actor=keeper, now=year.before(minutes=50))


def _read(year: Year, rows: list[tuple[KeptRoom, int, int, int]]) -> None:
    """Rows of room, hours ago, thousandths of a degree, per mille; alarms are looked at with the last of them."""
    drafts = [ReadingDraft(room.id, year.before(hours=hours), mc, pm) for room, hours, mc, pm in rows]
    at = max(draft.at for draft in drafts)
    stores.record_readings(actor=year.keeper("K001"), rows=drafts, source="demo", now=at)
    actions.watch_air(now=at)


def _seen(year: Year, at: datetime, note: str = SEEN, only: list[int] | None = None) -> None:
    """Whoever keeps the room acknowledges what is wrong there."""
    mine = {room.id: room.store_code for room in year.rooms.values() if room.store_code != "K002"}
    for alarm in queries.unseen(year.actor):
        if alarm.room_id in (mine if only is None else only):
            actions.acknowledge(actor=year.keeper(mine[alarm.room_id]), alarm_id=alarm.pk, note=note, now=at)


def _ask(year: Year, day: date) -> None:
    """One waits, two are promised, one found no room."""
    places = list(members.places(year.actor, kind=PlaceKind.COLLECTION_POINT).order_by("code")[:4])
    at = year.before(minutes=40)
    asks = [("C002", 12, 45), ("C004", 8, 60), ("C001", 6, 30), ("C009", 90, 120)]
    made = []
    for (owner, tonnes, days), place in zip(asks, places, strict=True):
        draft = RequestDraft(
            organisation_id=year.owners[owner],
            variety_id=year.variety_id,
            weight_g=tonnes * 1_000_000,
            starts_on=day + timedelta(days=1),
            ends_on=day + timedelta(days=1 + days),
            lat=place.lat,
            lon=place.lon,
            note="商品果，要单独一垛",
        )
        made.append(actions.ask_room(actor=year.actor, draft=draft, now=at))
    _, second, third, fourth = made
    for request, key in ((second, ("K001", "1号库")), (third, ("K003", "1号库"))):
        room_id = year.rooms[key].id
        actions.accept_room(actor=year.keeper(key[0]), request_id=request, room_id=room_id, now=year.now)
    reason = "全县没有一间能放下 90 吨，请分成几份再申请。"
    actions.decline_room(actor=year.actor, request_id=fourth, reason=reason, now=year.now)

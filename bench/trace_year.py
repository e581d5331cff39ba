"""A generated county's year, straight into the tables: what `trace.py` asks.

60,000 harvest lots in bins used again and again, 12,000 store lots of five of them, 30,000 packings of four of those,
3,000,000 boxes, every fifth on a pallet for a while, 1,200,000 parcels; some 5.7 million edges, most with a time
window.
Every entry has its lines and its leaf in the transparency log, under a checkpoint; four rooms were read every hour.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction

from journals import again, triggers, without
from lilian.base.models import AuditEvent
from lilian.crates.models import Bin, Crate
from lilian.members.models import Household, Place
from lilian.packing.models import Pallet
from lilian.stock.models import Location
from lilian.stock.values import LocationKind
from lilian.storage.models import Room, Store
from lilian.tlog import merkle, tiles
from lilian.tlog.checkpoints import Checkpoint as Point
from lilian.tlog.notes import SigningKey
from lilian.transparency.models import Checkpoint, LogKey
from lilian.transparency.queries import tree
from log import InMemory

HARVESTS, STORES, PACKINGS, BOXES, PARCELS, BINS, PALLETS = 60_000, 12_000, 30_000, 3_000_000, 1_200_000, 4_000, 3_000
INTO_STORE, INTO_PACKING, OUT_OF_TWENTY, AT_ONCE = 5, 4, 17, 50_000
HOUSEHOLDS, ROOMS, READINGS = 3_000, 4, 24 * 350
SCATTERED = 7_919  # store lots of a packing lie that far apart
HARVEST_G, BOX_G = 125_000, 2_500
STORE_G = HARVEST_G * INTO_STORE
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGAN = date(2025, 8, 20)
Row = tuple[Any, ...]
ENTRY = "id, kind, day, at, actor_name, client_key, note, asked, digest"


class Year:
    """Keys run from one in each table; a child's key is above its parents'. With `lots`, exactly so many instead."""

    def __init__(self, share: float, lots: int = 0) -> None:
        share = lots / (HARVESTS + STORES + PACKINGS) if lots else share
        self.stores, self.packings = (max(20, int(n * share)) for n in (STORES, PACKINGS))
        self.harvests = self.stores * INTO_STORE
        self.packings = lots - self.harvests - self.stores if lots else self.packings
        self.boxes, self.parcels = self.packings * (BOXES // PACKINGS), max(1, int(PARCELS * share))
        self.bins, self.pallets = max(5, int(BINS * share)), max(5, int(PALLETS * share))
        self.draw = random.Random(1)

    @property
    def lots(self) -> int:
        return self.harvests + self.stores + self.packings

    def day(self, lot: int) -> date:
        """Harvests come over 60 days, are stored a day later, packed all the year."""
        if lot <= self.harvests:
            return BEGAN + DAY * (lot * 60 // self.harvests)
        if lot <= self.harvests + self.stores:
            return BEGAN + DAY * ((lot - self.harvests) * 60 // self.stores + 1)
        return BEGAN + DAY * (70 + (lot - self.harvests - self.stores) * 280 // self.packings)

    @property
    def packed(self) -> range:
        return range(self.harvests + self.stores + 1, self.lots + 1)

    def lot_of(self, box: int) -> int:
        return self.harvests + self.stores + (box - 1) // (self.boxes // self.packings) + 1

    def packed_on(self, box: int) -> date:
        return self.day(self.lot_of(box))

    def place(self, lot: int, known: dict[str, int]) -> int:
        """Where it came to be: harvests at the collection point, store lots in one of the rooms, packed on the line."""
        if lot <= self.harvests:
            return known["point"]
        return known["line"] if lot in self.packed else known["room"] + lot % ROOMS

    def at(self, on: date, hour: int = 4) -> datetime:
        return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)

    def parents(self, lot: int) -> list[int]:
        if lot <= self.harvests:
            return []
        if lot <= self.harvests + self.stores:
            first = (lot - self.harvests - 1) * INTO_STORE
            return [first + number + 1 for number in range(INTO_STORE)]
        first = (lot - self.harvests - self.stores - 1) * INTO_PACKING
        return [self.harvests + (first + number) * SCATTERED % self.stores + 1 for number in range(INTO_PACKING)]

    def kilos(self, lot: int) -> int:
        """Grams: each store lot goes into ten packings, in equal parts, and a packing is all boxes."""
        made = (lot > self.harvests) + (lot > self.harvests + self.stores)
        return (HARVEST_G, STORE_G, self.boxes // self.packings * BOX_G)[made]

    def taken(self, lot: int) -> int:
        """Grams of each parent."""
        return self.kilos(lot) // max(1, len(self.parents(lot)))

    def edges(self) -> dict[str, int]:
        return {table: _count(table) for table in ("stock_descent", "packing_box", "parcels_loading")}


def tables(year: Year, known: dict[str, int]) -> Iterator[tuple[str, str, Iterable[Row]]]:
    yield from _received(year, known)
    yield from _packed(year, known)
    sent = Sent(year)
    yield from _sent(year, known, sent)
    yield from _kept(year, known, sent)


def _entry(number: int, kind: str, on: date, year: Year) -> Row:
    return number, kind, on, year.at(on), "", f"e{number}", "", "", ""


def _received(year: Year, known: dict[str, int]) -> Iterator[tuple[str, str, Iterable[Row]]]:
    every, harvested = range(1, year.lots + 1), range(1, year.harvests + 1)
    home = known["home"]
    yield (
        "stock_entry", ENTRY,
        (_entry(lot, "receive" if lot <= year.harvests else "convert", year.day(lot), year) for lot in every),
    )  # fmt: skip
    yield (
        "stock_lot", "id, code, variety_id, grade, maker_id, made_on, harvest_date, note, born_id",
        ((lot, f"L{lot:07d}", known["variety"], "", home, year.day(lot),
          year.day(lot) if lot <= year.harvests else None, "", lot) for lot in every),
    )  # fmt: skip
    yield (
        "members_household", "id, code, organisation_id, village, note, sought",
        ((known["household"] + n, f"N{n:05d}", home, "村", "", "") for n in range(1, HOUSEHOLDS + 1)),
    )  # fmt: skip
    yield (
        "stock_share", "lot_id, organisation_id, household_id, block_id, weight_g",
        ((lot, home, known["household"] + lot % HOUSEHOLDS + 1, None, HARVEST_G) for lot in harvested),
    )  # fmt: skip
    yield (
        "stock_descent", "entry_id, parent_id, child_id, weight_g",
        ((lot, parent, lot, year.taken(lot)) for lot in every for parent in year.parents(lot)),
    )  # fmt: skip
    yield (
        "crates_filling", "id, bin_id, lot_id, since, filled_by",
        ((lot, lot % year.bins + 1, lot, year.at(year.day(lot)), "") for lot in harvested),
    )  # fmt: skip
    yield (
        "crates_emptying", "filling_id, at, emptied_by",
        ((lot, year.at(year.day(lot) + DAY), "") for lot in harvested),
    )  # fmt: skip


def _packed(year: Year, known: dict[str, int]) -> Iterator[tuple[str, str, Iterable[Row]]]:
    per, shifts, packed = year.boxes // year.packings, ("day", "evening"), year.packed
    yield (
        "packing_packing",
        "id, organisation_id, location_id, version_id, day, shift, scale, note, opened_at, opened_by, client_key",
        ((n, known["home"], known["line"], known["version"], year.day(lot), shifts[n % 2], "", "",
          year.at(year.day(lot)), "", f"p{n}") for n, lot in enumerate(packed, 1)),
    )  # fmt: skip
    yield (
        "packing_closing", "packing_id, entry_id, lot_id, at, closed_by, note, client_key",
        ((n, lot, lot, year.at(year.day(lot), 9), "", "", f"c{n}") for n, lot in enumerate(packed, 1)),
    )  # fmt: skip
    yield (
        "packing_box",
        "id, packing_id, number, code, gross_g, net_g, pieces, packed_at, packed_by, source, client_key",
        (((n - 1) * per + k, n, k, f"X{(n - 1) * per + k:013d}", 2_800, BOX_G, 10, year.at(year.day(lot), 5), "", "api",
          f"b{n}:{k}") for n, lot in enumerate(packed, 1) for k in range(1, per + 1)),
    )  # fmt: skip
    yield (
        "packing_stowing", "pallet_id, box_id, since, until, stowed_by, taken_by",
        ((box // 50 % year.pallets + 1, box, year.at(year.packed_on(box), 6), year.at(year.packed_on(box) + DAY), "",
          "") for box in range(5, year.boxes + 1, 5)),
    )  # fmt: skip


class Sent:
    """The boxes that were sent, in parcels drawn from all the year, and when each parcel left."""

    def __init__(self, year: Year) -> None:
        self.boxes = [box for box in range(1, year.boxes + 1) if box % 20 < OUT_OF_TWENTY]
        year.draw.shuffle(self.boxes)
        self.parcels = year.parcels
        first = (self.boxes[n * len(self.boxes) // year.parcels] for n in range(year.parcels))
        self.left = [year.packed_on(box) + DAY * 9 for box in first]

    def parcel(self, n: int) -> int:
        """The number, from nought, of the parcel the n-th box went in."""
        return n * self.parcels // len(self.boxes)


def _sent(year: Year, known: dict[str, int], sent: Sent) -> Iterator[tuple[str, str, Iterable[Row]]]:
    yield (
        "parcels_parcel",
        "id, organisation_id, location_id, receiver_id, receiver_name, receiver_phone, to_id, carrier, plate, waybill, "
        "day, loaded_at, written_at, loaded_by, note, entry_id, client_key",
        ((n, known["home"], known["line"], None, f"果行{n % 900}", "138", None, "", "", "", on, year.at(on),
          year.at(on), "", "", year.lots + n, f"f{n}") for n, on in enumerate(sent.left, 1)),
    )  # fmt: skip
    yield "stock_entry", ENTRY, (_entry(year.lots + n, "ship", on, year) for n, on in enumerate(sent.left, 1))
    yield (
        "parcels_loading", "parcel_id, box_id, since, until",
        ((sent.parcel(n) + 1, box, year.at(sent.left[sent.parcel(n)]), None) for n, box in enumerate(sent.boxes)),
    )  # fmt: skip
    yield (
        "parcels_arrival", "parcel_id, at, told_by, note",
        ((n, year.at(on + DAY * 2), "", "") for n, on in enumerate(sent.left, 1) if n % 50),
    )  # fmt: skip


def _kept(year: Year, known: dict[str, int], sent: Sent) -> Iterator[tuple[str, str, Iterable[Row]]]:
    """The books behind it: each entry's lines, what lies where, the air of the rooms, the transparency log."""
    yield (
        "stock_line",
        "entry_id, lot_id, location_id, weight_g, pieces",
        chain(_made(year, known), _gone(year, known, sent)),
    )
    out = Counter(year.lot_of(box) for box in sent.boxes)
    yield (
        "stock_balance", "lot_id, location_id, weight_g, pieces, held_g, held_pieces, is_nowhere",
        (row for lot in year.packed for row in (
            (lot, known["line"], year.kilos(lot) - out[lot] * BOX_G, 0, 0, 0, False),
            (lot, known["sold"], out[lot] * BOX_G, 0, 0, 0, True))),
    )  # fmt: skip
    yield (
        "storage_reading", "room_id, at, temperature_mc, humidity_pm, source, written_at",
        ((known["cold"] + room, year.at(BEGAN, 0) + HOUR * n, n % 9 * 100 - 500, 900, "logger", year.at(BEGAN))
         for room in range(ROOMS) for n in range(READINGS)),
    )  # fmt: skip
    yield from _logged(year.lots + year.parcels, known["event"])


def _made(year: Year, known: dict[str, int]) -> Iterator[Row]:
    """From the orchard to the collection point, into a room, onto the line: what leaves one place enters another."""
    for lot in range(1, year.lots + 1):
        for parent in year.parents(lot):
            yield lot, parent, year.place(parent, known), -year.taken(lot), 0
        if lot <= year.harvests:
            yield lot, lot, known["harvest"], -year.kilos(lot), 0
        yield lot, lot, year.place(lot, known), year.kilos(lot), 0


def _gone(year: Year, known: dict[str, int], sent: Sent) -> Iterator[Row]:
    for n, box in enumerate(sent.boxes):
        entry, lot = year.lots + 1 + sent.parcel(n), year.lot_of(box)
        yield entry, lot, known["line"], -BOX_G, 0
        yield entry, lot, known["sold"], BOX_G, 0


def _logged(entries: int, event: int) -> Iterator[tuple[str, str, Iterable[Row]]]:
    """A leaf for each entry, with tiles over all of them: as `log.py` fills them."""
    log = InMemory()
    log.append([merkle.leaf_hash(b"%d" % seq) for seq in range(entries)])
    every = range(entries)
    yield (
        "transparency_leaf",
        "seq, event_id, kind, ref, entry",
        ((seq, event, "goods_entry", seq + 1, b"%d" % seq) for seq in every),
    )
    yield "transparency_salt", "leaf_id, secret", ((seq, seq.to_bytes(32, "big")) for seq in every)
    yield (
        "transparency_tile",
        "level, number, hashes, root",
        ((level, number, tile, merkle.folded(tiles.hashes_in(tile))) for (level, number), tile in log.full.items()),
    )


def fill(year: Year) -> None:
    known = _register(year)
    them = triggers()
    without(them)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table, columns, rows in tables(year, known):
            _write(cursor, table, columns, iter(rows))
    again(them)
    _checkpoint(year.lots + year.parcels, year.at(BEGAN))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # and, on PostgreSQL, what the daily vacuum leaves behind
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM")


def _write(cursor: Any, table: str, columns: str, rows: Iterator[Row]) -> None:
    if connection.vendor == "postgresql":
        with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["?"] * (columns.count(",") + 1))
    while some := list(islice(rows, AT_ONCE)):
        connection.connection.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(map(_sqlite, row)) for row in some]
        )


def _sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def _register(year: Year) -> dict[str, int]:
    """The little world of the packing tests, its own fruit taken out; bins, pallets, rooms. Keys by name."""
    from lilian.packing.models import SpecVersion
    from tests.packing.boxing import the_boxing

    goods, now = the_boxing().goods, year.at(BEGAN)
    _emptied()
    _used_again(year, goods, now)
    return {
        "home": goods.coop.pk,
        "line": goods.line,
        "point": goods.point,
        "variety": goods.variety.pk,
        "household": Household.objects.latest("pk").pk,
        "version": SpecVersion.objects.get().pk,
        "harvest": _nowhere(LocationKind.HARVEST),
        "sold": _nowhere(LocationKind.SOLD),
        "event": AuditEvent.objects.latest("pk").pk,
        **_rooms(goods),
    }


def _nowhere(kind: LocationKind) -> int:
    return Location.objects.get_or_create(kind=kind, organisation=None, defaults={"code": kind, "name": kind})[0].pk


def _used_again(year: Year, goods: Any, now: datetime) -> None:
    kind = Crate.objects.create(code="D", name="大箱", owner=goods.coop, tare_g=1, deposit_fen=0)
    Bin.objects.bulk_create(Bin(pk=n, code=f"D-{n}", crate=kind) for n in range(1, year.bins + 1))
    Pallet.objects.bulk_create(
        Pallet(pk=n, organisation=goods.coop, made_at=now, made_by="", client_key=f"t{n}")
        for n in range(1, year.pallets + 1)
    )


def _rooms(goods: Any) -> dict[str, int]:
    """Cold rooms with keys one after another, at locations with keys one after another."""
    spot = Place.objects.create(code="KU", name="库", kind="store", lat=36, lon=110, organisation=goods.coop)
    store = Store.objects.create(
        code="KU", name="库", place=spot, organisation=goods.coop, intake_g_per_day=1, fee_fen_per_tonne_month=1
    )
    places = [
        Location.objects.create(code=f"KU-{n}", name=f"{n} 号库", kind=LocationKind.ROOM, organisation=goods.coop)
        for n in range(ROOMS)
    ]
    rooms = [
        Room.objects.create(store=store, code=f"{n}", location=place, volume_l=1, capacity_g=1)
        for n, place in enumerate(places)
    ]
    return {"room": places[0].pk, "cold": rooms[0].pk}


def _emptied() -> None:
    """The little world's own lots make room for the year's."""
    with connection.cursor() as cursor:
        them = triggers()
        without(them)
        for table in ("stock_descent", "stock_line", "stock_share", "stock_owning", "stock_balance", "stock_lot"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM stock_entry")
        again(them)


def _checkpoint(entries: int, now: datetime) -> None:
    key = SigningKey("bench/log", bytes(32))
    row = LogKey.objects.create(name=key.name, vkey=str(key.verifier), since=now, why="first")
    point = Point(key.name, entries, tree.root(entries))
    Checkpoint.objects.create(key=row, size=entries, root=point.root, note=point.signed(key), at=now)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])

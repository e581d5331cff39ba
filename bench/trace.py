"""Tracing in a county's year: back from a box, forward from a harvest lot, a hundred lots both ways.

    python bench/trace.py [--share 1.0] [--asked 300] [--json]

The year goes straight into the tables: 60,000 harvest lots in bins used again and again, 12,000 store lots of five of
them, 30,000 packings of four of those, 3,000,000 boxes, every fifth on a pallet for a while, 1,200,000 parcels; some
5.7 million edges, most with a time window. `--share 0.01` is a hundredth of it, in seconds. Asked through
`lilian.trace.queries`; the peer is the walk a programmer writes first, by the ORM, lot by lot.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction

import ground
from journals import again, triggers, without
from lilian.packing.models import Box, Closing
from lilian.parcels.models import Loading
from lilian.stock.models import Descent, Share
from lilian.trace import queries
from lilian.trace.values import Exposure, Seeds

HARVESTS, STORES, PACKINGS, BOXES, PARCELS, BINS, PALLETS = 60_000, 12_000, 30_000, 3_000_000, 1_200_000, 4_000, 3_000
INTO_STORE, INTO_PACKING, OUT_OF_TWENTY, AT_ONCE = 5, 4, 17, 50_000
GOALS_MS = {"one box back": 5.0, "one harvest lot forward": 50.0, "a hundred lots both ways": 2_000.0}
DAY = timedelta(days=1)
BEGAN = date(2025, 8, 20)
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Line:
    what: str
    way: str
    engine: str
    asked: int
    nodes: int
    p50_ms: float
    p99_ms: float
    cpu_ms: float  # a question, of ours: what a busy machine does not stretch
    goal_ms: float | None


class Year:
    """Keys run from one in each table; a child's key is above its parents'."""

    def __init__(self, share: float) -> None:
        self.harvests, self.stores, self.packings = (max(20, int(n * share)) for n in (HARVESTS, STORES, PACKINGS))
        self.harvests = self.stores * INTO_STORE
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

    def at(self, on: date, hour: int = 4) -> datetime:
        return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)

    def parents(self, lot: int) -> list[int]:
        if lot <= self.harvests:
            return []
        if lot <= self.harvests + self.stores:
            first = (lot - self.harvests - 1) * INTO_STORE
            return [first + number + 1 for number in range(INTO_STORE)]
        draw = random.Random(lot)
        return [self.harvests + one for one in draw.sample(range(1, self.stores + 1), INTO_PACKING)]

    def edges(self) -> dict[str, int]:
        return {table: _count(table) for table in ("stock_descent", "packing_box", "parcels_loading")}


def tables(year: Year, known: dict[str, int]) -> Iterator[tuple[str, str, Iterable[Row]]]:
    every = range(1, year.lots + 1)
    packed = range(year.harvests + year.stores + 1, year.lots + 1)
    home, place, variety = known["home"], known["place"], known["variety"]
    yield (
        "stock_entry", "id, kind, day, at, actor_name, client_key, note, asked, digest",
        ((lot, "receive" if lot <= year.harvests else "convert", year.day(lot), year.at(year.day(lot)), "", f"e{lot}",
          "", "", "") for lot in every),
    )  # fmt: skip
    yield (
        "stock_lot", "id, code, variety_id, grade, maker_id, made_on, harvest_date, note, born_id",
        ((lot, f"L{lot:07d}", variety, "", home, year.day(lot), year.day(lot) if lot <= year.harvests else None, "",
          lot) for lot in every),
    )  # fmt: skip
    yield (
        "stock_share", "lot_id, organisation_id, household_id, block_id, weight_g",
        ((lot, home, known["household"], None, 500_000) for lot in every if lot <= year.harvests),
    )  # fmt: skip
    yield (
        "stock_descent", "entry_id, parent_id, child_id, weight_g",
        ((lot, parent, lot, 100_000) for lot in every for parent in year.parents(lot)),
    )  # fmt: skip
    yield (
        "crates_filling", "id, bin_id, lot_id, since, filled_by",
        ((lot, lot % year.bins + 1, lot, year.at(year.day(lot)), "") for lot in range(1, year.harvests + 1)),
    )  # fmt: skip
    yield (
        "crates_emptying", "filling_id, at, emptied_by",
        ((lot, year.at(year.day(lot) + DAY), "") for lot in range(1, year.harvests + 1)),
    )  # fmt: skip
    yield from _packed(year, known, home, place, packed)


def _packed(
    year: Year, known: dict[str, int], home: int, place: int, packed: range
) -> Iterator[tuple[str, str, Iterable[Row]]]:
    per, shifts = year.boxes // year.packings, ("day", "evening")
    yield (
        "packing_packing",
        "id, organisation_id, location_id, version_id, day, shift, scale, note, opened_at, opened_by, client_key",
        ((n, home, place, known["version"], year.day(lot), shifts[n % 2], "", "", year.at(year.day(lot)), "", f"p{n}")
         for n, lot in enumerate(packed, 1)),
    )  # fmt: skip
    yield (
        "packing_closing", "packing_id, entry_id, lot_id, at, closed_by, note, client_key",
        ((n, lot, lot, year.at(year.day(lot), 9), "", "", f"c{n}") for n, lot in enumerate(packed, 1)),
    )  # fmt: skip
    yield (
        "packing_box",
        "id, packing_id, number, code, gross_g, net_g, pieces, packed_at, packed_by, source, client_key",
        (((n - 1) * per + k, n, k, f"X{(n - 1) * per + k:013d}", 2_800, 2_500, 10, year.at(year.day(lot), 5), "", "api",
          f"b{n}:{k}") for n, lot in enumerate(packed, 1) for k in range(1, per + 1)),
    )  # fmt: skip
    moment = {n: year.day(lot) for n, lot in enumerate(packed, 1)}
    yield (
        "packing_stowing", "pallet_id, box_id, since, until, stowed_by, taken_by",
        ((box // 50 % year.pallets + 1, box, year.at(moment[(box - 1) // per + 1], 6),
          year.at(moment[(box - 1) // per + 1] + DAY), "", "") for box in range(5, year.boxes + 1, 5)),
    )  # fmt: skip
    sent = [box for box in range(1, year.boxes + 1) if box % 20 < OUT_OF_TWENTY]
    year.draw.shuffle(sent)
    left = [moment[(sent[n * len(sent) // year.parcels] - 1) // per + 1] + DAY * 9 for n in range(year.parcels)]
    yield (
        "parcels_parcel",
        "id, organisation_id, location_id, receiver_id, receiver_name, receiver_phone, to_id, carrier, plate, waybill, "
        "day, loaded_at, written_at, loaded_by, note, entry_id, client_key",
        ((n, home, place, None, f"果行{n % 900}", "138", None, "", "", "", on, year.at(on), year.at(on), "", "",
          year.lots + n, f"f{n}") for n, on in enumerate(left, 1)),
    )  # fmt: skip
    yield (
        "stock_entry", "id, kind, day, at, actor_name, client_key, note, asked, digest",
        ((year.lots + n, "ship", on, year.at(on), "", f"s{n}", "", "", "") for n, on in enumerate(left, 1)),
    )  # fmt: skip
    yield (
        "parcels_loading", "parcel_id, box_id, since, until",
        ((n * year.parcels // len(sent) + 1, box, year.at(left[n * year.parcels // len(sent)]), None)
         for n, box in enumerate(sent)),
    )  # fmt: skip


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
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
    from lilian.crates.models import Bin, Crate
    from lilian.packing.models import Pallet, SpecVersion
    from tests.packing.boxing import the_boxing

    boxing = the_boxing()
    goods, now = boxing.goods, year.at(BEGAN)
    with connection.cursor() as cursor:  # the little world's own lots make room for the year's
        them = triggers()
        without(them)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        for table in ("stock_descent", "stock_line", "stock_share", "stock_owning", "stock_balance", "stock_lot"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM stock_entry")
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
        again(them)
    kind = Crate.objects.create(code="D", name="大箱", owner=goods.coop, tare_g=1, deposit_fen=0)
    Bin.objects.bulk_create(Bin(pk=n, code=f"D-{n}", crate=kind) for n in range(1, year.bins + 1))
    Pallet.objects.bulk_create(
        Pallet(pk=n, organisation=goods.coop, made_at=now, made_by="", client_key=f"t{n}")
        for n in range(1, year.pallets + 1)
    )
    return {
        "home": goods.coop.pk,
        "place": goods.line,
        "variety": goods.variety.pk,
        "household": goods.mei.pk,
        "version": SpecVersion.objects.get().pk,
    }


def back(box: int) -> int:
    return len(queries.back(Seeds(box_ids=(box,))).lots.lot_ids) + 1


def forward(lot: int) -> int:
    return queries.forward(Seeds((Exposure(lot),))).nodes


def both(lots: Iterable[int]) -> int:
    seeds = Seeds(tuple(Exposure(lot) for lot in sorted(lots)))
    return len(queries.back(seeds).lots.lot_ids) + queries.forward(seeds).nodes


def orm_back(box: int) -> int:
    """Lot by lot, as one writes it first."""
    lot = Closing.objects.get(packing__boxes=box).lot_id
    seen, waits = {lot}, [lot]
    while waits:
        for row in Descent.objects.filter(child=waits.pop()).select_related("parent"):
            if row.parent_id not in seen and not hasattr(row.entry, "reversed_by"):
                seen.add(row.parent_id)
                waits.append(row.parent_id)
    list(Share.objects.filter(lot__in=seen))
    return len(seen) + 1


def orm_forward(lot: int) -> int:
    seen, waits = {lot}, [lot]
    while waits:
        for row in Descent.objects.filter(parent=waits.pop()).select_related("child"):
            if row.child_id not in seen and not hasattr(row.entry, "reversed_by"):
                seen.add(row.child_id)
                waits.append(row.child_id)
    parcels, boxes = set(), 0
    for one in seen:
        for box in Box.objects.filter(packing__closing__lot=one):
            boxes += 1
            parcels |= {loading.parcel_id for loading in Loading.objects.filter(box=box)}
    return len(seen) + boxes + len(parcels)


def http(path: str) -> Callable[[object], int]:
    """The page as an office sees it, in this process."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from lilian.members.models import Organisation, Person, Post

    user = get_user_model().objects.create_user("bench")
    person = Person.objects.create(name="林", user=user)
    Post.objects.create(person=person, organisation=Organisation.objects.first(), role="office", since=BEGAN)
    client = Client()
    client.force_login(user)

    def asked(code: object) -> int:
        answer = client.get(path.format(code=code))
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return len(answer.content)

    return asked


def measured(what: str, way: str, subjects: Iterable[Any], ask: Callable[[Any], int], goal: bool = True) -> Line:
    took, cpu, nodes = [], [], []
    for subject in subjects:
        began, spent = time.perf_counter(), time.process_time()
        nodes.append(ask(subject))
        took.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    took.sort()
    return Line(
        what=what,
        way=way,
        engine=connection.vendor,
        asked=len(took),
        nodes=round(statistics.median(nodes)),
        p50_ms=round(statistics.median(took), 2),
        p99_ms=round(took[min(len(took) - 1, len(took) * 99 // 100)], 2),
        cpu_ms=round(statistics.mean(cpu), 2),
        goal_ms=GOALS_MS[what] if goal else None,
    )


def lines(year: Year, asked: int) -> Iterator[Line]:
    draw = random.Random(2)
    boxes = [draw.randrange(year.boxes) + 1 for _ in range(asked)]
    lots = [draw.randrange(year.harvests) + 1 for _ in range(asked)]
    hundreds = [[draw.randrange(year.harvests) + 1 for _ in range(100)] for _ in range(5)]
    for _ in range(3):
        back(boxes[0]), forward(lots[0])
    yield measured("one box back", "query", boxes, back)
    yield measured("one harvest lot forward", "query", lots, forward)
    yield measured("a hundred lots both ways", "query", hundreds, both)
    few = max(3, asked // 50)
    yield measured("one box back", "plain ORM", boxes[:few], orm_back, goal=False)
    yield measured("one harvest lot forward", "plain ORM", lots[:few], orm_forward, goal=False)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def table(found: list[Line]) -> str:
    names = list(asdict(found[0]))
    rows = [names, *([str(value) for value in asdict(line).values()] for line in found)]
    return "\n".join("".join(f"{cell:>26}" if n < 1 else f"{cell:>11}" for n, cell in enumerate(row)) for row in rows)


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--share", type=float, default=1.0, help="of a county's year")
    said.add_argument("--asked", type=int, default=300, help="questions of each kind")
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    ground.migrated()
    year, began = Year(asked.share), time.perf_counter()
    fill(year)
    written_s = round(time.perf_counter() - began, 1)
    found = list(lines(year, asked.asked))
    if asked.json:
        print(json.dumps({"written_s": written_s, "edges": year.edges(), "lines": [asdict(line) for line in found]}))
    else:
        print(f"{sum(year.edges().values()):,} edges written in {written_s} s")
        print(table(found))


if __name__ == "__main__":
    main()

"""An EPCIS repository under load: events captured a second, and how long questions take among a million.

    python bench/epcis.py [--events 1000000] [--document 1000] [--questions 200] [--peers 2000] [--entries 4000]
        [--json]

One process. `capture`: the document kept with its job by a durable transaction, then read, checked, hashed, its
identifiers resolved, stored, the outcome written, every two seconds a round of the log: what a worker does. Beside it
what one would reach for: the official JSON Schema by `jsonschema` (with formats), and rows by the ORM, one event after
another. `questions`: through the query function, each with other values; HTTP comes on top.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import hashlib
import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection, transaction
from django.utils import timezone

import ground
from lilian.base.actors import system
from lilian.epcis.documents import CONTEXT
from lilian.epcis.times import written
from lilian.exchange import actions, queries
from lilian.exchange.actions import taking_in
from lilian.exchange.models import Capture, Event, EventItem, Item
from lilian.exchange.rules.preparing import id_key
from lilian.retelling import actions as retelling
from lilian.stock import actions as stock
from lilian.stock.values import Outgoing, Transfer
from lilian.transparency.actions import sequence
from tests.stock import goods

GOAL_A_SECOND, GOAL_MS = 10_000, 50
LOGGED_EVERY_S = 2  # the log's own round
FIRST = 1_756_000_000_000_000
STEPS = ("packing", "shipping", "receiving", "storing", "inspecting")
ME = system("bench")


@dataclass(frozen=True)
class Line:
    """`rate`: events a second of wall time. `cpu_rate`: of this process's CPU time. Latencies in milliseconds."""

    what: str
    engine: str
    count: int
    rate: float = 0
    cpu_rate: float = 0
    p50_ms: float = 0
    p99_ms: float = 0


def event(number: int) -> dict[str, Any]:
    """Three boxes of a lot at one of two hundred places; each box is met by three events."""
    box = number // 3 * 3
    body: dict[str, Any] = {
        "type": "ObjectEvent",
        "eventTime": written(FIRST + number * 7_000_000),
        "eventTimeZoneOffset": "+08:00",
        "eventID": f"urn:uuid:{uuid.UUID(bytes=hashlib.md5(b'%d' % number).digest(), version=4)}",  # in no order
        "epcList": [f"urn:epc:id:sgtin:6901234.0{number // 3 % 50:05}.{box + place}" for place in range(3)],
        "action": "OBSERVE",
        "bizStep": STEPS[number % len(STEPS)],
        "disposition": "in_progress",
        "readPoint": {"id": f"urn:epc:id:sgln:6901234.{number % 200:05}.0"},
        "bizLocation": {"id": f"urn:epc:id:sgln:6901234.{number % 200:05}.0"},
    }
    if number % 10 == 0:
        order = f"urn:epc:id:gdti:6901234.00001.{number // 10}"
        body["bizTransactionList"] = [{"type": "po", "bizTransaction": order}]
    if number % 20 == 0:
        reading = {"type": "Temperature", "value": number % 400 / 10, "uom": "CEL"}
        body["sensorElementList"] = [{"sensorReport": [reading]}]
    return body


def document(first: int, size: int) -> bytes:
    whole = {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-09-18T08:00:00Z",
        "epcisBody": {"eventList": [event(number) for number in range(first, first + size)]},
    }
    return msgspec.json.encode(whole)


def captured(text: bytes) -> None:
    """What becomes of a document from the door to the outcome, in this process; the log's leaves are in `filled`."""
    now = timezone.now()
    key = actions.capture(actor=ME, document=text, form="json", behaviour="rollback", now=now)
    capture = Capture.objects.get(key=key)
    taken = taking_in.taken_in(capture, now=now)
    assert not taken.wrong, taken.wrong[:2]


def filled(events: int, size: int) -> Iterator[Line]:
    """All of them, told by first and last tenth. Every two seconds they go into the log, as a worker does."""
    spent: list[tuple[float, float]] = []
    logged_at = time.perf_counter()
    for first in range(0, events, size):
        text = document(first, min(size, events - first))
        wall, cpu = time.perf_counter(), time.process_time()
        captured(text)
        if wall > logged_at + LOGGED_EVERY_S or first + size >= events:
            sequence(now=timezone.now())
            logged_at = wall
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    tenth = max(1, len(spent) // 10)
    for what, some in (("all", spent), ("first tenth", spent[:tenth]), ("last tenth", spent[-tenth:])):
        count = min(events, len(some) * size)
        wall, cpu = (sum(pair[which] for pair in some) for which in (0, 1))
        yield Line(f"capture, {what}", connection.vendor, count, round(count / wall), round(count / cpu))


def questions(events: int, luck: random.Random) -> dict[str, Callable[[], dict[str, Any]]]:
    def some() -> int:
        return luck.randrange(events)

    def span() -> dict[str, Any]:
        first = FIRST + some() * 7_000_000
        return {"GE_eventTime": written(first), "LT_eventTime": written(first + 3_600_000_000)}

    def place() -> str:
        return f"urn:epc:id:sgln:6901234.{some() % 200:05}.0"

    return {
        "a box's history": lambda: {"MATCH_epc": [event(some())["epcList"][0]]},
        "an event by its id": lambda: {"EQ_eventID": [event(some())["eventID"]]},
        "a place": lambda: {"EQ_bizLocation": [place()]},
        "a place and a step": lambda: {"EQ_bizLocation": [place()], "EQ_bizStep": [STEPS[some() % 5]]},
        "a step in an hour": lambda: {"EQ_bizStep": [STEPS[some() % 5]]} | span(),
        "a place in an hour": lambda: {"EQ_readPoint": [place()]} | span(),
        "an order": lambda: {"EQ_bizTransaction_po": [f"urn:epc:id:gdti:6901234.00001.{some() // 10}"]},
        "the newest": lambda: {"orderBy": "recordTime", "eventCountLimit": 30},
        "warmer than, in kelvin, in an hour": lambda: {"GE_value_KEL": 300 + some() % 10} | span(),
    }


def asked(events: int, times: int) -> Iterator[Line]:
    luck = random.Random(7)
    for what, make in questions(events, luck).items():
        spent = []
        for _ in range(times):
            parameters = make()
            began = time.perf_counter()
            queries.events(ME, parameters, size=30)
            spent.append((time.perf_counter() - began) * 1000)
        spent.sort()
        p50, p99 = spent[len(spent) // 2], spent[min(len(spent) - 1, len(spent) * 99 // 100)]
        yield Line(what, connection.vendor, times, p50_ms=round(p50, 2), p99_ms=round(p99, 2))


def told_on(entries: int) -> Iterator[Line]:
    """Our own journal: receipts, moves, sorting runs and sales become events; entries a second, the journal given."""
    county = goods.the_goods()
    for number in range(entries // 4):
        lot, weight_g = goods.received(county, key=f"r{number}"), goods.KG
        moved = [Transfer(goods.at(lot, county.point, 50 * weight_g), county.room)]
        said = {"actor": county.actor(), "now": goods.NOW}
        stock.move(transfers=moved, day=goods.TODAY, client_key=f"m{number}", **said)
        goods.sorted_out(county, [goods.at(lot, county.point, 50 * weight_g)], [("first", 48 * weight_g)], f"c{number}")
        sold = Outgoing((goods.at(lot, county.room, 20 * weight_g),), goods.TODAY)
        stock.ship(outgoing=sold, client_key=f"s{number}", **said)
    yield _peer("our journal told, by entry", entries // 4 * 4, lambda: retelling.retell(now=goods.NOW))


def peers(count: int, shared: Path) -> Iterator[Line]:
    """What one would reach for."""
    bodies = [event(10_000_000 + number) for number in range(count)]
    schema = shared / "epcis" / "normative" / "EPCIS-JSON-Schema.json"
    if schema.exists():
        from jsonschema import Draft7Validator, FormatChecker

        checker = Draft7Validator(json.loads(schema.read_text()), format_checker=FormatChecker())
        few = bodies[: max(1, count // 10)]
        yield _peer(
            "schema by jsonschema", len(few), lambda: [checker.is_valid(one | {"@context": CONTEXT}) for one in few]
        )
    from lilian.epcis import checks

    yield _peer("schema and rules, ours", count, lambda: [checks.faults(body) for body in bodies])
    yield _peer(
        "rows by the ORM, event by event", count, lambda: [by_orm(place, body) for place, body in enumerate(bodies)]
    )


def _peer(what: str, count: int, act: Callable[[], object]) -> Line:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Line(what, connection.vendor, count, round(count / wall), round(count / cpu))


@transaction.atomic
def by_orm(place: int, body: dict[str, Any]) -> None:
    """The same rows as ours, without marks."""
    last = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    made = Event.objects.create(
        seq=last + 1,
        event_id=body["eventID"],
        id_key=id_key(body["eventID"]),
        event_hash="",
        type=body["type"],
        action=body["action"],
        event_time=FIRST + place,
        zone=body["eventTimeZoneOffset"],
        record_time=FIRST,
        biz_step=body["bizStep"],
        disposition=body["disposition"],
        read_point=_orm_item(body["readPoint"]["id"]),
        biz_location=_orm_item(body["bizLocation"]["id"]),
        context_id=1,
        body=json.dumps(body),
    )
    for uri in body["epcList"]:
        EventItem.objects.create(item=_orm_item(uri), event_time=made.event_time, event=made, role=1)


def _orm_item(uri: str) -> Item:
    found = Item.objects.filter(uri=uri).first()
    if found is None:
        last = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        found = Item.objects.create(pk=last + 1, uri=uri)
    return found


def shown(line: Line) -> str:
    if line.rate:
        return f"{line.what:36} {line.count:>9,}  {line.rate:>9,.0f}/s  {line.cpu_rate:>9,.0f}/s of CPU"
    return f"{line.what:36} {line.count:>9,}  p50 {line.p50_ms:>8.2f} ms  p99 {line.p99_ms:>8.2f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--document", type=int, default=1_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--peers", type=int, default=2_000)
    parser.add_argument("--entries", type=int, default=4_000)
    parser.add_argument("--shared", type=Path, default=ground.ROOT.parent / "shared")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    ground.migrated()
    lines = [
        *filled(given.events, given.document),
        *asked(given.events, given.questions),
        *told_on(given.entries),
        *peers(given.peers, given.shared),
    ]
    if given.json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
        return 0
    print(f"goals: {GOAL_A_SECOND:,} events/s captured; p99 under {GOAL_MS} ms among a million ({connection.vendor})")
    for line in lines:
        print(shown(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())

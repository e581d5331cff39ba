"""Tracing in a county's year: back from a box, forward from a harvest lot, a hundred lots both ways; the recall's file.

    python bench/trace.py [--share 1.0 | --lots 50000] [--asked 300] [--filled] [--only query page api file recall orm]
        [--file-days 3] [--json]

The year is `trace_year.py`'s. `query` asks `lilian.trace.queries`; `page` is the trace page and `api` the operation as
the alliance's office gets them, through every middleware, in this process: names, weather of the rooms, balances and
gaps besides. `file` is the whole file of a recall as a person gets it: asked for on the page, written by the worker,
taken away. `recall` opens one of a room for so many days, all of it, and takes it back, and one of all lots: with
`--lots 50000`, the most that one may reach. What an engine that is a server spends on it stands beside. The peer,
`orm`, is the walk a programmer writes first, lot by lot.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names: it is emptied, unless it is `--filled`
by an earlier run.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

import ground
from lilian.base.actors import system
from lilian.packing.models import Box, Closing
from lilian.parcels.models import Loading
from lilian.stock.models import Descent, Location, Share
from lilian.stock.values import LocationKind
from lilian.trace import actions, queries
from lilian.trace.actions.refusals import CutOff
from lilian.trace.models import RecallLot
from lilian.trace.values import Exposure, RecallDraft, Seeds, Start, StartKind
from trace_year import BEGAN, Year, fill

WAYS = ("query", "page", "api", "file", "recall", "orm")
GOALS_MS = {
    "one box back": 5.0,
    "one harvest lot forward": 50.0,
    "a hundred lots both ways": 2_000.0,
    "the file": 30_000.0,
}
BOX, LOT = "X{:013d}", "L{:07d}"
RECALL_DAYS = 60  # a quarter of all store lots, and what was made of them


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
    engine_ms: float  # the same of PostgreSQL's process; 0 where the engine is ours
    goal_ms: float | None
    peak_mb: int  # the most so far


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


@cache
def office() -> Client:
    """Who sees and recalls everything, signed in."""
    from django.contrib.auth import get_user_model

    from lilian.members.models import Organisation, Person, Post

    home = Organisation.objects.earliest("pk")
    user, fresh = get_user_model().objects.get_or_create(username="bench")
    if fresh:
        person = Person.objects.create(code="BENCH", name="林", organisation=home, user=user)
        Post.objects.create(person=person, organisation=home, role="office", starts_on=BEGAN)
    client = Client()
    client.force_login(user)
    return client


def http(path: str, name: str) -> Callable[[int], int]:
    """Bytes of an answer; `name` writes a number as the code it stands for."""

    def asked(number: int) -> int:
        answer = office().get(path.format(code=name.format(number)))
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
        return len(answer.content)

    return asked


def file_of(as_csv: bool, days: int) -> Callable[[str], int]:
    """From the click to the last byte; rows of it."""
    from lilian.base.jobs.task import do
    from lilian.base.models import Job

    def asked(room: str) -> int:
        first, last = BEGAN, BEGAN + timedelta(days=days)
        said = {"kind": "room", "code": room, "since": first.isoformat(), "until": last.isoformat()}
        answer = office().post("/trace/file/", said | ({"csv": "1"} if as_csv else {}))
        if answer.status_code != 302:
            raise RuntimeError(f"/trace/file/: {answer.status_code}")
        job = Job.objects.latest("pk")
        do(job.pk)
        return rows_in(office().get(f"/trace/files/{job.pk}/").content, as_csv)

    return asked


def recalled(room: str) -> int:
    """Everything a recall does but the commit; lots of it. 0 where it is refused, since it reaches too many."""
    since = datetime.combine(BEGAN, datetime.min.time(), UTC)
    draft = RecallDraft(Start(StartKind.ROOM, room, since, since + timedelta(days=RECALL_DAYS)), "bench")
    with suppress(CutOff), transaction.atomic():
        made = actions.open_recall(actor=system("bench"), draft=draft, client_key="bench", now=timezone.now())
        found = RecallLot.objects.filter(recall_id=made).count()
        transaction.set_rollback(True)
        return found
    return 0


def rows_in(file: bytes, as_csv: bool) -> int:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(file)) as folder:
        names = [
            name for name in folder.namelist() if name.endswith(".csv" if as_csv else ".xml") and "log/" not in name
        ]
        sheets = [name for name in names if as_csv or name.startswith("xl/worksheets/sheet")]
        return sum(folder.read(name).count(b"\n" if as_csv else b"<row ") - 1 for name in sheets)


def engine_s() -> float:
    """Processor seconds of the server's process at the other end; 0 where there is none, or it is not on this machine.

    A hundredth of a second is the system's grain: means over many questions are finer.
    """
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(what: str, way: str, subjects: Iterable[Any], ask: Callable[[Any], int], goal: bool = True) -> Line:
    took, cpu, engine, nodes = [], [], [], []
    for subject in subjects:
        began, spent, at = time.perf_counter(), time.process_time(), engine_s()
        nodes.append(ask(subject))
        took.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
        engine.append((engine_s() - at) * 1000)
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
        engine_ms=round(statistics.mean(engine), 2),
        goal_ms=GOALS_MS.get(what) if goal else None,
        peak_mb=round(ground.peak_mb()),
    )


def lines(year: Year, asked: int, ways: Iterable[str], file_days: int) -> Iterator[Line]:
    draw = random.Random(2)
    boxes = [draw.randrange(year.boxes) + 1 for _ in range(asked)]
    lots = [draw.randrange(year.harvests) + 1 for _ in range(asked)]
    hundreds = [[draw.randrange(year.harvests) + 1 for _ in range(100)] for _ in range(5)]
    few = max(3, asked // 50)
    if "query" in ways:
        for _ in range(3):
            back(boxes[0]), forward(lots[0])
        yield measured("one box back", "query", boxes, back)
        yield measured("one harvest lot forward", "query", lots, forward)
        yield measured("a hundred lots both ways", "query", hundreds, both)
    for way, path in (("page", "/trace/?"), ("api", "/api/v1/trace?")):
        if way in ways:
            http(path + "kind=box&code={code}", BOX)(boxes[0])  # what is loaded once
            yield measured("a box", way, boxes, http(path + "kind=box&code={code}", BOX))
            yield measured("a harvest lot", way, lots[: asked // 5], http(path + "kind=lot&code={code}", LOT))
    if "file" in ways:
        yield measured("the file", "xlsx", ["KU-0"], file_of(as_csv=False, days=file_days))
        yield measured("the file", "csv", ["KU-0"], file_of(as_csv=True, days=file_days))
    if "recall" in ways:
        yield measured("a recall opened", "act", ["KU-0"], recalled)
        point = Location.objects.get(kind=LocationKind.COLLECTION_POINT).code
        yield measured("a recall of all lots", "act", [point], recalled)
    if "orm" in ways:
        yield measured("one box back", "plain ORM", boxes[:few], orm_back, goal=False)
        yield measured("one harvest lot forward", "plain ORM", lots[:few], orm_forward, goal=False)


def table(found: list[Line]) -> str:
    names = list(asdict(found[0]))
    rows = [names, *([str(value) for value in asdict(line).values()] for line in found)]
    return "\n".join("".join(f"{cell:>26}" if n < 1 else f"{cell:>11}" for n, cell in enumerate(row)) for row in rows)


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--share", type=float, default=1.0, help="of a county's year")
    said.add_argument("--lots", type=int, default=0, help="a year of so many instead")
    said.add_argument("--file-days", type=int, default=3, help="a room's: some 120,000 rows of a whole year")
    said.add_argument("--asked", type=int, default=300, help="questions of each kind")
    said.add_argument("--filled", action="store_true", help="the database holds the year already")
    said.add_argument("--only", nargs="*", default=WAYS, choices=WAYS)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    year, began = Year(asked.share, asked.lots), time.perf_counter()
    if not asked.filled:
        ground.migrated()
        fill(year)
    written_s = round(time.perf_counter() - began, 1)
    found = list(lines(year, asked.asked, asked.only, asked.file_days))
    if asked.json:
        print(json.dumps({"written_s": written_s, "edges": year.edges(), "lines": [asdict(line) for line in found]}))
    else:
        print(f"{sum(year.edges().values()):,} edges written in {written_s} s")
        print(table(found))


if __name__ == "__main__":
    main()

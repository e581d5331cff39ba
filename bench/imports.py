"""A workbook of 100,000 rows x 12 columns from the upload to the database and back, while others read and write.

    python bench/imports.py [--rows 100000] [--tables people,lots,readings] [--json]

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied). Beside the worker one
process opens a list page twice a second and one writes fill reports five times a second; each wait counts from the
moment the request was due, so that a long stop is felt by all who came in it. `still` is the longest time the job's row
told nothing new while its worker was at it, the writing itself left out; `still_at` what it said then. `cpu` is the
worker's own time: on a busy machine the figure to compare.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

import ground
from lilian.base.jobs.task import do
from lilian.base.models import ImportBatch, Job
from lilian.flows.demo.names import person_name
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage import actions as storage
from lilian.storage.models import Room
from lilian.web.shell.tables import drafts, work
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.registry import flow_named

EVERY_S = {"reader": 0.5, "writer": 0.2, "watcher": 0.1}
GOALS = {
    "seconds": 60.0,  # validated and applied
    "megabytes": 500.0,
    "reader_p95_ms": 500.0,
    "writer_p95_ms": 500.0,
    "still_s": 2.0,
}
FILLER = ["x"] * 12
WRITINGS = (work.WRITING, work.PUTTING_BACK)  # one statement, which cannot say how far it is


@dataclass(frozen=True)
class Line:
    """What one table took; waits in milliseconds."""

    engine: str
    table: str
    rows: int
    check_s: float
    take_s: float
    undo_s: float | None
    cpu_s: float
    megabytes: float
    reader_p95_ms: float
    reader_max_ms: float
    writer_p95_ms: float
    writer_max_ms: float
    still_s: float
    still_at: str

    @property
    def seconds(self) -> float:
        return self.check_s + self.take_s


# The workbooks.


def people(rows: int, dice: random.Random) -> Iterator[list[Any]]:
    yield ["人员编号", "姓名", "电话", "单位编号", "村", "备注", *(f"其他{n}" for n in range(6))]
    for n in range(rows):
        yield [f"N{n:06}", person_name(dice), f"138{n:08}", f"C{n % 88 + 1:03}", f"村{n % 97}", "导入", *FILLER[:6]]


def lots(rows: int, dice: random.Random) -> Iterator[list[Any]]:
    found = members.places(ground.actor(), kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    points = [(place.name, place.village, place.lon, place.lat) for place in found]
    yield ["批次号", "收购点", "村", "经度", "纬度", "品种", "等级", "数量(斤)", "采收日期", "可运时间", "备注", "序号"]
    for n in range(rows):
        name, village, lon, lat = points[n % len(points)]
        where = [name, village, round(lon + dice.random() / 100, 5), round(lat + dice.random() / 100, 5)]
        day = f"2026.9.{n % 30 + 1}"
        yield [f"N{n:06}", *where, "玉露香梨", "一级", dice.randrange(1_000, 30_000), day, "16:00", "", n]


def readings(rows: int, dice: random.Random) -> Iterator[list[Any]]:
    rooms = list(Room.objects.order_by("pk").values_list("store__code", "code"))
    first = datetime(2026, 3, 1, tzinfo=UTC)
    yield ["库编号", "库房", "时间", "温度(℃)", *(f"其他{n}" for n in range(8))]
    for n in range(rows):
        at = first + timedelta(minutes=10 * (n // len(rooms)))
        yield [*rooms[n % len(rooms)], f"{at:%Y-%m-%d %H:%M}", round(dice.uniform(-1, 1), 1), *FILLER[:8]]


TABLES: dict[str, Callable[[int, random.Random], Iterator[list[Any]]]] = {
    "people": people,
    "lots": lots,
    "readings": readings,
}


def workbook(table: str, rows: int) -> bytes:
    path = Path(ground.SCRATCH) / f"{table}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet(flow_named(table).table.sheet)
        for number, cells in enumerate(TABLES[table](rows, random.Random(1))):
            page.write_row(number, 0, cells)
    return path.read_bytes()


# The others: processes of their own, each with a line of figures per act on its output.


def open_list(number: int) -> None:
    assert client().get("/members/people/", {"page": number % 50 + 1}).status_code == 200


@cache
def client() -> Any:
    from django.test import Client

    signed_in = Client()
    signed_in.force_login(ground.user())
    return signed_in


def report_fill(number: int) -> None:
    keeper = ground.actor("demo-keeper")
    room = Room.objects.filter(store__organisation_id__in=keeper.reach("storage.report").organisation_ids).first()
    assert room is not None
    key = f"bench:{time.time_ns()}:{number}"
    storage.report_fill(actor=keeper, stock_g_by_room={room.pk: number}, client_key=key, now=datetime.now(UTC))


def watch(_number: int) -> None:
    """The newest running job as its page would show it."""
    job = Job.objects.filter(status=Job.RUNNING).order_by("-pk").first()
    if job is not None:
        print(json.dumps(["seen", job.pk, job.progress_done, job.message, job.message_fields]), flush=True)


ACTS: dict[str, Callable[[int], None]] = {"reader": open_list, "writer": report_fill, "watcher": watch}


def be_other(who: str) -> None:
    """Act at fixed times until killed; a wait counts from when the act was due."""
    start, act = time.time(), ACTS[who]
    number = 0
    while True:
        due = start + number * EVERY_S[who]
        time.sleep(max(0.0, due - time.time()))
        act(number)
        print(json.dumps(["did", due, (time.time() - due) * 1000]), flush=True)
        number += 1


@contextmanager
def others() -> Iterator[dict[str, Path]]:
    out = {who: Path(ground.SCRATCH) / f"{who}.jsonl" for who in ACTS}
    files = {who: path.open("w") for who, path in out.items()}
    running = [subprocess.Popen([sys.executable, __file__, "--be", who], stdout=files[who]) for who in ACTS]
    try:
        while any(out[who].stat().st_size == 0 for who in ACTS):
            if any(one.poll() is not None for one in running):
                raise SystemExit("one of the others could not begin")
            time.sleep(0.1)
        yield out
    finally:
        time.sleep(1.0)
        for one in running:
            one.kill()
            one.wait()


def said(path: Path, kind: str) -> list[list[Any]]:
    lines = (json.loads(line) for line in path.read_text().splitlines() if line.endswith("]"))
    return [line[1:] for line in lines if line[0] == kind]


def waits(path: Path, since: float) -> tuple[float, float]:
    """p95 and longest, in milliseconds."""
    taken = sorted(ms for due, ms in said(path, "did") if due >= since)
    return taken[int(len(taken) * 0.95)], taken[-1]


def longest_still(path: Path) -> tuple[float, str]:
    """Seconds without news of a job that ran, and its message then; the watcher looks ten times a second."""
    longest, run, before = (0, ""), 0, None
    for seen in said(path, "seen"):
        run = run + 1 if seen == before and seen[2] not in WRITINGS else 0
        longest, before = max(longest, (run, seen[2])), seen
    return longest[0] * EVERY_S["watcher"], longest[1]


# The measurement.


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def job_done(kind: str, draft: drafts.Draft) -> float:
    return done_by_worker(work.start(kind, draft, actor=ground.actor(), now=datetime.now(UTC)))


def undone(batch: ImportBatch) -> float:
    return done_by_worker(work.start_taking_back(batch, actor=ground.actor(), now=datetime.now(UTC)))


def done_by_worker(job: Job) -> float:
    took = timed(lambda: do(job.pk))
    done = Job.objects.get(pk=job.pk)
    if done.status != Job.DONE or "refused" in done.result:
        raise SystemExit(f"{job.kind}: {done.status} {done.fault} {done.result}")
    return took


def measure(table: str, rows: int) -> Line:
    draft = drafts.keep(
        Sent(table, f"{table}.xlsx", workbook(table, rows)), actor=ground.actor(), now=datetime.now(UTC)
    )
    with others() as heard:
        since, cpu = time.time(), ground.cpu_s()
        check_s, take_s = job_done(work.CHECKING, draft), job_done(work.TAKING_IN, draft)
        batch = ImportBatch.objects.latest("pk")
        if batch.created != rows:
            raise SystemExit(f"{batch.created} of {rows} rows taken in")
        undo_s = undone(batch) if table != "readings" else None  # what was measured stands
        cpu = ground.cpu_s() - cpu
    reader, writer = waits(heard["reader"], since), waits(heard["writer"], since)
    still = longest_still(heard["watcher"])
    engine = ground.connection.vendor
    return Line(engine, table, rows, check_s, take_s, undo_s, cpu, ground.peak_mb(), *reader, *writer, *still)


def in_table(lines: list[Line]) -> str:
    titles = list(asdict(lines[0]))
    out = ["  ".join(f"{title:>13}" for title in titles)]
    for line in lines:
        cells = (f"{value:.1f}" if isinstance(value, float) else str(value) for value in asdict(line).values())
        out.append("  ".join(f"{cell:>13}" for cell in cells))
    over = [f"{line.table}: {name}" for line in lines for name, most in GOALS.items() if getattr(line, name) > most]
    return "\n".join([*out, f"over the goal: {', '.join(over) or 'nothing'}"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--tables", default=",".join(TABLES))
    options.add_argument("--json", action="store_true")
    options.add_argument("--be", choices=ACTS, help=argparse.SUPPRESS)
    options.add_argument("--one", choices=TABLES, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.be:
        be_other(chosen.be)
        return
    if chosen.one:  # a process of its own, so that its memory is its own
        print(json.dumps(asdict(measure(chosen.one, chosen.rows))))
        return
    ground.build()
    lines = [measured(table, chosen.rows) for table in chosen.tables.split(",")]
    print(json.dumps([asdict(line) for line in lines], indent=1) if chosen.json else in_table(lines))


def measured(table: str, rows: int) -> Line:
    command = [sys.executable, __file__, "--one", table, "--rows", str(rows)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    return Line(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()

"""The list pages of a county with 100,000 people, 100,000 lots and 100,000 temperatures: time and queries per page.

    python bench/pages.py [--rows 100000] [--times 20] [--json]

The pages are asked for as a browser would, through every middleware, by the alliance's office. The database is a
scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

import ground
from lilian.flows.demo.names import person_name
from lilian.members import actions as members
from lilian.members import queries
from lilian.members.values import PlaceKind
from lilian.storage import actions as storage
from lilian.storage.models import Room

GOAL_MS = 300
PAGES = (
    "/members/",
    "/members/people/",
    "/members/people/?page=1500",
    "/members/people/?sort=-name",
    "/members/people/?q=王建国",
    "/members/people/?q=wangjg",
    "/members/people/?q=0042",
    "/members/people/?q=没有这个人",
    "/stores/lots/",
    "/stores/lots/?page=1500",
    "/stores/lots/?q=N00042",
    "/stores/lots/?status=waiting",
    "/stores/",
    "/stores/fill-rate/",
    "/tables/",
    "/jobs/",
    "/",
)


@dataclass(frozen=True)
class Line:
    """Milliseconds at the view, and how many queries it asked; `cpu_ms` is what a busy machine does not stretch."""

    page: str
    status: int
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    queries: int
    slowest_query_ms: float


def fill(rows: int) -> None:
    dice, who, now = random.Random(1), ground.actor(), datetime.now(UTC)
    people = [
        {"code": f"N{n:06}", "name": person_name(dice), "phone": f"138{n:08}", "organisation": f"C{n % 88 + 1:03}"}
        for n in range(rows)
    ]
    members.apply_rows(actor=who, table="people", rows=people, now=now)
    found = queries.places(who, kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    points = [{"point": one.name, "village": one.village, "lat": one.lat, "lon": one.lon} for one in found]
    fruit = {"variety": "玉露香梨", "grade": "一级", "harvest_date": now.date()}
    lots = [
        {"code": f"N{n:06}", "weight_g": dice.randrange(10**5, 10**7), **points[n % len(points)], **fruit}
        for n in range(rows)
    ]
    kept: dict[str, Any] = {"file_name": "bench", "file_digest": "bench", "now": now}
    storage.import_rows(actor=who, table="lots", rows=lots, **kept)
    rooms = list(Room.objects.values_list("store__code", "code"))
    first = now - timedelta(days=240)
    readings = [
        {"store": store, "room": room, "at": first + timedelta(minutes=10 * visit), "temperature_c": 0.5}
        for visit in range(rows // len(rooms) + 1)
        for store, room in rooms
    ]
    storage.import_rows(actor=who, table="readings", rows=readings[:rows], **kept)


def measured(client: Any, page: str, times: int) -> Line:
    client.get(page)  # the first asks for templates and catalogues
    taken, cpu = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        status = client.get(page).status_code
        taken.append((time.perf_counter() - start) * 1000)
    cpu_ms = (time.process_time() - cpu) * 1000 / times
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    slowest = max((float(query["time"]) * 1000 for query in asked.captured_queries), default=0.0)
    taken.sort()
    return Line(page, status, cpu_ms, taken[times // 2], taken[int(times * 0.95)], len(asked), slowest)


def in_table(lines: list[Line]) -> str:
    out = [
        f"{'page':<34} {'status':>6} {'cpu ms':>7} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8} {'slowest query ms':>17}"
    ]
    for line in lines:
        times = f"{line.cpu_ms:>7.0f} {line.p50_ms:>8.0f} {line.p95_ms:>8.0f}"
        figures = f"{times} {line.queries:>8} {line.slowest_query_ms:>17.0f}"
        out.append(f"{line.page:<34} {line.status:>6} {figures}")
    over = [line.page for line in lines if line.p95_ms > GOAL_MS]
    return "\n".join([*out, f"over {GOAL_MS} ms: {', '.join(over) or 'none'}"])


def main() -> None:
    from django.test import Client

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    ground.build()
    fill(chosen.rows)
    client = Client()
    client.force_login(ground.user())
    lines = [measured(client, page, chosen.times) for page in PAGES]
    print(
        json.dumps([asdict(line) for line in lines], indent=1, ensure_ascii=False) if chosen.json else in_table(lines)
    )


if __name__ == "__main__":
    main()

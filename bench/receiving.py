"""Slips at collection points: so many an hour through the act and through the page, against the rows they leave.

    python bench/receiving.py [--slips 1000] [--json]

One process, each slip its own durable transaction. `act`: what a scale's slip goes through, goods journal and audit
chain included. `page`: the phone's outbox sends it, through every middleware. `raw rows`: the very rows the acts left,
by plain INSERTs, a transaction a slip, with the triggers off and on: what a program pays that checks nothing, and what
the database's checks cost. The goal is the county's busiest hour.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import ground
import stock as journal
from lilian.base.models import User
from lilian.receiving.models import Slip
from lilian.receiving.values import Weighing
from tests.receiving import scale as scales

GOAL_AN_HOUR = 3_000
KG = 1_000
HOUR_S = 3_600


@dataclass(frozen=True)
class Line:
    what: str
    engine: str
    slips: int
    seconds: float
    an_hour: int


def timed(what: str, slips: int, act: Callable[[], object]) -> Line:
    began = time.perf_counter()
    act()
    seconds = time.perf_counter() - began
    return Line(what, connection.vendor, slips, round(seconds, 2), round(slips / seconds * HOUR_S))


def weighing(number: int) -> Weighing:
    return Weighing((100 + number % 400) * KG + number, 10 * KG, 5)


def by_act(scale: scales.Scale, slips: int) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    for number in range(slips):
        said = {"weighing": weighing(number), "weighed_at": now, "harvest_date": today, "sure": True}
        scale.received(f"act {number}", now=now, **said)


def by_page(scale: scales.Scale, slips: int) -> None:
    """As the outbox of a signed-in phone sends them."""
    client = Client()
    client.force_login(User.objects.get(username="wen"))
    url, today = reverse("receiving:weigh", args=[scale.point]), timezone.localdate().isoformat()
    for number in range(slips):
        said = {
            "seller": f"h{scale.mei}",
            "variety": scale.variety,
            "harvest_date": today,
            "unit": "kg",
            "gross": f"{100 + number % 400}",
            "tare": "10",
            "price_kind": "open",
            "no_certificate": "not_issued",
            "sure": "on",
            "idempotency_key": f"page-{number}",
        }
        answer = client.post(url, said, headers={"Accept": "application/json"})
        if answer.status_code != 201:
            sys.exit(f"slip {number} was refused: {answer.content.decode()[:300]}")


def rows_by_slip() -> list[list[journal.Written]]:
    """What each slip left: the rows of its entry, its own, and its event in the audit chain."""
    found = dict(
        zip(Slip.objects.order_by("entry_id").values_list("pk", flat=True), journal.rows_by_entry(), strict=True)
    )
    with connection.cursor() as cursor:
        for table, of, where in SOURCES:
            cursor.execute(f"SELECT * FROM {table} {where} ORDER BY 1")
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                found[of(row)].append((table, row))
    return list(found.values())


SOURCES: tuple[tuple[str, Callable[[dict[str, Any]], int], str], ...] = (
    ("receiving_slip", lambda row: row["id"], ""),
    ("base_auditevent", lambda row: int(row["subject"].split(":")[1]), "WHERE event = 'receiving.slip_recorded'"),
)


def empty() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM receiving_slip")
    journal.empty()


def measured(scale: scales.Scale, slips: int) -> list[Line]:
    scale.received("first")
    found = [timed("page", slips, lambda: by_page(scale, slips))]
    kept = journal.triggers()
    journal.without(kept)
    empty()
    journal.again(kept)
    found.insert(0, timed("act", slips, lambda: by_act(scale, slips)))
    rows = rows_by_slip()
    journal.without(kept)
    empty()
    found.append(timed("raw rows", slips, lambda: journal.write_raw(rows, triggers=False)))
    empty()
    journal.again(kept)
    found.append(timed("raw rows, triggers on", slips, lambda: journal.write_raw(rows, triggers=True)))
    return found


def table(lines: list[Line]) -> str:
    names = ("what", "engine", "slips", "seconds", "an_hour")
    rows = [names, *(tuple(str(asdict(line)[name]) for name in names) for line in lines)]
    return "\n".join("".join(f"{cell:>24}" for cell in row) for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slips", type=int, default=1_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ground.migrated()
    lines = measured(scales.the_scale(), options.slips)
    print(json.dumps([asdict(line) for line in lines]) if options.json else table(lines))
    return int(next(line.an_hour for line in lines if line.what == "page") < GOAL_AN_HOUR)


if __name__ == "__main__":
    sys.exit(main())

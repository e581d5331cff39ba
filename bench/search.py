# ruff: noqa: E402 - Django must be set up before its modules are imported
"""Time of one search box at 50,000 people, in a scratch database of its own.

python bench/search.py [--people 50000] [--json]
"""

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

scratch = tempfile.mkdtemp(prefix="lilian-bench-")
os.environ.update(LILIAN_DEMO="1", LILIAN_VAR=scratch, DJANGO_SETTINGS_MODULE="lilian.conf.settings")
os.environ["LILIAN_DATABASE_URL"] = f"sqlite:///{Path(scratch) / 'bench.sqlite3'}"

import django

django.setup()

from django.core.management import call_command

from lilian.base.actors import system
from lilian.flows.demo.names import person_name
from lilian.members import actions, queries

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
BENCH = system("bench")
GOAL_MS = 200
TEXTS = ("王", "建国", "wang", "wjg", "wangjianguo", "P004321", "4321", "没有这个人")


def fill(count: int) -> float:
    """So many people, by the import an office uses; the seconds it took."""
    random = Random(1)
    call_command("migrate", verbosity=0, skip_checks=True)
    firm = {"code": "C001", "name": "合作社", "kind": "合作社", "joined_on": date(2020, 1, 1)}
    actions.apply_rows(actor=BENCH, table="organisations", rows=[firm], now=NOW)
    rows = [
        {"code": f"P{n:06d}", "name": person_name(random), "organisation": "C001", "phone": f"138{n:08d}"}
        for n in range(count)
    ]
    began = time.perf_counter()
    actions.apply_rows(actor=BENCH, table="people", rows=rows, now=NOW)
    return time.perf_counter() - began


def slowest_ms(text: str, times: int = 5) -> tuple[float, int]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        found = queries.search(BENCH, text)
        taken.append((time.perf_counter() - began) * 1000)
    return max(taken), len(found)


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    said.add_argument("--people", type=int, default=50_000)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    import_s = fill(asked.people)
    results = {text: slowest_ms(text) for text in TEXTS}
    if asked.json:
        ms = {text: taken for text, (taken, _) in results.items()}
        print(json.dumps({"people": asked.people, "import_s": import_s, "slowest_ms": ms}))
    else:
        print(f"{asked.people:,} people imported in {import_s:.1f} s; goal {GOAL_MS} ms")
        for text, (taken, found) in results.items():
            print(f"{text:<14} {taken:7.1f} ms  {found} found")
    return int(max(taken for taken, _ in results.values()) > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())

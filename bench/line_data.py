"""A million fruit from a line's file: read, graded, counted and stored, against the loop a user would write.

    DJANGO_SETTINGS_MODULE=tests.settings python -m bench.line_data [--fruit 1000000] [--excel] [--no-loop] [--json]

Prints seconds of each step, the median of three reads, and the processor's seconds of the same, children included. The
loop reads by the csv module (or openpyxl) and grades row by row with the same rules; it stores nothing.
"""

import argparse
import csv
import io
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

HEAD = ["Lane", "Weight (g)", "Diameter (mm)", "Brix", "Defects", "Grade"]


def rows(count: int) -> list[tuple[Any, ...]]:
    dice = np.random.default_rng(20261126)
    weight = np.round(dice.normal(330, 80, count).clip(90, 800), 1)
    return list(
        zip(
            dice.integers(1, 9, count).tolist(),
            weight.tolist(),
            np.round(weight ** (1 / 3) * 12 + dice.normal(0, 2, count), 1).tolist(),
            np.round(dice.normal(12.4, 1.1, count), 1).tolist(),
            dice.choice(["OK", "OK", "OK", "RUS", "BRU", "BRU|RUS"], count).tolist(),
            dice.choice(["EX", "1", "2", "J"], count).tolist(),
            strict=True,
        )
    )


def written(path: Path, made: list[tuple[Any, ...]]) -> Path:
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([HEAD, *made])
        return path
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEAD, *made]):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def loop(path: Path, bands: Any, mapping: Any) -> dict[str, int]:
    """Row by row, as a user would."""
    from tests.sorting.standards import slow_grade

    def given() -> Any:
        if path.suffix == ".csv":
            yield from csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        else:
            import openpyxl

            yield from openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)

    found: dict[str, int] = {}
    for number, (_, weight, diameter, solids, defects, _) in enumerate(given()):
        if number:
            has = {one for code in str(defects).split("|") if (one := mapping.defects[code])}
            grade = slow_grade(
                bands, round(float(weight) * 10), round(float(diameter) * 10), round(float(solids) * 10), has
            )
            found[grade] = found.get(grade, 0) + 1
    return found


@dataclass(frozen=True)
class Step:
    """Medians; `cpu_s` is what a busy machine does not stretch."""

    what: str
    fruit: int
    seconds: float
    cpu_s: float


def cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def timed(what: str, fruit: int, act: Callable[[], Any], times: int = 1) -> tuple[Any, Step]:
    took, spent, answer = [], [], None
    for _ in range(times):
        begun, before = time.perf_counter(), cpu_s()
        answer = act()
        took.append(time.perf_counter() - begun)
        spent.append(cpu_s() - before)
    return answer, Step(what, fruit, round(statistics.median(took), 2), round(statistics.median(spent), 2))


def table(steps: list[Step]) -> str:
    rows = [("what", "fruit", "seconds", "cpu_s"), *(tuple(map(str, astuple(step))) for step in steps)]
    return "\n".join(f"{row[0]:28}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--fruit", type=int, default=1_000_000)
    asked.add_argument("--excel", action="store_true")
    asked.add_argument("--no-loop", action="store_true")
    asked.add_argument("--json", action="store_true")
    said = asked.parse_args()
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    kept = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("line.xlsx" if said.excel else "line.csv")
            steps = run(written(path, rows(said.fruit)), said.fruit, with_loop=not said.no_loop)
    finally:
        teardown_databases(kept, verbosity=0)
    print(json.dumps([asdict(step) for step in steps]) if said.json else table(steps))


def run(path: Path, fruit: int, *, with_loop: bool) -> list[Step]:
    from lilian.sorting import actions, queries
    from tests.sorting.runs import opened, report, the_floor
    from tests.sorting.standards import BANDS
    from tests.stock.goods import NOW

    floor = the_floor()
    key, data = opened(floor), path.read_bytes()
    found, read = timed(f"read, graded: {len(data) / 1e6:.1f} MB", fruit, lambda: report(key, data, path.name), 3)
    take = {"actor": floor.actor(), "run_id": key, "report": found, "now": NOW}
    _, stored = timed("stored", fruit, lambda: actions.take_file(**take))
    if not with_loop:
        return [read, stored]
    mapping = queries.profile("grader-csv-en").mapping
    slow, looped = timed("a loop, read and graded", fruit, lambda: loop(path, BANDS, mapping))
    assert slow == {grade: count for grade, (count, _) in actions.by_grade(found).items()}
    return [read, stored, looped]


if __name__ == "__main__":
    main()

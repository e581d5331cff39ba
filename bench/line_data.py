"""A million fruit from a line's file: read, graded, counted and stored, against the loop a user would write.

    DJANGO_SETTINGS_MODULE=tests.settings python -m bench.line_data [--fruit 1000000] [--excel]

Prints seconds of each step, the median of three reads. The loop reads by the csv module (or openpyxl) and grades
row by row with the same rules; it stores nothing.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable
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


def timed(what: str, act: Callable[[], Any], times: int = 1) -> Any:
    took, answer = [], None
    for _ in range(times):
        begun = time.perf_counter()
        answer = act()
        took.append(time.perf_counter() - begun)
    print(f"{what:32} {statistics.median(took):7.2f} s")
    return answer


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--fruit", type=int, default=1_000_000)
    asked.add_argument("--excel", action="store_true")
    said = asked.parse_args()
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    kept = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("line.xlsx" if said.excel else "line.csv")
            run(written(path, rows(said.fruit)))
    finally:
        teardown_databases(kept, verbosity=0)


def run(path: Path) -> None:
    from lilian.sorting import actions, queries
    from tests.sorting.runs import opened, report, the_floor
    from tests.sorting.standards import BANDS
    from tests.stock.goods import NOW

    floor = the_floor()
    key, data = opened(floor), path.read_bytes()
    print(f"{path.name}: {len(data) / 1e6:.1f} MB")
    found = timed("read, graded, counted", lambda: report(key, data, path.name), 3)
    timed(
        "stored",
        lambda: actions.take_file(actor=floor.actor(), run_id=key, report=found, now=NOW),
    )
    slow = timed("a loop, read and graded", lambda: loop(path, BANDS, queries.profile("grader-csv-en").mapping))
    assert slow == {grade: fruit for grade, (fruit, _) in actions.by_grade(found).items()}


if __name__ == "__main__":
    main()

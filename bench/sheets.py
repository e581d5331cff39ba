"""How fast and how safely tables are read: 100,000 rows x 12 columns, side by side, and 500 hostile files.

    python bench/sheets.py [--rows 100000] [--files 500] [--skip openpyxl,pandas] [--json]

Each reader runs in a process of its own, so that its memory is its own.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

GOALS = {
    "lilian: read": "< 3 s",
    "lilian: read, validate": "< 60 s",
    "lilian: file with problems": "< 15 s",
    "hostile: slowest refusal": "< 2 s, < 300 MB",
}
GRADES = ["特级", "一级", "二级", "等外"]
TITLES = ["批次号", "收购点", "村", "经度", "纬度", "品种", "等级", "数量(斤)", "采收日期", "可运时间", "备注", "序号"]


@dataclass(frozen=True)
class Line:
    what: str
    seconds: float
    megabytes: float
    note: str = ""


def row(number: int, dice: random.Random) -> list[Any]:
    day = (date(2024, 9, 1) + timedelta(number % 30)).strftime("%Y.%m.%d")
    place = [round(110.9 + dice.random() / 5, 5), round(36.6 + dice.random() / 5, 5)]
    weight = -5 if number % 100 == 99 else dice.randrange(1000, 30_000)  # one row in a hundred is bad
    village = f"村{number % 97}"
    code = f"P{number:08d}"
    return [
        code,
        f"{village}收购点",
        village,
        *place,
        "玉露香梨",
        dice.choice(GRADES),
        weight,
        day,
        "16:00",
        "",
        number,
    ]


def make_workbook(path: Path, rows: int) -> None:
    dice = random.Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("待储批次")
        page.write_row(0, 0, TITLES)
        for number in range(rows):
            page.write_row(number + 1, 0, row(number, dice))


def lilian_read(path: Path) -> str:
    from lilian.sheets import read_book

    return f"{len(read_book(path).sheets[0].rows):,} rows"


def lilian_validate(path: Path) -> str:
    from lilian.sheets import Context, read_book, read_table
    from lilian.storage.sheets import LOTS

    reading = read_table(read_book(path), LOTS, Context(year=2024))
    return f"{len(reading.good):,} good, {len(reading.problems):,} problems"


def lilian_marked(path: Path) -> tuple[str, float]:
    from lilian.sheets import Context, read_book, read_table
    from lilian.sheets.marked import marked_copy
    from lilian.storage.sheets import LOTS

    book = read_book(path)
    reading = read_table(book, LOTS, Context(year=2024))
    start = time.perf_counter()
    data = marked_copy(book, reading.problems, {reading.sheet: reading.header_row})
    return f"{len(data) / 1e6:.1f} MB; the writing alone", time.perf_counter() - start


def calamine_read(path: Path) -> str:
    import python_calamine

    return f"{len(python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()):,} rows, no gate, no child"


def openpyxl_read(path: Path) -> str:
    import openpyxl

    page = openpyxl.load_workbook(path, read_only=True).active
    return f"{sum(1 for _ in page.iter_rows(values_only=True)):,} rows, no gate, no child"


def pandas_read(path: Path) -> str:
    import pandas as pd

    return f"{len(pd.read_excel(path)):,} rows, by openpyxl, no gate, no child"


def make_hostile(folder: Path, files: int) -> None:
    from tests.sheets.hostile import corpus

    for number, (kind, name, data) in enumerate(corpus(files, seed=1)):
        place = folder / f"{number:05d}-{kind}"
        place.mkdir()
        (place / name).write_bytes(data)


def hostile_refused(folder: Path) -> tuple[str, float]:
    """The slowest refusal; what was let in by mistake is named."""
    from lilian.sheets import FileRefused, read_book

    slowest, let_in, paths = 0.0, set(), sorted(folder.glob("*/*"))
    for path in paths:
        start = time.perf_counter()
        try:
            read_book(path)
            let_in.add(path.parent.name)
        except FileRefused:
            pass
        slowest = max(slowest, time.perf_counter() - start)
    kinds = {path.parent.name.partition("-")[2] for path in paths}
    return f"{len(paths)} files of {len(kinds)} kinds, let in: {sorted(let_in) or 'none'}", slowest


READERS: dict[str, Callable[[Path], str | tuple[str, float]]] = {
    "hostile: slowest refusal": hostile_refused,
    "lilian: read": lilian_read,
    "lilian: read, validate": lilian_validate,
    "lilian: file with problems": lilian_marked,
    "calamine: read": calamine_read,
    "openpyxl: read": openpyxl_read,
    "pandas: read": pandas_read,
}


def peak_mb() -> float:
    """The most memory so far, of this process or of its largest child; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    import resource

    # Not ru_maxrss for this process: it starts from what the process that started it had.
    own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def run_one(what: str, path: Path) -> None:
    start = time.perf_counter()
    said = READERS[what](path)
    note, seconds = said if isinstance(said, tuple) else (said, time.perf_counter() - start)
    print(json.dumps({"what": what, "seconds": seconds, "megabytes": peak_mb(), "note": note}))


def measured(what: str, path: Path) -> Line:
    command = [sys.executable, __file__, "--one", what, "--path", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONUTF8": "1"})
    if done.returncode:
        return Line(what, 0.0, 0.0, "not here: " + done.stderr.strip().splitlines()[-1][:60])
    return Line(**json.loads(done.stdout))


def table(lines: list[Line]) -> str:
    out = [f"{'what':<28} {'seconds':>9} {'MB':>7}  {'goal':<16} note"]
    for line in lines:
        goal = GOALS.get(line.what, "")
        out.append(f"{line.what:<28} {line.seconds:>9.2f} {line.megabytes:>7.0f}  {goal:<16} {line.note}")
    return "\n".join(out)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--files", type=int, default=500)
    options.add_argument("--skip", default="", help="readers to leave out, by their first word")
    options.add_argument("--json", action="store_true")
    options.add_argument("--one", help=argparse.SUPPRESS)
    options.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        run_one(chosen.one, chosen.path)
        return
    skipped = set(chosen.skip.split(","))
    with tempfile.TemporaryDirectory() as folder:
        path, bad = Path(folder) / "lots.xlsx", Path(folder) / "hostile"
        bad.mkdir()
        make_workbook(path, chosen.rows)
        make_hostile(bad, chosen.files)
        wanted = [what for what in READERS if what.partition(":")[0] not in skipped]
        lines = [measured(what, bad if what.startswith("hostile") else path) for what in wanted]
    print(json.dumps([vars(line) for line in lines], ensure_ascii=False, indent=1) if chosen.json else table(lines))


if __name__ == "__main__":
    main()

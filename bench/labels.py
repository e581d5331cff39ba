"""Labels of boxes: a thousand of each size, against setting them one by one.

    python bench/labels.py [--labels 1000] [--each 50] [--json]

Wall seconds from the facts to the bytes of one PDF, QR codes included, the median of three. `one by one` is what the
same template costs where each label is a document of its own, as a label printer's queue gets them; it is measured on
`--each` labels and told for all.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from lilian.packing import rules
from lilian.packing.papers import SIZES, Label, digital_link, labels_pdf

GOAL_S = 3.0
GTIN, BATCH = "00200000000014", "B000012X"


@dataclass(frozen=True)
class Line:
    size: str
    what: str
    labels: int
    seconds: float
    per_second: float


def label(number: int) -> Label:
    code = rules.box_code(10**19 + number)
    return Label(
        name="礼盒 10 粒装",
        variety="玉露香梨",
        grade="特级",
        net="2.5 kg",
        pieces="10 个",
        packer="晨露果品加工有限公司",
        packed_on=date(2026, 11, 26),
        batch=BATCH,
        origin="演示县",
        gtin=GTIN,
        code=code,
        link=digital_link("pears.example", GTIN, BATCH, code),
    )


def timed(act: Callable[[], object], times: int = 3) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def measured(size: str, labels: list[Label], each: int) -> list[Line]:
    whole = timed(lambda: labels_pdf(labels, size))
    single = timed(lambda: [labels_pdf([one], size) for one in labels[:each]], 1) * len(labels) / each
    told = (("one document", whole), ("one by one", single))
    return [Line(size, what, len(labels), round(took, 2), round(len(labels) / took, 1)) for what, took in told]


def table(lines: list[Line]) -> str:
    names = ("size", "what", "labels", "seconds", "per_second")
    rows = [names, *(tuple(str(asdict(line)[name]) for name in names) for line in lines)]
    return "\n".join("".join(f"{cell:>16}" for cell in row) for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=int, default=1_000)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    labels = [label(number) for number in range(options.labels)]
    lines = [line for size in SIZES for line in measured(size, labels, min(options.each, options.labels))]
    print(json.dumps([asdict(line) for line in lines]) if options.json else table(lines))
    return int(max(line.seconds for line in lines if line.what == "one document") > GOAL_S)


if __name__ == "__main__":
    sys.exit(main())

"""Give-away against the label: today's practice, the exact choice box by box, and ours, on the same fruit.

python bench/packing.py [PACKS...] [--boxes 1500] [--seeds 5] [--learn 1500] [--sd 25] [--oldest 20] [--json]

A pack is LABEL_G/COUNT or LABEL_G/LEAST-MOST, with xPIECES where a head holds several fruit: 2500/10, 1500/5-7,
5000/20x2; with @BOXES for drop lanes in place of heads: 2500/9-11@8. Fruit is generated (mean 250 g), or read from
`--fruit FILE`, one weight in grams a line, the first half to learn from. Our prices are learned once a pack, on a seed
that is not measured. Every policy gets the same fruit, heads and age limit; ours may fill a second open box in advance.
One row a pack and policy: medians over the seeds; `less` is the give-away saved against the exact choice, median and
worst seed.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from lilian.planning.packing import practice
from lilian.planning.packing.fruit import Stream
from lilian.planning.packing.learning import ours
from lilian.planning.packing.prices import myopic
from lilian.planning.packing.shifts import line_of
from lilian.planning.packing.simulator import Line, Policy, Report, simulate
from lilian.planning.packing.warm import warm

PACKS = ["2500/10", "5000/20x2", "1500/6", "1000/4", "2500/9-11", "1500/5-7", "2500/9-11@8"]
LEARNED_ON = 1_000_003  # a seed that is not measured
EXACT = "exact, box by box"


@dataclass(frozen=True)
class Row:
    """Grams a box, percents of the label and of all fruit, boxes a shift, decisions that packed fruit had waited."""

    pack: str
    policy: str
    give_away_g: float
    give_away_percent: float
    less_percent: float | None
    worst_less_percent: float | None
    diverted_percent: float
    boxes: float
    waited_p50: float
    waited_p95: float
    waited_most: float
    ms: float


HEADS = ("give g", "of label %", "less %", "worst %", "diverted %", "boxes", "p50", "p95", "most", "ms")


def shifts(line: Line, options: argparse.Namespace) -> tuple[np.ndarray, list[np.ndarray]]:
    """Fruit to learn from, and the fruit of each seed."""
    if options.fruit:
        fruit = np.array(options.fruit.read_text().split(), dtype=np.int64)
        half = len(fruit) // 2
        return fruit[:half], [fruit[half:]]
    stream = Stream(sd_g=options.sd, shape=options.shape)
    past, count = (int(boxes * line.spec.label_g / stream.mean_g) for boxes in (options.learn, options.boxes))
    return stream.fruit(past, LEARNED_ON), [stream.fruit(count, seed) for seed in range(options.seeds)]


def measured(pack: str, options: argparse.Namespace) -> list[Row]:
    line = line_of(pack, heads=options.heads, oldest=options.oldest)
    past, seeds = shifts(line, options)
    policies: dict[str, tuple[Line, Policy]] = {
        "practice": (line, practice),
        EXACT: (line, myopic),
        "ours": ours(line, past),
    }
    reports = {name: [simulate(on, fruit, policy) for fruit in seeds] for name, (on, policy) in policies.items()}
    return [row(pack, name, own, reports[EXACT]) for name, own in reports.items()]


def row(pack: str, policy: str, own: list[Report], exact: list[Report]) -> Row:
    pairs = [(a.give_away_a_box_g, b.give_away_a_box_g) for a, b in zip(own, exact, strict=True)]
    less = [100 * (1 - a / b) for a, b in pairs if b > 0]
    return Row(
        pack,
        policy,
        median(a for a, _ in pairs),
        100 * median(report.give_away_share for report in own),
        median(less) if less else None,
        min(less) if less else None,
        100 * median(report.diverted_share for report in own),
        median(report.boxes for report in own),
        median(report.waited_at(0.5) for report in own),
        median(report.waited_at(0.95) for report in own),
        max(max(report.waited, default=0) for report in own),
        median(report.ms_a_decision for report in own),
    )


def shown(found: Row) -> str:
    figures: Iterable[float | None] = list(vars(found).values())[2:]
    places = (3, 4, 1, 1, 3, 0, 0, 0, 0, 2)
    texts = ("-" if value is None else f"{value:.{digits}f}" for value, digits in zip(figures, places, strict=True))
    return f"{found.pack:<11}{found.policy:<19}" + "".join(f"{text:>11}" for text in texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", nargs="*", default=PACKS)
    parser.add_argument("--boxes", type=int, default=1500)
    parser.add_argument("--learn", type=int, default=1500, help="boxes whose fruit our prices are learned from")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--heads", type=int, default=16)
    parser.add_argument("--oldest", type=int, default=20)
    parser.add_argument("--sd", type=float, default=25.0)
    parser.add_argument("--shape", choices=["normal", "lognormal"], default="normal")
    parser.add_argument("--fruit", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    warm()
    heads = "".join(f"{head:>11}" for head in HEADS)
    sys.stdout.write("" if options.json else f"{'pack':<11}{'policy':<19}{heads}\n")
    rows = []
    for pack in options.packs:
        for found in measured(pack, options):
            rows.append(found)
            sys.stdout.write("" if options.json else shown(found) + "\n")
            sys.stdout.flush()
    if options.json:
        sys.stdout.write(json.dumps([vars(found) for found in rows], indent=2) + "\n")


if __name__ == "__main__":
    main()

# ruff: noqa: E402 - the path must be set before
"""Routes: ours against one PyVRP run at equal processor time and OR-Tools routing, in one run and one table.

    python bench/routing.py ../shared/instances/cvrp_x/X-n502-k39.vrp --seconds 60 --seeds 3
    python bench/routing.py --county 450x30x50 --seconds 60 --seeds 3

Ours searches with two chains of `--seconds` processor time each. What it used in all, in every process, is what PyVRP
gets on one core, and OR-Tools too. Gaps are to the best known value; the median over seeds counts. A county day is
compared with one PyVRP run followed by drivers one after another (the cheapest who can), costed and checked alike.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the generated day is the tests' own

from bench.routing_files import Instance, read
from bench.routing_peers import one_run, or_tools, run_then_assign
from lilian.planning import routing
from lilian.planning.limits import Limits
from lilian.planning.routing.answer import read_plan
from lilian.planning.routing.book import Book
from lilian.planning.routing.effort import Effort
from lilian.planning.routing.recombine import full_cost
from lilian.planning.routing.search import search
from tests.planning.routing_instances import county


@dataclass(frozen=True)
class Row:
    """`cost` None where nothing feasible was found or the method does not know the problem. `missed`: stops that must
    be served and are not; `gap_percent` to the best known value, of a county day to the lower bound."""

    case: str
    family: str
    method: str
    seed: int
    cpu_s: float
    cost: int | None
    gap_percent: float | None
    missed: int = 0
    faults: int = 0


def used_s() -> float:
    """Processor time of this process and of those it has waited for."""
    return sum(usage.ru_utime + usage.ru_stime for usage in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)))


def timed(work: Callable[[], int | None]) -> tuple[int | None, float]:
    before = used_s()
    return work(), used_s() - before


def ours(instance: Instance, options: argparse.Namespace, seed: int) -> int | None:
    effort = Effort(seed=seed, seconds=options.seconds, workers=options.workers)
    best = search(instance.data, effort).best
    return full_cost(best) if best.is_feasible() else None


def measured(instance: Instance, options: argparse.Namespace) -> list[Row]:
    rows = []
    for seed in range(1, options.seeds + 1):
        cost, spent = timed(partial(ours, instance, options, seed))
        rows.append(row(instance, "ours", seed, spent, cost))
        peers: dict[str, Callable[[], int | None]] = {"PyVRP, one run": partial(one_run, instance.data, spent, seed)}
        if seed == 1 and not options.no_or_tools:  # it draws no random numbers
            peers["OR-Tools"] = partial(or_tools, instance.data, spent)
        for name, peer in peers.items():
            rows.append(row(instance, name, seed, *reversed(timed(peer))))
        sys.stderr.write(table(rows[-len(peers) - 1 :]) + "\n")
    return rows


def row(instance: Instance, method: str, seed: int, spent: float, cost: int | None) -> Row:
    known = instance.best_known
    gap = None if cost is None or known is None else 100 * (cost / known - 1)
    return Row(instance.name, instance.family, method, seed, spent, cost, gap)


def county_rows(size: str, options: argparse.Namespace) -> list[Row]:
    stops, vans, drivers = (int(part) for part in size.split("x"))
    rows = []
    for seed in range(1, options.seeds + 1):
        problem = county(stops, vans, drivers, seed=seed)
        limits = Limits(time_s=options.seconds, seed=seed, threads=options.workers)
        before = used_s()
        plan = routing.solve(problem, limits=limits)
        spent = used_s() - before
        book = Book(problem)
        peer = read_plan(book, run_then_assign(book, spent, seed), "PyVRP, then drivers")
        after = used_s() - before - spent
        today = routing.practice(problem)
        for method, used, made in (
            ("ours", spent, plan),
            ("PyVRP, then drivers", after, peer),
            ("practice", 0.0, today),
        ):
            wrong = len(routing.faults(problem, made))
            gap = 100 * made.gap
            rows.append(Row(size, "county", method, seed, used, made.cost_fen, gap, made.missed, wrong))
        sys.stderr.write(table(rows[-3:]) + "\n")
    return rows


def table(rows: list[Row]) -> str:
    head = f"{'case':<22}{'method':<22}{'seed':>5}{'cpu s':>9}{'cost':>14}{'gap %':>9}{'missed':>8}{'faults':>8}"
    lines = [head]
    for one in rows:
        cost = "-" if one.cost is None else str(one.cost)
        gap = "-" if one.gap_percent is None else f"{one.gap_percent:.2f}"
        lines.append(
            f"{one.case:<22}{one.method:<22}{one.seed:>5}{one.cpu_s:>9.1f}{cost:>14}{gap:>9}{one.missed:>8}{one.faults:>8}"
        )
    return "\n".join(lines)


def medians(rows: list[Row]) -> str:
    """Per case and method, then over all cases: the median gap."""
    lines = [f"{'median gap %':<22}{'ours':>10}{'PyVRP':>10}{'OR-Tools':>10}"]
    methods = ("ours", "PyVRP, one run", "OR-Tools")
    found: dict[str, list[float]] = {method: [] for method in methods}
    for case in dict.fromkeys(one.case for one in rows if one.family != "county"):
        line = f"{case:<22}"
        for method in methods:
            gaps = [r.gap_percent for r in rows if r.case == case and r.method == method and r.gap_percent is not None]
            line += f"{median(gaps):>10.2f}" if gaps else f"{'-':>10}"
            found[method] += [median(gaps)] if gaps else []
        lines.append(line)
    if len(lines) > 1:
        total = "".join(f"{sum(gaps) / len(gaps):>10.2f}" if gaps else f"{'-':>10}" for gaps in found.values())
        lines.append(f"{'mean of medians':<22}{total}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="VRPLIB files beside their BKS.csv")
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time of each of our two chains")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--county", nargs="*", default=[], help="generated days, stops x vans x drivers")
    parser.add_argument("--no-or-tools", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [one for path in options.files for one in measured(read(path), options)]
    rows += [one for size in options.county for one in county_rows(size, options)]
    text = json.dumps([vars(one) for one in rows], indent=2) if options.json else f"{table(rows)}\n\n{medians(rows)}"
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()

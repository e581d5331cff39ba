"""Group purchasing: our plan against the textbook model in plain HiGHS and against item-by-item best quotes.

    python bench/purchasing.py ../shared/instances/lotsizing/trigeiro_X/*.txt --sizes 20x100x5 --seeds 3 --seconds 60

Files are lot sizing instances of Trigeiro: a supplier with a capacity, an order's cost and time per item, stock between
periods. Holding counts from the end of the period of production, and producing costs nothing, as in the published
values (BKS.csv beside the file or one folder up). Sizes are suppliers x items x steps, generated. CPU seconds of one
core; every plan of ours goes through the checker.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.purchasing import (
    Item,
    Member,
    Need,
    Offer,
    Problem,
    Scheme,
    Supplier,
    faults,
    practice,
    solve,
)
from lilian.planning.purchasing.table import Table

FEN = 0.01


@dataclass(frozen=True)
class Case:
    """`best_fen`: best known, where somebody published one."""

    name: str
    problem: Problem
    best_fen: int | None = None


@dataclass(frozen=True)
class Row:
    case: str
    method: str
    cost_yuan: float | None
    bound_yuan: float | None
    gap: float | None
    to_best: float | None
    cpu_s: float


def generated(suppliers: int, items: int, steps: int, seed: int) -> Case:
    """Each supplier offers three items in four, at prices about 17 % apart, and takes 1 to 4 % off at each step; its
    first step lies at 2 to 8 % of all units, each further one 1.7 times as high."""
    random = np.random.default_rng(seed)
    needs, base = random.integers(10, 200, items), random.integers(2000, 20000, items)
    made, offers = [], []
    for s in range(suppliers):
        first = random.uniform(0.02, 0.08) * int(needs.sum())
        starts = (0, *(int(first * 1.7**k) for k in range(steps - 1)))
        made.append(Supplier(f"S{s:02d}", Scheme(starts=starts)))
        off = [0.0, *np.cumsum(random.uniform(0.01, 0.04, steps - 1)).tolist()]
        for i in range(items):
            price = base[i] * random.uniform(0.9, 1.25)
            if random.random() < 0.75:
                offers.append(Offer(f"S{s:02d}", f"I{i:03d}", tuple((int(price * (1 - cut)),) for cut in off)))
    wanted = tuple(Need("M", f"I{i:03d}", int(units)) for i, units in enumerate(needs))
    goods = tuple(Item(f"I{i:03d}") for i in range(items))
    problem = Problem(goods, (Member("M", "V"),), wanted, tuple(made), tuple(offers))
    return Case(f"{suppliers}x{items}x{steps} seed {seed}", problem)


def trigeiro(path: Path) -> Case:
    """Items, periods, machines, capacity; per item unit time, holding, order time, order cost; demand by period."""
    numbers: list[float] = []
    for token in path.read_text().split():
        try:
            numbers.append(float(token))
        except ValueError:
            break
    items, periods, capacity = int(numbers[0]), int(numbers[1]), numbers[3]
    table = np.array(numbers[4 : 4 + 4 * items]).reshape(items, 4)
    first = 4 + 4 * items
    demand = np.array(numbers[first : first + items * periods]).reshape(periods, items)
    goods = tuple(Item(f"I{i:03d}", hold_fen=round(row[1] * 100)) for i, row in enumerate(table))
    needs = tuple(
        Need("M", f"I{i:03d}", round(demand[t, i]), t) for t in range(periods) for i in range(items) if demand[t, i] > 0
    )
    offers = tuple(
        Offer("S", f"I{i:03d}", ((0,),), order_fen=round(cost * 100), unit_load=round(unit), order_load=round(time))
        for i, (unit, _, time, cost) in enumerate(table.tolist())
    )
    supplier = Supplier("S", capacity=(round(capacity),) * periods)
    problem = Problem(goods, (Member("M", "V"),), needs, (supplier,), offers, periods=periods)
    return Case(path.stem, problem, best_known(path))


def best_known(path: Path) -> int | None:
    for folder in (path.parent, path.parent.parent):
        if (folder / "BKS.csv").exists():
            with (folder / "BKS.csv").open(encoding="utf-8") as stream:
                for row in csv.DictReader(stream):
                    if row["instance"].endswith(path.stem):
                        return round(float(row["best_known"]) * 100)
    return None


def textbook(problem: Problem) -> Table:
    """As it stands in a textbook: units by (offer, period, step), big-M by total demand, stock from period to period.
    For quantity steps on all units and one village; nothing else."""
    table, periods = Table(), range(problem.periods)
    total = sum(need.quantity for need in problem.needs)
    steps = {s.code: s.scheme.starts for s in problem.suppliers}
    reached = {
        (s, t, k): table.column(0.0, 1.0, whole=True) for s in steps for t in periods for k in range(len(steps[s]))
    }
    units = {
        (o.supplier, o.item, t, k): table.column(FEN * o.prices_fen[k][0])
        for o in problem.offers
        for t in periods
        for k in range(len(steps[o.supplier]))
    }
    stock = {(i.code, t): table.column(FEN * i.hold_fen) for i in problem.items for t in periods}
    wanted = {(need.item, need.period): need.quantity for need in problem.needs}
    for (item, t), kept in stock.items():
        bought = [(column, 1.0) for (_, i, when, _), column in units.items() if (i, when) == (item, t)]
        before = [(stock[item, t - 1], 1.0)] if t else []
        table.row([*bought, *before, (kept, -1.0)], wanted.get((item, t), 0), wanted.get((item, t), 0))
    loads: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for offer in problem.offers:
        for t in periods:
            mine = [units[offer.supplier, offer.item, t, k] for k in range(len(steps[offer.supplier]))]
            loads.setdefault((offer.supplier, t), []).extend((column, float(offer.unit_load)) for column in mine)
            if offer.order_fen or offer.order_load:
                ordered = table.column(FEN * offer.order_fen, 1.0, whole=True)
                table.row([*((column, 1.0) for column in mine), (ordered, -total)], upper=0)
                loads[offer.supplier, t].append((ordered, float(offer.order_load)))
    for supplier in problem.suppliers:
        for t in periods:
            if supplier.capacity is not None:
                table.row(loads[supplier.code, t], upper=supplier.capacity[t])
            ranges = pairwise([*steps[supplier.code], total + steps[supplier.code][-1] + 1])
            table.row([(reached[supplier.code, t, k], 1.0) for k in range(len(steps[supplier.code]))], upper=1)
            for k, (low, high) in enumerate(ranges):
                here = [(c, 1.0) for (s, _, when, kk), c in units.items() if (s, when, kk) == (supplier.code, t, k)]
                table.row([*here, (reached[supplier.code, t, k], -low)], lower=0)
                table.row([*here, (reached[supplier.code, t, k], -(high - 1))], upper=0)
    return table


Answer = tuple[int | None, int | None]  # cost and bound in fen


def ours(problem: Problem, limits: Limits) -> Answer:
    plan = solve(problem, limits=limits)
    broken = faults(problem, plan)
    if broken:
        raise SystemExit(f"our plan is unsound: {broken[0]}")
    return (None if plan.missing_units else plan.cost_fen), plan.lower_bound_fen


def plain(problem: Problem, limits: Limits) -> Answer:
    solver = prepared(limits, absolute_gap=0.9 * FEN)
    solver.passModel(textbook(problem).program())
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    return (round(info.objective_function_value / FEN) if found else None), int(
        max(0.0, info.mip_dual_bound) / FEN + 0.01
    )


def quotes(problem: Problem, _: Limits) -> Answer:
    plan = practice(problem)
    return (None if plan.missing_units else plan.cost_fen), None


METHODS: dict[str, Callable[[Problem, Limits], Answer]] = {
    "ours": ours,
    "HiGHS, textbook": plain,
    "item by item": quotes,
}


def measured(case: Case, limits: Limits) -> list[Row]:
    rows = []
    for name, method in METHODS.items():
        start = process_time()
        cost, bound = method(case.problem, limits)
        spent = process_time() - start
        gap = (cost - bound) / cost if cost and bound is not None else None
        to_best = cost / case.best_fen - 1 if cost and case.best_fen else None
        yuan = [None if fen is None else fen / 100 for fen in (cost, bound)]
        rows.append(Row(case.name, name, yuan[0], yuan[1], gap, to_best, spent))
    return rows


def table(rows: list[Row]) -> str:
    def figure(value: float | None, form: str) -> str:
        return "none" if value is None else format(value, form)

    head = f"{'case':<20}{'method':<18}{'cost yuan':>16}{'bound yuan':>16}{'gap':>10}{'to best':>10}{'CPU s':>9}"
    lines = [
        f"{r.case:<20}{r.method:<18}{figure(r.cost_yuan, ',.2f'):>16}{figure(r.bound_yuan, ',.2f'):>16}"
        f"{figure(r.gap, '.4%'):>10}{figure(r.to_best, '.4%'):>10}{r.cpu_s:>9.2f}"
        for r in rows
    ]
    return "\n".join([head, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="Trigeiro lot sizing instances")
    parser.add_argument("--sizes", nargs="*", default=["20x100x5"], help="generated: suppliers x items x steps")
    parser.add_argument("--seeds", type=int, default=3, help="generated problems of each size")
    parser.add_argument("--seconds", type=float, default=60.0, help="wall clock for each method and case")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    cases = [trigeiro(path) for path in options.files]
    for size in options.sizes:
        suppliers, items, steps = (int(part) for part in size.lower().split("x"))
        cases += [generated(suppliers, items, steps, seed) for seed in range(options.seeds)]
    rows = [row for case in cases for row in measured(case, Limits(time_s=options.seconds))]
    sys.stdout.write(json.dumps([vars(row) for row in rows], indent=2) if options.json else table(rows))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

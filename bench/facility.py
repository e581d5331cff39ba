"""Which stores to run: ours against HiGHS with the textbook and the strong model, the same wall clock for each.

python bench/facility.py FILES... [--seconds 120] [--json]

Reads OR-Library (`cap*`; `capb.txt:5000` puts a number in place of the word "capacity"), Holmberg and TBED1 files;
best known values from the `BKS.csv` one folder up. Every answer is worked out again outside its solver.
CPU seconds are the measure: the wall clock of a shared machine says little.
"""

import argparse
import csv
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time

import highspy
import numpy as np

from lilian.planning import facility
from lilian.planning.facility.flows import Server
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits


@dataclass(frozen=True)
class Case:
    name: str
    problem: facility.Problem
    best_known: float | None


@dataclass(frozen=True)
class Row:
    """`to_best`, `gap` in percent; None where there is no plan, or no best known."""

    case: str
    method: str
    cost: float | None
    to_best: float | None
    gap: float | None
    cpu_s: float
    wall_s: float


def read(text: str, *, whole: bool) -> Case:
    path, _, number = text.partition(":")
    file = Path(path)
    tokens = file.read_text().replace("capacity", number or "capacity").split()
    family = file.parent.name
    problem = {"orlib": orlib, "holmberg": holmberg, "tbed1_ss": tbed}[family](tokens)
    if family == "tbed1_ss" and not whole:
        problem = replace(problem, single_source=False)
    name = f"{family}/{file.stem}" + (f"_{number}" if number else "")
    return Case(name, problem, best_known(file.parent.parent / "BKS.csv", name))


def best_known(table: Path, name: str) -> float | None:
    if not table.exists():
        return None
    with table.open() as lines:
        found = {row["instance"]: float(row["best_known"]) for row in csv.DictReader(lines)}
    return found.get(name)


def orlib(tokens: list[str]) -> facility.Problem:
    m, n = int(tokens[0]), int(tokens[1])
    stores = [tokens[2 + 2 * j : 4 + 2 * j] for j in range(m)]
    rows = [tokens[2 + 2 * m + i * (m + 1) : 2 + 2 * m + (i + 1) * (m + 1)] for i in range(n)]
    capacity = [int(float(store[0])) for store in stores]
    demand = [int(float(row[0])) for row in rows]
    return facility.from_decimals([store[1] for store in stores], capacity, demand, [row[1:] for row in rows])


def holmberg(tokens: list[str]) -> facility.Problem:
    numbers = [int(float(token)) for token in tokens]
    m, n = numbers[:2]
    stores = np.array(numbers[2 : 2 + 2 * m]).reshape(m, 2)
    demand = np.array(numbers[2 + 2 * m : 2 + 2 * m + n])
    cost = np.array(numbers[2 + 2 * m + n : 2 + 2 * m + n + m * n]).reshape(m, n).T
    return facility.Problem(stores[:, 1], stores[:, 0], demand, cost, single_source=True)


def tbed(tokens: list[str]) -> facility.Problem:
    """Costs are per unit of demand here."""
    m, n = int(tokens[0]), int(tokens[1])
    demand = np.array([int(token) for token in tokens[2 : 2 + n]])
    capacity = [int(token) for token in tokens[2 + n : 2 + n + m]]
    micro = np.array([round(float(token) * 1e6) for token in tokens[2 + n + m :]])
    cost = micro[m : m + m * n].reshape(m, n).T * demand[:, None]
    return facility.Problem(micro[:m], capacity, demand, cost, single_source=True, grid=10**6)


def ours(problem: facility.Problem, seconds: float) -> tuple[float, float]:
    plan = facility.solve(problem, limits=Limits(time_s=seconds), explain=False)
    found = facility.faults(problem, plan)
    if found or not plan.feasible:
        raise SystemExit(f"a fault in our own plan: {found or 'unserved'}")
    return plan.cost / problem.grid, plan.lower_bound / problem.grid


def highs(problem: facility.Problem, seconds: float, *, strong: bool) -> tuple[float | None, float]:
    """The whole model at once; `strong` adds x_ij <= y_j."""
    n, m = problem.size
    solver = prepared(Limits(time_s=seconds))
    solver.passModel(whole_model(problem, strong=strong))
    solver.run()
    info = solver.getInfo()
    bound = info.mip_dual_bound / problem.grid * 1e4
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    values = np.array(solver.getSolution().col_value)
    return evaluated(problem, values[:m] > 0.5, values[m:].reshape(n, m)), bound


def evaluated(problem: facility.Problem, opened: np.ndarray, share: np.ndarray) -> float:
    """What HiGHS's answer costs, worked out from its open stores (shared) or from its pairs (whole)."""
    if not problem.single_source:
        return Server(problem).serve(opened).cost / problem.grid
    store = share.argmax(axis=1)
    load = np.bincount(store, problem.demand, problem.size[1])
    if (load > problem.capacity * opened).any():
        return float("inf")
    carried = int(problem.cost[np.arange(problem.size[0]), store].sum())
    return (int(problem.fixed_cost[np.unique(store)].sum()) + carried) / problem.grid


def whole_model(problem: facility.Problem, *, strong: bool) -> highspy.HighsLp:
    n, m = problem.size
    rows_of, cols_of = np.divmod(np.arange(n * m), m)
    lp = highspy.HighsLp()
    extra = n * m if strong else 0
    lp.num_col_, lp.num_row_ = m + n * m, n + m + extra
    lp.col_cost_ = np.concatenate([problem.fixed_cost, problem.cost.ravel()]) / 1e4
    lp.col_lower_, lp.col_upper_ = np.zeros(m + n * m), np.ones(m + n * m)
    kinds = [highspy.HighsVarType.kInteger] * m
    kind = highspy.HighsVarType.kInteger if problem.single_source else highspy.HighsVarType.kContinuous
    lp.integrality_ = kinds + [kind] * (n * m)
    lp.row_lower_ = np.concatenate([np.ones(n), np.full(m + extra, -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([np.ones(n), np.zeros(m + extra)])
    x, stores = m + np.arange(n * m), np.arange(m)
    rows = [n + stores, rows_of, n + cols_of]
    cols = [stores, x, x]
    values = [-problem.capacity.astype(float), np.ones(n * m), problem.demand[rows_of].astype(float)]
    if strong:
        links = n + m + np.arange(n * m)
        rows, cols = [*rows, links, links], [*cols, x, cols_of]
        values = [*values, np.ones(n * m), -np.ones(n * m)]
    row, col, value = np.concatenate(rows), np.concatenate(cols), np.concatenate(values)
    order = np.lexsort((row, col))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(col[order], np.arange(m + n * m + 1)).astype(np.int32)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = row[order].astype(np.int32), value[order]
    return lp


def measured(case: Case, seconds: float, methods: list[str]) -> list[Row]:
    every = {
        "ours": lambda: ours(case.problem, seconds),
        "HiGHS strong": lambda: highs(case.problem, seconds, strong=True),
        "HiGHS textbook": lambda: highs(case.problem, seconds, strong=False),
    }
    rows = []
    for name in methods:
        cpu, wall = process_time(), perf_counter()
        cost, bound = every[name]()
        cpu, wall = process_time() - cpu, perf_counter() - wall
        to_best = None if cost is None or case.best_known is None else 100 * (cost / case.best_known - 1)
        gap = None if cost is None else 100 * (cost - bound) / cost
        rows.append(Row(case.name, name, cost, to_best, gap, cpu, wall))
    return rows


def line(row: Row) -> str:
    shown = ["-" if value is None else f"{value:.4f}" for value in (row.cost, row.to_best, row.gap)]
    return (
        f"{row.case:<20}{row.method:<16}{shown[0]:>18}{shown[1]:>12}{shown[2]:>12}{row.cpu_s:>9.1f}{row.wall_s:>9.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--methods", nargs="*", default=["ours", "HiGHS strong", "HiGHS textbook"])
    parser.add_argument("--shared", action="store_true", help="TBED1 with demands that may be shared")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows: list[Row] = []
    heads = f"{'to best %':>12}{'gap %':>12}{'cpu s':>9}{'wall s':>9}"
    head = f"{'case':<20}{'method':<16}{'cost':>18}{heads}\n"
    sys.stdout.write("" if options.json else head)
    for file in options.files:
        for row in measured(read(file, whole=not options.shared), options.seconds, options.methods):
            rows.append(row)
            sys.stdout.write("" if options.json else line(row) + "\n")
            sys.stdout.flush()
    if options.json:
        sys.stdout.write(json.dumps([vars(row) for row in rows], indent=2) + "\n")


if __name__ == "__main__":
    main()

"""Whole lots into rooms: ours against plain HiGHS and OR-Tools CP-SAT, the same wall clock and one core for each.

python bench/assignment.py FILES... [--seconds 60] [--seeds 1] [--json]

Reads OR-Library files of the generalised assignment problem (least cost); best known values from the `BKS.csv` beside
them. Every answer is counted again outside its solver, and our bound by the auditor. One row a case and method: median
and worst over the seeds.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import highspy
import numpy as np
from ortools.sat.python import cp_model

from lilian.planning import assignment
from lilian.planning.assignment.mip import fits, kept, model, objective
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits

Answer = tuple[int | None, float]  # cost of a plan that places everything, lower bound


@dataclass(frozen=True)
class Case:
    name: str
    problem: assignment.Problem
    best_known: int | None


@dataclass(frozen=True)
class Row:
    """Gaps in percent: `to_best` median and `worst` over the seeds, `gap` to the method's own bound (its worst); None
    where there is no plan."""

    case: str
    method: str
    cost: float | None
    to_best: float | None
    worst: float | None
    gap: float | None
    cpu_s: float
    wall_s: float


def read(path: Path) -> Case:
    numbers = [int(float(token)) for token in path.read_text().split()]
    m, n = numbers[:2]
    cost = np.array(numbers[2 : 2 + m * n]).reshape(m, n).T
    weight = np.array(numbers[2 + m * n : 2 + 2 * m * n]).reshape(m, n).T
    capacity = numbers[2 + 2 * m * n : 2 + 2 * m * n + m]
    return Case(path.name, assignment.Problem(cost, weight, capacity), best_known(path.parent / "BKS.csv", path.name))


def best_known(table: Path, name: str) -> int | None:
    if not table.exists():
        return None
    with table.open() as lines:
        return {row["instance"]: int(row["best_known"]) for row in csv.DictReader(lines)}.get(name)


def counted(problem: assignment.Problem, room: np.ndarray) -> int | None:
    if (room < 0).any() or not fits(problem, room):
        return None
    return int(problem.cost[np.arange(len(room)), room].sum())


def ours(problem: assignment.Problem, limits: Limits) -> Answer:
    plan = assignment.solve(problem, limits=limits)
    found = assignment.faults(problem, plan)
    if found:
        raise SystemExit(f"a fault in our own plan: {found}")
    return counted(problem, plan.room), plan.lower_bound


def highs(problem: assignment.Problem, limits: Limits) -> Answer:
    """Every pair at once."""
    pairs = kept(problem, problem.usable, np.zeros(problem.size[0], np.int64))
    lp = model(problem, pairs, 0)
    lp.col_cost_ = objective(problem, pairs, place=False)
    solver = prepared(limits, absolute_gap=0.99)
    solver.passModel(lp)
    solver.run()
    bound = solver.getInfo().mip_dual_bound
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    chosen = np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5)
    room = np.full(problem.size[0], -1, np.int64)
    room[pairs.lots[chosen]] = pairs.rooms[chosen]
    return counted(problem, room), bound


def cp_sat(problem: assignment.Problem, limits: Limits) -> Answer:
    n, m = problem.size
    program = cp_model.CpModel()
    pairs = [[program.new_bool_var("") for _ in range(m)] for _ in range(n)]
    for lot in range(n):
        program.add_exactly_one(pairs[lot])
    for room in range(m):
        load = sum(int(problem.weight[lot, room]) * pairs[lot][room] for lot in range(n))
        program.add(load <= int(problem.capacity[room]))
    program.minimize(sum(int(problem.cost[i, j]) * pairs[i][j] for i in range(n) for j in range(m)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limits.time_s
    solver.parameters.num_workers = limits.threads
    solver.parameters.random_seed = limits.seed
    if solver.solve(program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound
    room = np.array([[solver.value(pair) for pair in row] for row in pairs]).argmax(axis=1)
    return counted(problem, room), solver.best_objective_bound


METHODS: dict[str, Callable[[assignment.Problem, Limits], Answer]] = {"ours": ours, "HiGHS": highs, "CP-SAT": cp_sat}


def measured(case: Case, method: str, seconds: float, seeds: int) -> Row:
    cpu, wall = process_time(), perf_counter()
    answers = [METHODS[method](case.problem, Limits(time_s=seconds, seed=seed)) for seed in range(seeds)]
    cpu, wall = (process_time() - cpu) / seeds, (perf_counter() - wall) / seeds
    costs = [cost for cost, _ in answers if cost is not None]
    if len(costs) < seeds:
        return Row(case.name, method, None, None, None, None, cpu, wall)
    gap = max(100 * (cost - bound) / max(1, abs(cost)) for cost, (_, bound) in zip(costs, answers, strict=True))
    if case.best_known is None:
        return Row(case.name, method, median(costs), None, None, gap, cpu, wall)
    off = [100 * (cost / case.best_known - 1) for cost in costs]
    return Row(case.name, method, median(costs), median(off), max(off), gap, cpu, wall)


def line(row: Row) -> str:
    shown = [row.cost, row.to_best, row.worst, row.gap]
    texts = ["-" if value is None else f"{value:.3f}" for value in shown]
    figures = "".join(f"{text:>12}" for text in texts)
    return f"{row.case:<12}{row.method:<10}{figures}{row.cpu_s:>9.1f}{row.wall_s:>9.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--methods", nargs="*", default=list(METHODS), choices=list(METHODS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    heads = "".join(f"{head:>12}" for head in ("cost", "to best %", "worst %", "own gap %"))
    sys.stdout.write("" if options.json else f"{'case':<12}{'method':<10}{heads}{'cpu s':>9}{'wall s':>9}\n")
    rows = []
    for file in options.files:
        case = read(file)
        for method in options.methods:
            rows.append(measured(case, method, options.seconds, options.seeds))
            sys.stdout.write("" if options.json else line(rows[-1]) + "\n")
            sys.stdout.flush()
    if options.json:
        sys.stdout.write(json.dumps([vars(row) for row in rows], indent=2) + "\n")


if __name__ == "__main__":
    main()

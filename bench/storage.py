"""Peak storage: our plan against OR-Tools min-cost flow, POT and today's practice, in one run and one table.

    python bench/storage.py peak-days.xlsx --sizes 2000x150 --runs 5

All solve the same problem with every arc. POT knows no stores behind doors, so each store whose doors can take more
than its space gets a dummy lot that fills the difference. Seconds are medians of wall clock on one core, costs are
worked out here.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from lilian.planning import transport
from lilian.planning.storage.greedy import served_in_turn
from lilian.planning.storage.model import Model
from lilian.planning.storage.split import network
from lilian.storage.sheets import read_peak
from peers import Array, dense, ortools_dense, ours, pot


@dataclass(frozen=True)
class Case:
    """One problem; `km` (n, m) and `tonnes`, `fen` turn units into what people read."""

    name: str
    problem: transport.Problem
    practice: Callable[[], Array]
    unit_tonnes: float
    unit_fen: float


@dataclass(frozen=True)
class Row:
    case: str
    method: str
    unplaced_tonnes: float
    cost_yuan: float
    proof: str
    seconds: float
    times_ours: float


def workbook_case(path: Path) -> Case:
    model = Model(read_peak(path).problem())
    problem = network(model, np.zeros(len(model.parts), np.bool_), 0)

    def practice() -> Array:
        flow = np.zeros((len(model.parts), model.columns), np.int64)
        for (row, column), weight_g in served_in_turn(model, may_split=True).items():
            flow[row, column] = weight_g // model.unit_g
        return flow

    return Case(path.name, problem, practice, model.unit_g / 1e6, model.unit_g / 1e9)


def generated_case(lots: int, stores: int, seed: int) -> Case:
    """Lots and stores at random in a county 40 km wide, a tenth more room than fruit; units of 10 kg."""
    random = np.random.default_rng(seed)
    here, there = random.random((lots, 1, 2)) * 40, random.random((1, stores, 2)) * 40
    km = np.sqrt(((here - there) ** 2).sum(axis=2)) * 1.4
    cost = np.rint((98 * km + 1800 + random.integers(40, 71, stores) * 400) * 1000).astype(np.int64)
    supply = random.integers(100, 2000, lots)
    share = random.random(stores) + 0.3
    capacity = np.floor(share / share.sum() * supply.sum() * 1.1).astype(np.int64) + 1
    problem = transport.Problem(cost, supply, capacity)
    return Case(f"{lots}x{stores}", problem, lambda: nearest_first(km, supply, capacity), 0.01, 1e-5)


def nearest_first(km: Any, supply: Array, capacity: Array) -> Array:
    """Each lot in turn to the nearest stores with space."""
    flow, space = np.zeros(km.shape, np.int64), capacity.copy()
    for row, amount in enumerate(supply.tolist()):
        for column in np.argsort(km[row]):
            taken = min(amount, int(space[column]))
            flow[row, column], space[column], amount = taken, space[column] - taken, amount - taken
            if not amount:
                break
    return flow


def practice(case: Case) -> Callable[[transport.Problem], tuple[Array, str]]:
    return lambda _: (case.practice(), "none")


def figures(case: Case, flow: Array) -> tuple[float, float]:
    """Tonnes unplaced and cost in yuan, worked out from the flow alone."""
    cost, allowed = dense(case.problem)
    used = flow.sum(axis=0)
    inside = case.problem.pool >= 0
    pools = np.bincount(case.problem.pool[inside], used[inside], len(case.problem.pool_capacity))
    if (flow[~allowed]).any() or (used > case.problem.capacity).any() or (pools > case.problem.pool_capacity).any():
        raise SystemExit(f"{case.name}: a flow breaks the problem")
    total = sum(int(amount) * int(price) for amount, price in zip(flow[flow > 0], cost[flow > 0], strict=True))
    return float((case.problem.supply.sum() - flow.sum()) * case.unit_tonnes), total * case.unit_fen / 100


def measured(case: Case, runs: int) -> list[Row]:
    methods = {"ours": ours, "OR-Tools dense": ortools_dense, "POT emd": pot, "practice": practice(case)}
    rows: list[Row] = []
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    answers = {}
    for _ in range(runs):
        for name, method in methods.items():  # in turn, so that a slow moment hits all alike
            start = perf_counter()
            answers[name] = method(case.problem)
            seconds[name].append(perf_counter() - start)
    for name, (flow, proof) in answers.items():
        unplaced, cost = figures(case, flow)
        spent = median(seconds[name])
        rows.append(Row(case.name, name, unplaced, cost, proof, spent, spent / median(seconds["ours"])))
    return rows


def table(rows: list[Row]) -> str:
    head = f"{'case':<24}{'method':<16}{'unplaced t':>12}{'cost yuan':>18}{'proof':>14}{'median s':>10}{'x ours':>8}"
    lines = [
        f"{r.case:<24}{r.method:<16}{r.unplaced_tonnes:>12.2f}{r.cost_yuan:>18,.2f}{r.proof:>14}{r.seconds:>10.3f}{r.times_ours:>8.2f}"
        for r in rows
    ]
    return "\n".join([head, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="peak workbooks")
    parser.add_argument("--sizes", nargs="*", default=["640x62", "2000x150"], help="generated sizes, lots x stores")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    cases = [workbook_case(path) for path in options.files]
    for size in options.sizes:
        lots, stores = size.lower().split("x")
        cases.append(generated_case(int(lots), int(stores), options.seed))
    rows = [row for case in cases for row in measured(case, options.runs)]
    sys.stdout.write(json.dumps([vars(row) for row in rows], indent=2) if options.json else table(rows))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

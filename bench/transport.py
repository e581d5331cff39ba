"""Transport at province size: our planner against OR-Tools, POT and HiGHS, then one change re-planned, in one table.

    python bench/transport.py --sizes 2000x150 20000x1000 --implicit 100000x3000 --runs 5

All solve the same generated problem with every arc; OR-Tools and POT leave no integer proof. `--implicit` sizes are
ours alone: costs are worked out from coordinates, and no peer holds that many arcs. Every method uses one core; times
are medians of processor seconds, which another load on the machine disturbs least, with wall clock beside them. The
first run of a method warms it up and is not counted.
"""

import argparse
import json
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numba import njit

from lilian.planning import transport
from lilian.planning.limits import Limits
from peers import Array, dense, highs, matrix_of, ortools_dense, ours, pot

HIGHS_ARCS = 60_000  # beyond, it takes minutes


@dataclass(frozen=True)
class Row:
    case: str
    method: str
    cost: int
    proof: str
    cpu_s: float
    wall_s: float
    times_ours: float
    peak_mb: int


@dataclass(frozen=True)
class Points:
    """Lots and stores at random in a county or province `width_km` wide, a tenth more room than fruit."""

    here: Any
    there: Any
    fee: Array
    supply: Array
    capacity: Array


def points(lots: int, stores: int, seed: int, width_km: float) -> Points:
    random = np.random.default_rng(seed)
    here, there = random.random((lots, 2)) * width_km, random.random((stores, 2)) * width_km
    supply = random.integers(100, 2000, lots)
    share = random.random(stores) + 0.3
    capacity = np.floor(share / share.sum() * supply.sum() * 1.1).astype(np.int64) + 1
    return Points(here, there, random.integers(40, 71, stores) * 400, supply, capacity)


def rows_cost(made: Points) -> Callable[[Array], Array]:
    """Cost per unit: road as the crow flies x 1.4 at 98 a km, handling and the store's fee, in thousandths of a fen."""
    return lambda rows: road_cost(made.here[rows], made.there, made.fee)


@njit(cache=True)
def road_cost(here: Array, there: Array, fee: Array) -> Array:
    cost = np.empty((len(here), len(there)), np.int64)
    for i in range(len(here)):
        for j in range(len(there)):
            apart = (here[i, 0] - there[j, 0]) ** 2 + (here[i, 1] - there[j, 1]) ** 2
            cost[i, j] = round((98 * 1.4 * np.sqrt(apart) + 1800 + fee[j]) * 1000)
    return cost


def explicit(lots: int, stores: int, seed: int) -> transport.Problem:
    made = points(lots, stores, seed, 40)
    return transport.Problem(rows_cost(made)(np.arange(lots)), made.supply, made.capacity)


def implicit(lots: int, stores: int, seed: int) -> transport.Problem:
    made = points(lots, stores, seed, 400)
    return transport.Problem(transport.ComputedCosts((lots, stores), rows_cost(made)), made.supply, made.capacity)


def cost_of(problem: transport.Problem, flow: Array) -> int:
    """Worked out from the flow alone; refused if it breaks the problem."""
    cost, allowed = dense(problem)
    if (
        flow[~allowed].any()
        or (flow.sum(axis=0) > problem.capacity).any()
        or (flow.sum(axis=1) != problem.supply).any()
    ):
        raise SystemExit("a flow breaks the problem")
    return sum(int(a) * int(b) for a, b in zip(flow[flow > 0], cost[flow > 0], strict=True))


def timed(act: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, cpu = perf_counter(), process_time()
    answer = act()
    return answer, process_time() - cpu, perf_counter() - wall


def compared(name: str, problem: transport.Problem, runs: int) -> list[Row]:
    methods = {"ours": ours, "OR-Tools dense": ortools_dense, "POT emd": pot}
    if problem.costs.size <= HIGHS_ARCS:
        methods["HiGHS"] = highs
    times: dict[str, list[tuple[float, float]]] = {method: [] for method in methods}
    answers = {}
    ours(problem)
    for _ in range(runs):
        for method, solve in methods.items():  # in turn, so that a slow moment hits all alike
            answers[method], cpu, wall = timed(lambda solve=solve: solve(problem))
            times[method].append((cpu, wall))
    best = median(cpu for cpu, _ in times["ours"])
    return [
        Row(
            name,
            method,
            cost_of(problem, flow),
            proof,
            median(cpu for cpu, _ in times[method]),
            median(wall for _, wall in times[method]),
            median(cpu for cpu, _ in times[method]) / best,
            peak_mb(),
        )
        for method, (flow, proof) in answers.items()
    ]


def replanned(name: str, problem: transport.Problem, runs: int, seed: int) -> Row:
    """One room or one lot changed at a time, each from the plan before."""
    random = np.random.default_rng(seed)
    plan = transport.solve(problem)
    spent = []
    for run in range(runs + 1):
        supply, capacity = problem.supply.copy(), problem.capacity.copy()
        if run % 2:
            capacity[random.integers(len(capacity))] //= 2
        else:
            supply[random.integers(len(supply))] *= 2
        problem = problem.changed(supply=supply, capacity=capacity)
        plan, cpu, wall = timed(lambda problem=problem, plan=plan: transport.solve(problem, start=plan))
        spent.append((cpu, wall))
        if not plan.proved or cost_of(problem, matrix_of(problem, plan)) != transport.solve(problem).cost:
            raise SystemExit("a re-plan is not the optimum")
    cpu_s, wall_s = median(cpu for cpu, _ in spent[1:]), median(wall for _, wall in spent[1:])
    return Row(name, "ours, one change", plan.cost, "bound = cost", cpu_s, wall_s, 0.0, peak_mb())


def alone(name: str, problem: transport.Problem) -> Row:
    plan, cpu, wall = timed(lambda: transport.solve(problem, limits=Limits(time_s=600)))
    proof = "bound = cost" if plan.proved else f"gap {plan.gap:.2e}"
    return Row(name, "ours", plan.cost, proof, cpu, wall, 1.0, peak_mb())


def peak_mb() -> int:
    """Most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def table(rows: list[Row]) -> str:
    head = f"{'case':<16}{'method':<18}{'cost':>20}{'proof':>14}{'cpu s':>9}{'wall s':>9}{'x ours':>8}{'MB':>7}"
    lines = [
        f"{r.case:<16}{r.method:<18}{r.cost:>20,}{r.proof:>14}{r.cpu_s:>9.3f}{r.wall_s:>9.3f}{r.times_ours:>8.2f}{r.peak_mb:>7}"
        for r in rows
    ]
    return "\n".join([head, *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["2000x150", "20000x1000"], help="lots x stores, with peers")
    parser.add_argument("--implicit", nargs="*", default=[], help="lots x stores, costs never held whole")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    # first, so that their peak of memory is their own
    rows = [alone(size, implicit(*map(int, size.split("x")), options.seed)) for size in options.implicit]
    for size in options.sizes:
        problem = explicit(*map(int, size.split("x")), options.seed)
        rows += [*compared(size, problem, options.runs), replanned(size, problem, options.runs, options.seed)]
    sys.stdout.write(json.dumps([vars(row) for row in rows], indent=2) if options.json else table(rows))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

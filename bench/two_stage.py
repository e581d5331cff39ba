"""Plants, depots, customers: ours against HiGHS with the textbook and the strong model, the same wall clock for each.

python bench/two_stage.py FILES... [--seconds 120] [--json]

Reads two-stage files (tscflp: numbers of plants, depots, customers; demands; capacity and cost of plants; costs plant x
depot; capacity and cost of depots; costs depot x customer; all a unit); best known values from the `BKS.csv` one folder
up. What HiGHS opens is served and costed again outside it. CPU seconds are the measure.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import highspy
import numpy as np

from facility import Row, best_known, line
from lilian.planning import two_stage
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.two_stage.flows import Server
from lilian.planning.two_stage.relaxation import Relaxation

Answered = tuple[float | None, float]


def read(file: Path) -> two_stage.Problem:
    numbers = np.array([int(float(token)) for token in file.read_text().split()])
    p, d, n = numbers[:3]
    cuts = np.cumsum([3, n, 2 * p, p * d, 2 * d, d * n])
    demand, plants, inbound, depots, outbound = np.split(numbers[: cuts[-1]], cuts[:-1])[1:]
    plants, depots = plants.reshape(p, 2), depots.reshape(d, 2)
    return two_stage.Problem(
        plants[:, 1], plants[:, 0], depots[:, 1], depots[:, 0], demand, inbound.reshape(p, d), outbound.reshape(d, n)
    )


def ours(problem: two_stage.Problem, seconds: float) -> Answered:
    plan = two_stage.solve(problem, limits=Limits(time_s=seconds))
    found = two_stage.faults(problem, plan)
    if found or plan.unserved.any():
        raise SystemExit(f"a fault in our own plan: {found or 'unserved'}")
    return plan.cost, plan.lower_bound


def highs(problem: two_stage.Problem, seconds: float, *, strong: bool) -> Answered:
    """The whole model at once; `strong` adds flow <= most x site for every flow."""
    linear = Relaxation(problem)
    if strong:
        add_links(linear)
    solver, model = prepared(Limits(time_s=seconds)), linear.highs.getLp()
    kinds = [highspy.HighsVarType.kInteger] * linear.sites
    model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (model.num_col_ - linear.sites)
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    bound = info.mip_dual_bound * linear.unit
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    opened = np.array(solver.getSolution().col_value)[: linear.sites] > 0.5
    served = Server(problem).serve(opened)
    return (float("inf") if served.unserved.any() else served.cost), bound


def add_links(linear: Relaxation) -> None:
    everywhere = np.concatenate([np.zeros(linear.sites), linear.most * 2.0])
    while linear.cut(everywhere):
        pass


METHODS: dict[str, Callable[[two_stage.Problem, float], Answered]] = {
    "ours": ours,
    "HiGHS strong": lambda problem, seconds: highs(problem, seconds, strong=True),
    "HiGHS textbook": lambda problem, seconds: highs(problem, seconds, strong=False),
}


def measured(file: Path, seconds: float) -> list[Row]:
    problem, name = read(file), f"{file.parent.name}/{file.stem}"
    best, rows = best_known(file.parent.parent / "BKS.csv", name), []
    for method, act in METHODS.items():
        cpu, wall = process_time(), perf_counter()
        cost, bound = act(problem, seconds)
        cpu, wall = process_time() - cpu, perf_counter() - wall
        to_best = None if cost is None or best is None else 100 * (cost / best - 1)
        gap = None if cost is None else 100 * (cost - bound) / cost
        rows.append(Row(name, method, cost, to_best, gap, cpu, wall))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [row for file in options.files for row in measured(file, options.seconds)]
    heads = f"{'to best %':>12}{'gap %':>12}{'cpu s':>9}{'wall s':>9}"
    table = "\n".join([f"{'case':<20}{'method':<16}{'cost':>18}{heads}", *map(line, rows)])
    sys.stdout.write((json.dumps([vars(row) for row in rows], indent=2) if options.json else table) + "\n")


if __name__ == "__main__":
    main()

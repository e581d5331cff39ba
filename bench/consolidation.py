"""The low season of a county: our plan and its bound against today's practice.

    python bench/consolidation.py [--sizes 62x145 12x24] [--seconds 60] [--seed 0] [--json]

Generated stores x rooms over six months; CPU seconds are the measure. Every plan is checked, its bound too.
"""

import argparse
import json
import sys
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the generated season is the tests' own

from lilian.planning.consolidation import faults, practice, solve
from lilian.planning.limits import Limits
from tests.planning.low_season import county


def measured(stores: int, rooms: int, seconds: float, seed: int) -> dict[str, object]:
    problem = county(stores, rooms, seed=seed)
    cpu, wall = process_time(), perf_counter()
    plan = solve(problem, limits=Limits(time_s=seconds))
    cpu, wall = process_time() - cpu, perf_counter() - wall
    today = practice(problem)
    found = faults(problem, plan)
    if found:
        raise SystemExit(f"a fault in our own plan: {found}")
    return {
        "case": f"{stores} stores, {rooms} rooms",
        "practice_yuan": today.cost.total / 100,
        "plan_yuan": plan.cost.total / 100,
        "bound_yuan": plan.lower_bound_fen / 100,
        "gap_percent": 100 * plan.gap,
        "saved_percent": 100 * (1 - plan.cost.total / today.cost.total),
        "room_months": sum(sum(months) for months in plan.running.values()),
        "room_months_today": sum(sum(months) for months in today.running.values()),
        "moves": len(plan.moves),
        "leaves": len(plan.leaves),
        "cpu_s": cpu,
        "wall_s": wall,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["62x145", "12x24"], help="stores x rooms")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sizes = [tuple(int(part) for part in size.split("x")) for size in options.sizes]
    found = [measured(stores, rooms, options.seconds, options.seed) for stores, rooms in sizes]
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return
    for row in found:
        for name, value in row.items():
            shown = f"{value:,.2f}" if isinstance(value, float) else str(value)
            sys.stdout.write(f"{name:<20}{shown:>24}\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()

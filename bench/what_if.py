"""How long one what-if of a county's peak plan takes, by kind of change.

python bench/what_if.py peak-days.xlsx --runs 5
"""

import argparse
from pathlib import Path
from statistics import median
from time import perf_counter

from lilian.planning import storage as planning
from lilian.storage.sheets import read_peak

TONNE_G = 1_000_000


def changes(problem: planning.Problem, plan: planning.Plan) -> dict[str, planning.Change]:
    busiest = max(plan.store_states, key=lambda state: state.used_g).store
    lot = plan.assignments[0].lot
    return {
        "close the busiest store": planning.CloseStore(busiest),
        "100 t more room there": planning.AddRoom(busiest, 100 * TONNE_G, 20 * TONNE_G),
        "freight up by a fifth": planning.ChangePrices(
            freight_fen_per_tonne_km=problem.terms.freight_fen_per_tonne_km * 1.2
        ),
        "one day more": planning.AddDays(1),
        "one lot locked": planning.Decide(locks=(planning.Lock(lot, busiest),)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workbook", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    problem = read_peak(given.workbook).good().problem()
    plan = planning.solve(problem)
    print(f"{len(problem.lots)} lots x {len(problem.stores)} stores x {problem.terms.days} days")
    for name, change in changes(problem, plan).items():
        seconds = []
        for _ in range(given.runs):
            start = perf_counter()
            planning.what_if(problem, plan, change)
            seconds.append(perf_counter() - start)
        print(f"{name:26} {median(seconds):6.2f} s (slowest {max(seconds):.2f} s)")


if __name__ == "__main__":
    main()

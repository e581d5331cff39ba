"""`python -m lilian.planning.routing < problem.json > plan.json`; exit code 2 and one line on stderr for bad input."""

import argparse
import json
import sys

from lilian.kernel.refusal import Refusal
from lilian.planning.limits import Limits
from lilian.planning.routing.check import faults
from lilian.planning.routing.greedy import practice
from lilian.planning.routing.solve import solve
from lilian.planning.routing.wire import json_schema, problem_from_json, to_json


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lilian.planning.routing", description=__doc__)
    parser.add_argument("--time", type=float, default=10.0, help="processor seconds of each search chain")
    parser.add_argument("--iterations", type=int, help="of each chain, instead of --time: the same answer anywhere")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--practice", action="store_true", help="today's practice instead of the best plan")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of problem and plan")
    options = parser.parse_args(arguments)
    if options.schema:
        sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
        return 0
    try:
        problem = problem_from_json(sys.stdin.buffer.read())
        limits = Limits(time_s=options.time, seed=options.seed, threads=options.workers)
        plan = practice(problem) if options.practice else solve(problem, limits=limits, iterations=options.iterations)
    except (Refusal, ValueError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.buffer.write(to_json(plan) + b"\n")
    found = faults(problem, plan)
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

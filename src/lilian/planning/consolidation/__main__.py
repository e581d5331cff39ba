"""`python -m lilian.planning.consolidation < problem.json > plan.json`; bad input: exit code 2, one line on stderr."""

import argparse
import json
import sys

from lilian.kernel.refusal import Refusal
from lilian.planning.consolidation.check import faults
from lilian.planning.consolidation.greedy import practice
from lilian.planning.consolidation.solve import solve
from lilian.planning.consolidation.wire import json_schema, problem_from_json, to_json
from lilian.planning.limits import Limits


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lilian.planning.consolidation", description=__doc__)
    parser.add_argument("--time", type=float, default=10.0, help="seconds to think")
    parser.add_argument("--gap", type=float, default=0.0, help="relative gap at which to stop")
    parser.add_argument("--practice", action="store_true", help="today's practice instead of the best plan")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of problem and plan")
    options = parser.parse_args(arguments)
    if options.schema:
        sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
        return 0
    try:
        problem = problem_from_json(sys.stdin.buffer.read())
        limits = Limits(time_s=options.time, gap=options.gap)
        plan = practice(problem) if options.practice else solve(problem, limits=limits)
    except (Refusal, ValueError, OverflowError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.buffer.write(to_json(plan) + b"\n")
    found = faults(problem, plan)
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

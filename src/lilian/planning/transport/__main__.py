"""`python -m lilian.planning.transport < problem.json > plan.json`; bad input: exit code 2, one line on stderr."""

import argparse
import json
import sys

from lilian.kernel.refusal import Refusal
from lilian.planning.limits import Limits
from lilian.planning.transport.check import faults
from lilian.planning.transport.solve import solve
from lilian.planning.transport.warm import warm
from lilian.planning.transport.wire import json_schema, problem_from_json, to_json


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lilian.planning.transport", description=__doc__)
    parser.add_argument("--time", type=float, default=10.0, help="seconds to think")
    parser.add_argument("--compile", action="store_true", help="compile the inner loops now, once for this machine")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a problem")
    options = parser.parse_args(arguments)
    if options.schema:
        sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
        return 0
    if options.compile:
        warm()
        return 0
    try:
        problem = problem_from_json(sys.stdin.buffer.read())
        plan = solve(problem, limits=Limits(time_s=options.time))
    except (Refusal, ValueError, OverflowError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.buffer.write(to_json(plan) + b"\n")
    found = faults(problem, plan)
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

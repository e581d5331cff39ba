"""`python -m lilian.planning.purchasing < problem.json > plan.json`; see `lilian.planning.door`."""

import sys
from argparse import ArgumentParser, Namespace

from lilian.planning.door import Topic, run
from lilian.planning.limits import Limits
from lilian.planning.purchasing.check import faults
from lilian.planning.purchasing.greedy import practice
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.report import report
from lilian.planning.purchasing.solve import solve
from lilian.planning.purchasing.wire import json_schema, problem_from_json, to_json


def add(parser: ArgumentParser) -> None:
    parser.add_argument("--report", action="store_true", help="with next steps, comparison and each village's share")


def write(problem: Problem, plan: Plan, options: Namespace) -> bytes:
    limits = Limits(time_s=options.time, gap=options.gap)
    return to_json(report(problem, plan, limits=limits) if options.report else plan)


TOPIC = Topic(
    name="purchasing",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=write,
    schema=json_schema,
    practice=practice,
    add=add,
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

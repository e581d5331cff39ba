"""`python -m lilian.planning.province < problem.json > plan.json`; see `lilian.planning.door`."""

import sys
from argparse import ArgumentParser, Namespace

from lilian.planning.door import Topic, run
from lilian.planning.fan import fan_over
from lilian.planning.limits import Limits
from lilian.planning.province.check import faults
from lilian.planning.province.plan import Plan
from lilian.planning.province.problem import Problem
from lilian.planning.province.solve import solve
from lilian.planning.province.warm import warm
from lilian.planning.province.wire import json_schema, problem_from_json, to_json


def fanned(problem: Problem, limits: Limits, options: Namespace) -> Plan:
    with fan_over(limits.threads, options.ray) as fan:
        return solve(problem, limits=limits, fan=fan)


def more(parser: ArgumentParser) -> None:
    parser.add_argument("--ray", help="address of a Ray cluster: auto, host:port, or local")
    parser.set_defaults(time=3600.0)


TOPIC = Topic(
    name="province",
    read=problem_from_json,
    solve=fanned,
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    add=more,
    warm=warm,
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

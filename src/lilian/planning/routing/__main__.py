"""`python -m lilian.planning.routing < problem.json > plan.json`; see `lilian.planning.door`.

`--time` is processor seconds of each search chain here; with `--iterations` the answer is the same anywhere.
`--compile` readies the loops, once a machine.
"""

import sys
from argparse import ArgumentParser

from lilian.planning.door import Topic, run
from lilian.planning.routing.check import faults
from lilian.planning.routing.greedy import practice
from lilian.planning.routing.solve import solve
from lilian.planning.routing.strings import warm
from lilian.planning.routing.wire import json_schema, problem_from_json, to_json


def add(parser: ArgumentParser) -> None:
    parser.add_argument("--iterations", type=int, help="of each chain, instead of --time")


TOPIC = Topic(
    name="routing",
    read=problem_from_json,
    solve=lambda problem, limits, options: solve(problem, limits=limits, iterations=options.iterations),
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    practice=practice,
    add=add,
    warm=lambda _: warm(),
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

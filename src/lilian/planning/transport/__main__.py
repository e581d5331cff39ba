"""`python -m lilian.planning.transport < problem.json > plan.json`; `--compile` readies the loops, once a machine."""

import sys

from lilian.planning.door import Topic, run
from lilian.planning.transport.check import faults
from lilian.planning.transport.solve import solve
from lilian.planning.transport.warm import warm
from lilian.planning.transport.wire import json_schema, problem_from_json, to_json

TOPIC = Topic(
    name="transport",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    warm=lambda _: warm(),
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

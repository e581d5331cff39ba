"""`python -m lilian.planning.packing < problem.json > plan.json`; `--compile` readies the loops, once a machine."""

import sys

from lilian.planning.door import Topic, run
from lilian.planning.packing.check import faults
from lilian.planning.packing.greedy import practice
from lilian.planning.packing.solve import solve
from lilian.planning.packing.warm import warm
from lilian.planning.packing.wire import json_schema, problem_from_json, to_json

TOPIC = Topic(
    name="packing",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    practice=practice,
    warm=lambda _: warm(),
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

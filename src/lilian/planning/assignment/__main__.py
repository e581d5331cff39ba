"""`python -m lilian.planning.assignment < problem.json > plan.json`; `--compile` readies the loops, once a machine."""

import sys

from lilian.planning.assignment.check import faults
from lilian.planning.assignment.greedy import practice
from lilian.planning.assignment.solve import solve
from lilian.planning.assignment.warm import warm
from lilian.planning.assignment.wire import json_schema, problem_from_json, to_json
from lilian.planning.door import Topic, run

TOPIC = Topic(
    name="assignment",
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

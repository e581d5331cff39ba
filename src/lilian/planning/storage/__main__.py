"""`python -m lilian.planning.storage < problem.json > plan.json`; see `lilian.planning.door`."""

import sys

from lilian.planning.door import Topic, run
from lilian.planning.storage.check import faults
from lilian.planning.storage.greedy import practice
from lilian.planning.storage.solve import solve
from lilian.planning.storage.warm import warm
from lilian.planning.storage.wire import json_schema, problem_from_json, to_json

TOPIC = Topic(
    name="storage",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    practice=practice,
    warm=warm,
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

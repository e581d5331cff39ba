"""`python -m lilian.planning.facility < problem.json > plan.json`; see `lilian.planning.door`."""

import sys

from lilian.planning.door import Topic, run
from lilian.planning.facility.check import faults
from lilian.planning.facility.greedy import practice
from lilian.planning.facility.solve import solve
from lilian.planning.facility.warm import warm
from lilian.planning.facility.wire import json_schema, problem_from_json, to_json

TOPIC = Topic(
    name="facility",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda problem, plan, _: to_json(problem, plan),
    schema=json_schema,
    practice=practice,
    warm=lambda _: warm(),
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

"""`python -m lilian.planning.two_stage < problem.json > plan.json`; see `lilian.planning.door`."""

import sys

from lilian.planning.door import Topic, run
from lilian.planning.transport.warm import warm
from lilian.planning.two_stage.check import faults
from lilian.planning.two_stage.greedy import practice
from lilian.planning.two_stage.solve import solve
from lilian.planning.two_stage.wire import json_schema, problem_from_json, to_json

TOPIC = Topic(
    name="two_stage",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda _problem, plan, _options: to_json(plan),
    schema=json_schema,
    practice=practice,
    warm=lambda _: warm(),
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

"""`python -m lilian.planning.consolidation < problem.json > plan.json`; see `lilian.planning.door`."""

import sys

from lilian.planning.consolidation.check import faults
from lilian.planning.consolidation.greedy import practice
from lilian.planning.consolidation.solve import solve
from lilian.planning.consolidation.wire import json_schema, problem_from_json, to_json
from lilian.planning.door import Topic, run

TOPIC = Topic(
    name="consolidation",
    read=problem_from_json,
    solve=lambda problem, limits, _: solve(problem, limits=limits),
    faults=faults,
    write=lambda _, plan, __: to_json(plan),
    schema=json_schema,
    practice=practice,
)


if __name__ == "__main__":
    sys.exit(run(TOPIC))

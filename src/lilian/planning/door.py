"""The door of every topic: `python -m lilian.planning.<topic> < problem.json > plan.json`.

Exit codes: 0 done; 1 the independent check found faults, one a line on stderr; 2 bad input, one line on stderr.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lilian.kernel.refusal import Refusal
from lilian.planning.limits import Limits


@dataclass(frozen=True)
class Topic:
    """What a topic puts behind its door; `add` gives its parser more options, which `solve` and `write` see; `warm`
    readies the compiled loops a problem (None: any) uses, before its clock starts: long once a machine."""

    name: str
    read: Callable[[bytes], Any]
    solve: Callable[[Any, Limits, Namespace], Any]
    faults: Callable[[Any, Any], list[str]]
    write: Callable[[Any, Any, Namespace], bytes]
    schema: Callable[[], dict[str, Any]]
    practice: Callable[[Any], Any] | None = None
    add: Callable[[ArgumentParser], None] | None = None
    warm: Callable[[Any], None] | None = None


def run(topic: Topic, arguments: list[str] | None = None) -> int:
    """Problem from stdin, plan to stdout, checked; the exit code."""
    options = parser(topic).parse_args(arguments)
    if options.schema:
        sys.stdout.write(json.dumps(topic.schema(), ensure_ascii=False, indent=2) + "\n")
        return 0
    if topic.warm and options.compile:
        topic.warm(None)
        return 0
    try:
        limits = Limits(time_s=options.time, gap=options.gap, seed=options.seed, threads=options.workers)
        problem = topic.read(sys.stdin.buffer.read())
        practice = topic.practice if options.practice else None
        if topic.warm and not practice:
            topic.warm(problem)
        plan = practice(problem) if practice else topic.solve(problem, limits, options)
        written = topic.write(problem, plan, options)
    except (Refusal, ValueError, OverflowError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.buffer.write(written + b"\n")
    faults = topic.faults(problem, plan)
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


def parser(topic: Topic) -> ArgumentParser:
    made = ArgumentParser(prog=f"lilian.planning.{topic.name}", description="Problem as JSON in, plan as JSON out.")
    made.add_argument("--time", type=float, default=10.0, help="seconds to think")
    made.add_argument("--gap", type=float, default=0.0, help="relative gap at which to stop")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--workers", type=int, default=1, help="processes or threads, where the topic can use more")
    made.add_argument("--schema", action="store_true", help="print the JSON Schema")
    made.set_defaults(practice=False)
    if topic.warm:
        made.add_argument("--compile", action="store_true", help="ready the compiled loops, once a machine")
    if topic.practice:
        made.add_argument("--practice", action="store_true", help="today's practice instead of the best plan")
    if topic.add:
        topic.add(made)
    return made

"""Sixteen who want crates at the same moment; `python -m tests.crates.race` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
from functools import partial

import django

from tests.ops.together import run, slowed, without_lock

PROCESSES, EACH, BOUGHT = 16, 10, 100


def no_lock() -> None:
    """PostgreSQL: the kind is read without a lock. SQLite: a transaction starts without the writer's lock."""
    from lilian.crates.actions import crates

    without_lock("crates.Crate")
    slowed(crates, "_has")


MUTANTS = {"no_lock": no_lock}


def main() -> None:
    django.setup()
    from lilian.crates.queries import soundness
    from lilian.crates.values import Holder, MoveKind
    from tests.crates.yard import has, moved, the_yard

    yard = the_yard(BOUGHT)
    holder = Holder(yard.goods.shop.pk)
    acts = [partial(moved, yard, MoveKind.HAND_OUT, EACH, holder, f"take {number}") for number in range(PROCESSES)]
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    told = run(acts)
    print(json.dumps({"told": told, "out": has(yard, holder)[0], "broken": list(soundness.faults(lambda done: None))}))


if __name__ == "__main__":
    main()

"""Sixteen who want crates at the same moment; `python -m tests.crates.race` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import time
from functools import partial
from typing import Any

import django

from tests.ops.together import run

PROCESSES, EACH, BOUGHT = 16, 10, 100


def no_lock() -> None:
    """PostgreSQL: the kind is read without a lock. SQLite: a transaction starts without the writer's lock."""
    from django.db import connection
    from django.db.models import QuerySet

    from lilian.crates.actions import crates

    connection.settings_dict["OPTIONS"].pop("transaction_mode", None)
    lock, has = QuerySet.select_for_update, crates._has

    def unlocked(self: Any, *args: Any, **options: Any) -> Any:
        return self if self.model._meta.label == "crates.Crate" else lock(self, *args, **options)

    def slowly(*near: Any) -> Any:
        found = has(*near)
        time.sleep(0.05)
        return found

    QuerySet.select_for_update, crates._has = unlocked, slowly


MUTANTS = {"no_lock": no_lock}


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
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

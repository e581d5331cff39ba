"""Offices that issue labels for the same fruit, and packers that take labels of one roll, at the same moment.

`python -m tests.brand.race SCENE` prints what came. LILIAN_MUTANT names a deliberate fault that the tests must see:
`no_lock` takes away the program's locks and the database's triggers.
"""

import json
import os
import sys
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, broken, run, slowed, without_lock

PROCESSES = 6
COUNT = 15  # labels for each: the fruit is enough for two of them


def issue(marking: Any, ask_id: int) -> Any:
    from lilian.brand import actions
    from tests.stock.goods import NOW

    return actions.issue(actor=marking.office, ask_id=ask_id, now=NOW)


def six_for_one_lot() -> list[Act]:
    from tests.brand.marking import the_marking

    marking = the_marking()
    return [partial(issue, marking, marking.asked(COUNT, f"ask-{number}")) for number in range(PROCESSES)]


def take(marking: Any, packing_id: int) -> Any:
    """The act alone: beside packing's own the audit chain's end keeps the others away already."""
    from lilian.brand import actions
    from tests.packing.boxing import LATER

    return actions.use_labels(actor=marking.boxing.packer, packing_id=packing_id, now=LATER)


def six_packings_with_one_roll() -> list[Act]:
    from tests.brand.marking import the_marking
    from tests.packing.boxing import packed

    marking = the_marking()
    marking.issued(2 * COUNT + 5)
    opened = [marking.opened(f"open-{number}") for number in range(PROCESSES)]
    for packing_id in opened:
        packed(marking.boxing, packing_id, *[2_510] * COUNT, key=f"box-{packing_id}")
    return [partial(take, marking, packing_id) for packing_id in opened]


SCENES = {scene.__name__: scene for scene in (six_for_one_lot, six_packings_with_one_roll)}


def no_lock() -> None:
    """Nobody holds the fruit or the roll, and the database does not look; what was read is a moment old."""
    from django.db import connection

    from lilian.brand import queries, rules
    from lilian.brand.actions import labels

    for name, table in (("backing_within", "backing"), ("spent_once", "spent"), ("issue_within", "issue")):
        on = f" ON brand_{table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER brand_{name}{on}")
    for label in ("brand.Issue", "brand.Licence"):
        without_lock(label)
    labels.hold_name = lambda name, *, wait: True
    slowed(queries, "fruit")
    slowed(rules, "next_labels")


def main() -> None:
    django.setup()
    acts = SCENES[sys.argv[1]]()
    if os.environ.get("LILIAN_MUTANT") == "no_lock":
        no_lock()
    told = run(acts)
    print(json.dumps({"told": told, "broken": broken("brand")}))


if __name__ == "__main__":
    main()

"""Clerks who promise for one lot, or take fruit in with one certificate, at the same moment.

`python -m tests.certificates.race SCENE` prints what came. LILIAN_MUTANT names a deliberate fault that the tests must
see: `no_lock` takes away the program's locks and the database's triggers.
"""

import json
import os
import sys
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, broken, run, slowed, without_lock

PROCESSES = 6


def promise(promising: Any, number: int) -> Any:
    from tests.receiving.scale import KG

    return promising.issued(f"race-{number}", draft=promising.part(40 * KG))


def six_for_one_lot() -> list[Act]:
    from tests.certificates.promising import the_promising

    promising = the_promising()
    return [partial(promise, promising, number) for number in range(PROCESSES)]


def take_in(promising: Any, number: str, key: int) -> Any:
    """The act alone: within a slip the audit chain's end keeps the others away already."""
    from lilian.certificates import actions
    from lilian.certificates.values import Brought
    from tests.receiving.scale import KG, NOW, SYSTEM

    coop = promising.scale.cast.coop
    brought = Brought(coop, promising.lot, promising.scale.variety, 100 * KG, number, "", seller_organisation_id=coop)
    return actions.collect(actor=SYSTEM, brought=brought, is_late=False, client_key=f"race-{key}", now=NOW)


def six_with_one_certificate() -> list[Act]:
    from tests.certificates.promising import the_promising
    from tests.receiving.scale import KG

    promising = the_promising()
    made = promising.issued(draft=promising.ahead(250 * KG))
    return [partial(take_in, promising, made.number, number) for number in range(PROCESSES)]


SCENES = {scene.__name__: scene for scene in (six_for_one_lot, six_with_one_certificate)}


def no_lock() -> None:
    """Nobody holds the lot or the certificate, and the database does not look; what was read is a moment old."""
    from django.db import connection

    from lilian.certificates import queries
    from lilian.certificates.actions import collecting, issuing

    for name, table in (("part", "part"), ("collected", "collected")):
        on = f" ON certificates_{table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER certificates_{name}_within{on}")
    without_lock("certificates.Certificate")
    for module in (collecting, issuing):
        module.hold_name = lambda name, *, wait: True
    slowed(queries, "promised_g")
    slowed(queries, "standing")


def main() -> None:
    django.setup()
    acts = SCENES[sys.argv[1]]()
    if os.environ.get("LILIAN_MUTANT") == "no_lock":
        no_lock()
    told = run(acts)
    print(json.dumps({"told": told, "broken": broken("certificates")}))


if __name__ == "__main__":
    main()

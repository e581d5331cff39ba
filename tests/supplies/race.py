"""Two stores hear of one batch at once, with two use-by days; `python -m tests.supplies.race` prints what came.

LILIAN_MUTANT names a deliberate fault that the test must see.
"""

import json
import os
from datetime import date
from functools import partial
from unittest.mock import patch

import django

from tests.ops.together import broken, run, slowed


def no_name() -> None:
    """Our own code looks without holding the batch: the database is alone."""
    from lilian.supplies.actions import moves

    patch.object(moves, "_hold_batches", lambda brought: None).start()


def nobody() -> None:
    from django.db import connection

    no_name()
    with connection.cursor() as cursor:
        on = " ON supplies_move" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER supplies_move_same_day{on}")


MUTANTS = {"no_name": no_name, "nobody": nobody}


def main() -> None:
    django.setup()
    from lilian.base.actors import system
    from lilian.supplies import actions
    from lilian.supplies.actions import moves
    from lilian.supplies.models import Balance
    from lilian.supplies.values import Brought, Spot
    from tests.supplies.test_supplies import LATER, NOW, SOON, Store

    store = Store()
    slowed(moves, "_check_expiry")
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()

    def bring(home: int, day: date) -> None:
        brought = [Brought(store.urea, 5, "B7", day, f"x:{home}")]
        actions.bring(actor=system("test"), spot=Spot(home), brought=brought, now=NOW)

    told = run([partial(bring, store.guo.pk, SOON), partial(bring, store.qiao.pk, LATER)])
    days = Balance.objects.values("expires_on").distinct().count()
    print(json.dumps({"told": told, "days": days, "broken": broken("supplies")}))


if __name__ == "__main__":
    main()

"""Sixteen who want one room at the same moment; `python -m tests.keeping.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

import django

from tests.ops.together import Act, run

PROCESSES = 16
WANTED_T = 10  # each, of a room of sixty


def asked(kept: Any, number: int) -> int:
    """A request whose days overlap with every other's, shifted so that no two are alike."""
    from lilian.base.policy import Role
    from lilian.keeping import actions
    from lilian.keeping.values import RequestDraft
    from tests.keeping.store import NOW, TODAY, TONNE

    first = TODAY + timedelta(days=number % 4)
    draft = RequestDraft(
        kept.guest.pk, kept.county.variety.pk, WANTED_T * TONNE, first, TODAY + timedelta(days=20 + number), 36.7, 110.9
    )
    return actions.ask_room(actor=kept.actor(Role.OFFICE), draft=draft, now=NOW)


def accept(kept: Any, request: int) -> None:
    from lilian.keeping import actions
    from tests.keeping.store import NOW

    actions.accept_room(actor=kept.actor(), request_id=request, room_id=kept.room.pk, now=NOW)


def all_want_one_room() -> list[Act]:
    from tests.keeping.store import the_store
    from tests.storage.stores import report

    kept = the_store()
    report(kept.room, 0)
    return [partial(accept, kept, asked(kept, number)) for number in range(PROCESSES)]


def fruit_comes_while_room_is_promised() -> list[Act]:
    """Eight want ten tonnes of room, eight put ten tonnes into it."""
    from tests.keeping.store import TONNE, put, the_store

    kept = the_store()
    put(kept, 1, "first")  # on the books before the race
    wants = [partial(accept, kept, asked(kept, number)) for number in range(PROCESSES // 2)]
    puts = [partial(put, kept, WANTED_T * TONNE, f"put {number}") for number in range(PROCESSES // 2)]
    return [act for pair in zip(wants, puts, strict=True) for act in pair]


def one_request_on_sixteen_phones() -> list[Act]:
    from tests.keeping.store import the_store
    from tests.storage.stores import report

    kept = the_store()
    report(kept.room, 0)
    request = asked(kept, 0)
    return [partial(accept, kept, request)] * PROCESSES


def a_booking_ends_while_fruit_comes_under_it() -> list[Act]:
    """Both need the room and the booking; each takes its time between the two."""
    from lilian.keeping import actions
    from lilian.keeping.models import Booking
    from tests.keeping.store import NOW, TONNE, put, the_store

    kept = the_store()
    put(kept, 1, "first")
    accept(kept, asked(kept, 0))
    booking = Booking.objects.get().pk
    booked, put_away = (import_module(f"lilian.keeping.actions.{name}") for name in ("booking", "put_away"))
    delayed(booked, "held")
    delayed(put_away, "use_booking")
    said = {"actor": kept.actor(), "booking_id": booking, "reason": "不用了", "now": NOW}
    return [partial(actions.end_booking, **said), partial(put, kept, TONNE, "under it", booking_id=booking)]


def delayed(module: Any, name: str) -> None:
    """Begins a moment after it is called."""
    act = getattr(module, name)

    def late(*said: Any) -> Any:
        time.sleep(0.3)
        return act(*said)

    module.__dict__[name] = late


SCENES = {
    scene.__name__: scene
    for scene in (
        all_want_one_room,
        fruit_comes_while_room_is_promised,
        one_request_on_sixteen_phones,
        a_booking_ends_while_fruit_comes_under_it,
    )
}


def no_look() -> None:
    """Our own code neither holds the room nor looks at it: the database is alone."""
    booking, put_away = (import_module(f"lilian.keeping.actions.{name}") for name in ("booking", "put_away"))
    for module, check in ((booking, "check_free"), (put_away, "check_space")):
        module.__dict__["held"] = lambda room_ids: None
        module.__dict__[check] = lambda *said: None


def no_keeper_at_all() -> None:
    """Nobody looks: neither our code nor the database."""
    from django.db import connection

    no_look()
    with connection.cursor() as cursor:
        for name, table in (("keeping_booking_counts", "keeping_booking"), ("keeping_putaway_fits", "keeping_putaway")):
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


MUTANTS = {"no_look": no_look, "no_keeper_at_all": no_keeper_at_all}


def what_stands() -> dict[str, Any]:
    from django.db.models import Sum

    from lilian.base import audit, verification
    from lilian.keeping.models import Booking, PutAway

    names = [name for name in verification.REGISTERED if name.startswith(("keeping", "stock"))]
    return {
        "booked_t": (Booking.objects.aggregate(sum=Sum("weight_g"))["sum"] or 0) // 1_000_000,
        "lies_t": (PutAway.objects.aggregate(sum=Sum("weight_g"))["sum"] or 0) // 1_000_000,
        "broken": [
            *audit.faults(),
            *(fault for name in names for fault in verification.REGISTERED[name].check(lambda done: None)),
        ],
    }


def main(what: str) -> None:
    django.setup()
    acts = SCENES[what]()
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""`python -m tests.ops.racing WHAT PROCESSES [mutant]`: so many forked processes do one thing at the same moment.

Prints JSON: how many failed, what stands in the database.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable

import django

EACH = 10  # events a process writes


def write(number: int) -> None:
    from tests.ops.acts import note

    for n in range(EACH):
        note("test.happened", f"{number}-{n}")


def ask(number: int) -> None:
    """The same request from every process; one that is told to wait asks again."""
    from django.utils import timezone

    from lilian.base import idempotency
    from tests.ops.acts import LIN, note

    def perform() -> idempotency.Answer:
        time.sleep(0.05)
        note("test.happened", "k1")
        return idempotency.Answer(201, "{}")

    request = idempotency.Request("k1", "POST /ask", b"")
    while True:
        with contextlib.suppress(idempotency.InProgress):
            idempotency.once(actor=LIN, request=request, now=timezone.now(), perform=perform)
            return
        time.sleep(0.01)


def unlock_head() -> None:
    """PostgreSQL: the head is read without its lock. SQLite: a transaction starts without the writer's lock."""
    from django.db import connection
    from django.db.models import QuerySet

    connection.settings_dict["OPTIONS"].pop("transaction_mode", None)
    QuerySet.select_for_update = lambda self, **options: self  # type: ignore[method-assign]


def loosen_keys() -> None:
    """No lock on the key, no transaction around looking and doing, no constraint behind them."""
    from django.db import connection

    from lilian.base import idempotency
    from lilian.base.models import IdempotencyKey

    with connection.schema_editor() as editor:
        editor.remove_constraint(IdempotencyKey, IdempotencyKey._meta.constraints[0])
    idempotency._hold = lambda owner, key: None
    idempotency.transaction = type("Loose", (), {"atomic": contextlib.nullcontext})


RACES: dict[str, tuple[Callable[[int], None], Callable[[], None]]] = {
    "write": (write, unlock_head),
    "ask": (ask, loosen_keys),
}


def slow_down() -> None:
    """Time between reading the head and writing the event, so that what can collide does."""
    from lilian.base import audit

    hashed = audit.event_hash

    def slowly(event: object) -> str:
        time.sleep(0.002)
        return hashed(event)  # type: ignore[arg-type]

    audit.event_hash = slowly


def race(act: Callable[[int], None], processes: int) -> int:
    """All wait at one pipe and go when it closes; return how many failed."""
    from django.db import connection

    connection.close()
    gate, opener = os.pipe()
    children = [_child(act, number, gate, opener) for number in range(processes)]
    time.sleep(0.3)  # until all of them stand there
    os.close(opener)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


def _child(act: Callable[[int], None], number: int, gate: int, opener: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(opener)
    os.read(gate, 1)
    code = 1
    try:
        act(number)
        code = 0
    finally:
        os._exit(code)


def main(what: str, processes: str, mutant: str = "") -> None:
    django.setup()
    from lilian.base import audit
    from lilian.base.models import AuditEvent

    act, mutate = RACES[what]
    if mutant:
        mutate()
    slow_down()
    failed = race(act, int(processes))
    written = AuditEvent.objects.filter(event="test.happened").count()
    print(json.dumps({"failed": failed, "written": written, "faults": list(audit.faults())}))


if __name__ == "__main__":
    main(*sys.argv[1:])

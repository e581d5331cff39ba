"""Two who tell the journal on while others post, and one who is killed while telling; real processes.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

from tests.ops.together import broken, killed, run
from tests.stock.race import KG, busy, prepared

TELLERS, POSTERS, POSTS = 3, 3, 12


def tell(rounds: int, told: Callable[[str], None] | None = None) -> None:
    from lilian.retelling import actions, queries
    from tests.stock.goods import NOW

    for _ in range(rounds):
        if actions.retell(now=NOW) and told:  # so that every blow falls on who tells
            told(str(queries.progress()))
        time.sleep(0.01)


def together() -> dict[str, Any]:
    county, lots = prepared(3, 1_000 * KG)
    posters = [partial(busy, county, lots, number, POSTS) for number in range(POSTERS)]
    said = run([*posters, *[partial(tell, 60)] * TELLERS])
    tell(1)
    return {"said": said, **what_is_told()}


def killed_while_telling(points: int) -> dict[str, Any]:
    """Entries are posted and told by one who is killed at any moment; another goes on."""
    from lilian.retelling.actions import retelling

    retelling.BATCH = 5
    county, lots = prepared(3, 10_000 * KG)

    def work(number: int, _: int, told: Callable[[str], None]) -> None:
        for step in range(10_000):
            busy(county, lots, number * 10_000 + step, 2)
            tell(1, told)

    killed(points, work)
    tell(1)
    return what_is_told()


def nobody_looks_again() -> None:
    """Where it was told to is read once, before: who is overtaken tells all the same."""
    from lilian.retelling.actions import retelling

    once = retelling.telling.progress
    seen: list[int] = []

    def progress(*, locked: bool = False) -> int:
        if not locked:
            seen[:] = [once()]
        return seen[0]

    retelling.telling.progress = progress
    retelling.hold_name = lambda *_, **__: True  # type: ignore[assignment]
    ready = retelling.exchange.own_ready

    def slowly(*said: Any) -> Any:
        time.sleep(0.05)
        return ready(*said)

    retelling.exchange.own_ready = slowly


MUTANTS = {"nobody_looks_again": nobody_looks_again}


def what_is_told() -> dict[str, Any]:
    from lilian.exchange.models import Event
    from lilian.stock.models import Entry
    from tests.retelling import oracle

    return {
        "entries": Entry.objects.count(),
        "events": Event.objects.count(),
        "differences": list(oracle.differences())[:5],
        "broken": broken("retelling")[:5],
    }


def main(what: str, points: str = "0") -> None:
    django.setup()
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps(killed_while_telling(int(points)) if what == "killed" else together()))


if __name__ == "__main__":
    main(*sys.argv[1:])

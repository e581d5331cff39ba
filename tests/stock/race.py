"""Real processes that post on hot lots at the same moment; `python -m tests.stock.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, broken, killed, run, slowed, without_lock

PROCESSES = 16
POSTS = 25  # a process on the hot lots
KG = 1_000


def prepared(lots: int, weight_g: int) -> tuple[Any, list[int]]:
    """Guo's co-operative with so many lots at its collection point."""
    from tests.stock import goods

    county = goods.the_goods()
    return county, [goods.received(county, weight_g, f"lot {number}") for number in range(lots)]


def all_want_the_same() -> list[Act]:
    """A hundred kilograms, and sixteen who take ten each."""
    county, (lot,) = prepared(1, 100 * KG)
    return [partial(take, county, lot, f"take {number}") for number in range(PROCESSES)]


def take(county: Any, lot: int, key: str) -> None:
    from lilian.stock import actions
    from lilian.stock.values import Outgoing
    from tests.stock.goods import NOW, TODAY, at

    outgoing = Outgoing((at(lot, county.point, 10 * KG),), TODAY)
    actions.ship(actor=county.actor(), outgoing=outgoing, client_key=key, now=NOW)


def one_slip_sent_sixteen_times() -> list[Act]:
    from tests.stock import goods

    county, _ = prepared(0, 0)
    return [partial(goods.received, county, 50 * KG, "slip")] * PROCESSES


def hot_lots() -> list[Act]:
    """Everybody moves, sells, holds, converts and takes back, over three lots and three places."""
    county, lots = prepared(3, 1_000 * KG)
    return [partial(busy, county, lots, number) for number in range(PROCESSES)]


def busy(
    county: Any, lots: list[int], number: int, posts: int = POSTS, told: Callable[[str], None] | None = None
) -> None:
    from lilian.kernel.refusal import Refusal

    draw = random.Random(number)
    for step in range(posts):
        key = f"{number}-{step}"
        try:
            draw.choice(DEEDS)(county, draw, lots, key)
        except Refusal:
            continue
        if told:
            told(key)


def move_two(county: Any, draw: random.Random, lots: list[int], key: str) -> None:
    """Two lots crosswise between two places: who locks in the order of asking waits for another for ever."""
    from lilian.stock import actions
    from lilian.stock.values import Transfer
    from tests.stock.goods import NOW, TODAY, at

    places = draw.sample([county.point, county.line, county.room], 2)
    first, second = draw.sample(lots, 2)
    transfers = [
        Transfer(at(first, places[0], draw.randint(1, 20 * KG)), places[1]),
        Transfer(at(second, places[1], draw.randint(1, 20 * KG)), places[0]),
    ]
    actions.move(actor=county.actor(), transfers=transfers, day=TODAY, client_key=key, now=NOW)


def sell(county: Any, draw: random.Random, lots: list[int], key: str) -> None:
    from lilian.stock import actions
    from lilian.stock.values import Outgoing
    from tests.stock.goods import NOW, TODAY, at

    line = at(draw.choice(lots), draw.choice([county.point, county.room]), draw.randint(1, 90 * KG))
    actions.ship(actor=county.actor(), outgoing=Outgoing((line,), TODAY), client_key=key, now=NOW)


def put_aside(county: Any, draw: random.Random, lots: list[int], key: str) -> None:
    from tests.stock.goods import reserved

    reserved(county, draw.choice(lots), draw.randint(1, 60 * KG), key)


def sort_two(county: Any, draw: random.Random, lots: list[int], key: str) -> None:
    from tests.stock.goods import at, sorted_out

    taken = [at(lot, county.point, draw.randint(1, 15 * KG)) for lot in draw.sample(lots, 2)]
    whole = sum(line.weight_g for line in taken)
    sorted_out(county, taken, [("first", whole * 6 // 10 + 1), ("second", whole // 4 + 1)], key)


DEEDS = (move_two, move_two, sell, put_aside, sort_two)
SCENES = {scene.__name__: scene for scene in (all_want_the_same, one_slip_sent_sixteen_times, hot_lots)}


def no_lock() -> None:
    """PostgreSQL: balances are read without a lock. SQLite: a transaction starts without the writer's lock."""
    from lilian.base.drawn import Question
    from lilian.stock.actions import spots

    without_lock("stock.Balance")
    spots.LYING = Question(spots.LYING._ask)  # its statement is drawn up anew, without a lock
    slowed(spots, "read")


def no_order() -> None:
    """Spots are locked one by one, in any order."""
    from lilian.stock.actions import spots

    read = spots.read

    def one_by_one(near: Any) -> Any:
        for spot in random.sample(list(near), len(near)):
            read([spot])
            time.sleep(0.01)
        return read(near)

    spots.read = one_by_one


MUTANTS = {"no_lock": no_lock, "no_order": no_order}


def what_stands() -> dict[str, Any]:
    from lilian.stock.models import Entry, Hold

    return {
        "entries": sorted(Entry.objects.values_list("client_key", flat=True)),
        "holds": sorted(Hold.objects.values_list("client_key", flat=True)),
        "broken": broken("stock"),
    }


def killed_while_posting(points: int) -> dict[str, Any]:
    """A process that posts, killed at a random moment, so many times; what it said was done is looked for."""
    county, lots = prepared(3, 10_000 * KG)
    busy(county, lots, -1, 20)  # so that what it needs is there before the first is born
    return {"acked": killed(points, partial(busy, county, lots))}


def main(what: str, points: str = "0") -> None:
    django.setup()
    if what == "killed":
        print(json.dumps({**killed_while_posting(int(points)), **what_stands()}))
        return
    acts = SCENES[what]()
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main(*sys.argv[1:])

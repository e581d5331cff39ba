"""A recall while lines sort and packers send; `python -m tests.tracing.race` prints what came of it.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import time
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, meeting, run, without_lock

SORTING = 2


def recall(despatch: Any, code: str) -> int:
    from lilian.trace import actions
    from lilian.trace.values import RecallDraft, Start, StartKind
    from tests.parcels.despatch import SENT

    draft = RecallDraft(Start(StartKind.LOT, code), "农残")
    return actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key="r", now=SENT)


def sort(despatch: Any, meet: Any, number: int) -> None:
    from lilian.stock.values import Line, Spot
    from tests.stock.goods import KG, sorted_out

    meet()  # when the recall has looked for the first time
    goods = despatch.boxing.goods
    sorted_out(goods, [Line(Spot(despatch.boxing.first, goods.line), 10 * KG)], [("second", 9 * KG)], f"late-{number}")


def send(despatch: Any, meet: Any) -> None:
    meet()
    despatch.send(despatch.boxes[0])


def let_them_meet(meet: Any, is_locked: bool) -> None:
    """Between the recall's first look and its first lock, so that what can slip through does."""
    from lilian.trace.actions import recalling

    look, looked = recalling.queries.extent, []

    def first_then_meet(seeds: Any) -> Any:
        found = look(seeds)
        if not looked:
            looked.append(True)
            meet()
            time.sleep(0 if is_locked else 1.5)
        return found

    recalling.queries.extent = first_then_meet


def no_second_look() -> None:
    """What was reached at first is stopped, and nobody looks again."""
    from lilian.trace.actions import recalling

    without_lock()
    recalling.held_still = recalling._looked


def main() -> None:
    django.setup()
    from lilian.stock.models import Lot
    from tests.parcels.despatch import the_despatch

    despatch = the_despatch()
    mutant = os.environ.get("LILIAN_MUTANT", "")
    meet = meeting(SORTING + 2, is_locked=not mutant)
    let_them_meet(meet, is_locked=not mutant)
    if mutant:
        no_second_look()
    code = Lot.objects.earliest("pk").code
    acts: list[Act] = [partial(recall, despatch, code), partial(send, despatch, meet)]
    acts += [partial(sort, despatch, meet, number) for number in range(SORTING)]
    print(json.dumps({"told": run(acts), **after(code)}))


def after(code: str) -> dict[str, Any]:
    """Lots that came of the recalled one and are not stopped; boxes that are out and nobody was told of."""
    from lilian.base import audit
    from lilian.stock.queries import conditions
    from lilian.trace import queries
    from lilian.trace.models import Notice
    from lilian.trace.values import Start, StartKind

    reached = queries.forward(queries.seeds(Start(StartKind.LOT, code)))
    stands = conditions(reached.lots.lot_ids)
    loose = [key for key in reached.lots.lot_ids if stands.get(key) != "recalled"]
    told = sum(Notice.objects.values_list("boxes", flat=True))
    return {"loose": loose, "untold": len(reached.loaded) - told, "broken": list(audit.faults())}


if __name__ == "__main__":
    main()

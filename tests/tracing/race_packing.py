"""A recall while a box is packed, or a packing ends; `python -m tests.tracing.race_packing batch|beside` prints what
came of it.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from functools import partial
from typing import Any

import django

from tests.ops.together import meeting, run, without_lock
from tests.tracing.race import let_them_meet


def recall(despatch: Any, start: Any) -> int:
    from lilian.trace import actions
    from lilian.trace.values import RecallDraft
    from tests.parcels.despatch import SENT

    office = despatch.boxing.goods.actor()
    return actions.open_recall(actor=office, draft=RecallDraft(start, "异味"), client_key="r", now=SENT)


def pack(despatch: Any, packing: int, meet: Any, is_locked: bool) -> None:
    from lilian.packing.actions import boxes
    from tests.packing.boxing import packed

    meet_behind(boxes, "check_running", meet, is_locked)
    packed(despatch.boxing, packing, 2_500, key="slips")


def end(despatch: Any, packing: int, meet: Any, is_locked: bool) -> None:
    from lilian.stock.actions import spots
    from tests.packing.boxing import closed

    meet_behind(spots, "check_conditions", meet, is_locked)
    closed(despatch.boxing, packing, 2_600, key="ends")


def meet_behind(module: Any, name: str, meet: Any, is_locked: bool) -> None:
    """What this look allowed is not written yet when the recall comes."""
    check = getattr(module, name)

    def check_then_meet(*asked: Any, **said: Any) -> None:
        check(*asked, **said)
        meet()
        time.sleep(0 if is_locked else 1.5)

    setattr(module, name, check_then_meet)


def nothing_beside() -> None:
    """What is in the tank and of which nothing is taken may be recalled while the packing ends."""
    from lilian.packing.actions import closing
    from lilian.stock.values import Conversion

    without_lock()
    closing.Conversion = lambda taken, made, day, note, beside: Conversion(taken, made, day, note)


MUTANTS = {"no_lock": lambda: without_lock("packing.Packing"), "nothing_beside": nothing_beside}


def main() -> None:
    django.setup()
    from lilian.packing.values import batch_code
    from lilian.stock.models import Lot
    from lilian.trace.values import Start, StartKind
    from tests.packing.boxing import on_the_line, opened, packed
    from tests.parcels.despatch import the_despatch
    from tests.stock.goods import KG

    despatch, mutant, story = the_despatch(), os.environ.get("LILIAN_MUTANT", ""), sys.argv[1]
    second = on_the_line(despatch.boxing.goods, 10 * KG, key="qiao")
    packing = opened(despatch.boxing, "runs", lot_ids=(despatch.boxing.first, second))
    packed(despatch.boxing, packing, 2_500, key="before")
    meet = meeting(2, is_locked=not mutant)
    let_them_meet(meet, is_locked=True)
    MUTANTS.get(mutant, lambda: None)()
    if story == "batch":
        start, other = Start(StartKind.BATCH, batch_code(packing)), partial(pack, despatch, packing, meet, not mutant)
    else:
        start = Start(StartKind.LOT, Lot.objects.get(pk=second).code)
        other = partial(end, despatch, packing, meet, not mutant)
    print(json.dumps({"told": run([partial(recall, despatch, start), other]), **after(packing)}))


def after(packing: int) -> dict[str, Any]:
    """Boxes of it nobody called back, those somebody did, and whether it ended."""
    from lilian.base import audit
    from lilian.packing.models import Box, Closing

    boxes = Box.objects.filter(packing=packing)
    return {
        "free": boxes.filter(recall__isnull=True).count(),
        "marked": boxes.filter(recall__isnull=False).count(),
        "ended": Closing.objects.filter(packing=packing).exists(),
        "broken": list(audit.faults()),
    }


if __name__ == "__main__":
    main()

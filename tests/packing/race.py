"""Offices that add specifications at the same moment; `python -m tests.packing.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, meeting, run, without_lock

PROCESSES = 8


def add(goods: Any, code: str, gtin: str = "") -> int:
    from lilian.packing import actions
    from lilian.packing.values import SpecDraft
    from tests.packing.boxing import FIGURES
    from tests.stock.goods import NOW, TODAY

    draft = SpecDraft(code, code, goods.variety.pk, "first", gtin)
    said = {"figures": FIGURES, "effective_from": TODAY, "source": "测试", "now": NOW}
    return actions.add_spec(actor=goods.actor(), draft=draft, **said)


def eight_without_a_bar_code() -> list[Act]:
    from tests.stock.goods import the_goods

    goods = the_goods()
    return [partial(add, goods, f"S-{number}") for number in range(PROCESSES)]


def eight_of_one_code() -> list[Act]:
    from tests.stock.goods import the_goods

    goods = the_goods()
    return [partial(add, goods, "S")] * PROCESSES


SCENES = {scene.__name__: scene for scene in (eight_without_a_bar_code, eight_of_one_code)}


def let_them_meet(is_locked: bool) -> None:
    """Between reading the last number and writing the next one, so that what can collide does."""
    from lilian.packing.actions import specs

    numbered, meet = specs._next_own_gtin, meeting(PROCESSES, is_locked=is_locked)

    def met() -> str:
        found = numbered()
        meet()
        return found

    specs._next_own_gtin = met


def no_lock() -> None:
    """PostgreSQL: nobody holds the line of numbers. SQLite: a transaction starts without the writer's lock."""
    from lilian.packing.actions import specs

    without_lock()
    specs.hold_name = lambda name, *, wait: True


MUTANTS = {"no_lock": no_lock}


def main() -> None:
    django.setup()
    acts = SCENES[sys.argv[1]]()
    mutant = os.environ.get("LILIAN_MUTANT", "")
    let_them_meet(is_locked=mutant != "no_lock")
    if mutant:
        MUTANTS[mutant]()
    told = run(acts)
    from lilian.base import audit
    from lilian.packing.models import Spec

    seen = list(Spec.objects.order_by("pk").values_list("code", "gtin"))
    print(json.dumps({"told": told, "specs": seen, "broken": list(audit.faults())}))


if __name__ == "__main__":
    main()

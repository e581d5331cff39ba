"""Real processes that adopt at the same moment; `python -m tests.idling.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
from typing import Any

import django

from tests.ops.together import Act, run


def two_plans() -> list[Act]:
    """Of the same rooms; each moves fruit."""
    from lilian.idling import actions
    from tests.idling import season as cast
    from tests.web.stores_site import ACTOR

    season = cast.the_season()
    plans = [cast.solved(season).pk, cast.solved(season).pk]
    return [lambda pk=pk: actions.adopt_plan(actor=ACTOR, plan_id=pk, now=season.now) for pk in plans]


def one_plan_twice() -> list[Act]:
    return two_plans()[:1] * 2


SCENES = {scene.__name__: scene for scene in (two_plans, one_plan_twice)}


def old_loads_stay() -> None:
    """The plan that holds no more leaves its transfers behind."""
    from lilian.idling.actions import adopting

    adopting._end_open = lambda plan, actor, now: 0


MUTANTS = {"old_loads_stay": old_loads_stay}


def what_stands() -> dict[str, Any]:
    from django.db.models import Count, Q

    from lilian.base import audit
    from lilian.base.models import AuditEvent
    from lilian.idling.models import IdlingPlan

    still_open = Count("tasks", filter=Q(tasks__end__isnull=True))
    counted = IdlingPlan.objects.annotate(tasks_made=Count("tasks"), still_open=still_open).order_by("pk")
    return {
        "plans": list(counted.values_list("status", "tasks_made", "still_open")),
        "events": list(AuditEvent.objects.order_by("number").values_list("event", flat=True)),
        "broken": list(audit.faults()),
    }


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    acts = SCENES[sys.argv[1]]()
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main()

"""Real processes that act on one database at the same moment; `python -m tests.storage.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
import time
from typing import Any

import django

from tests.ops.together import Act, run


def two_plans_for_one_room() -> list[Act]:
    """Sixty tonnes each into a hundred."""
    from lilian.base.policy import Role
    from lilian.storage import actions
    from lilian.storage.models import PendingLot, Store
    from tests.storage import stores

    county = stores.reported_county()
    lin = county.actor(Role.OFFICE)
    Store.objects.filter(pk=county.store.pk).update(intake_g_per_day=200 * stores.TONNE)
    actions.close_store(actor=lin, store_id=county.other.pk, reason="检修", now=stores.NOW)
    plans = []
    for code in ("P1", "P2"):
        PendingLot.objects.update(status="cancelled")
        stores.lot(county, code, tonnes=60)
        plans.append(actions.start_live_plan(actor=lin, first_day=stores.TODAY, now=stores.NOW))
    stores.work_off()
    PendingLot.objects.update(status="waiting")
    return [lambda plan=plan: actions.adopt_plan(actor=lin, plan_id=plan, now=stores.NOW) for plan in plans]


def one_load_on_six_phones() -> list[Act]:
    from lilian.base.policy import Role
    from lilian.storage import actions
    from tests.storage import stores

    county = stores.the_county()
    line = stores.expected(stores.plan(), county.store)
    keeper = county.actor(Role.KEEPER)
    said = {"actor": keeper, "expected_id": line.pk, "weight_g": stores.TONNE, "now": stores.NOW}
    return [lambda key=key: actions.record_arrival(client_key=key, **said) for key in "abcdef"]


def two_loads_of_one_lot() -> list[Act]:
    from lilian.base.policy import Role
    from lilian.storage import actions
    from lilian.storage.models import ExpectedArrival
    from tests.storage import stores

    county, of = stores.the_county(), stores.plan()
    lot = stores.lot(county)
    lines = [stores.expected(of, to, tonnes=5) for to in (county.store, county.other)]
    ExpectedArrival.objects.update(lot=lot)
    said = {"actor": county.actor(Role.OFFICE), "weight_g": 5 * stores.TONNE, "now": stores.NOW}
    return [
        lambda line=line: actions.record_arrival(expected_id=line.pk, client_key=str(line.pk), **said) for line in lines
    ]


def a_load_comes_while_its_plan_is_withdrawn() -> list[Act]:
    from lilian.base.policy import Role
    from lilian.storage import actions
    from lilian.storage.models import ExpectedArrival
    from tests.storage import stores

    county, of = stores.the_county(), stores.plan()
    line = stores.expected(of, county.store)
    ExpectedArrival.objects.update(lot=stores.lot(county))
    lin = county.actor(Role.OFFICE)
    said = {"actor": lin, "expected_id": line.pk, "weight_g": stores.TONNE, "client_key": "a", "now": stores.NOW}
    return [
        lambda: actions.record_arrival(**said),
        lambda: actions.withdraw_plan(actor=lin, plan_id=of.pk, reason="下雨", now=stores.NOW),
    ]


def one_form_sent_ten_times() -> list[Act]:
    from lilian.base.policy import Role
    from lilian.storage import actions
    from tests.storage import stores

    county = stores.the_county()
    stock = {room.pk: stores.TONNE for room in county.rooms}
    keeper = county.actor(Role.KEEPER)
    return [lambda: actions.report_fill(actor=keeper, stock_g_by_room=stock, client_key="k", now=stores.NOW)] * 10


SCENES = {
    scene.__name__: scene
    for scene in (
        two_plans_for_one_room,
        one_load_on_six_phones,
        two_loads_of_one_lot,
        a_load_comes_while_its_plan_is_withdrawn,
        one_form_sent_ten_times,
    )
}


def no_recheck() -> None:
    """Adoption trusts what was worked out."""
    from lilian.storage.actions import adopting

    adopting.check_world = lambda actor, world, now: None


def no_lock() -> None:
    """Adoption looks at the world without holding it still."""
    from django.db.models import QuerySet

    from lilian.storage.actions import adopting

    lock, check = QuerySet.select_for_update, adopting.check_world

    def looked(actor: Any, world: Any, now: Any) -> None:
        check(actor, world, now)
        time.sleep(0.5)

    def unlocked(self: Any, *args: Any, **options: Any) -> Any:
        return self if self.model._meta.app_label == "storage" else lock(self, *args, **options)

    QuerySet.select_for_update, adopting.check_world = unlocked, looked


MUTANTS = {"no_recheck": no_recheck, "no_lock": no_lock}


def what_stands() -> dict[str, Any]:
    from lilian.base import audit
    from lilian.base.models import AuditEvent
    from lilian.storage.models import Arrival, ExpectedArrival, FillReport, PendingLot

    return {
        "lines": list(ExpectedArrival.objects.values_list("lot_code", "store_code", "weight_g", "is_cancelled")),
        "lots": dict(PendingLot.objects.values_list("code", "status")),
        "arrivals": list(Arrival.objects.values_list("weight_g", flat=True)),
        "reports": FillReport.objects.count(),
        "events": list(AuditEvent.objects.order_by("number").values_list("event", flat=True)),
        "broken": list(audit.faults()),
    }


def main() -> None:
    django.setup()
    acts = SCENES[sys.argv[1]]()
    mutant = os.environ.get("LILIAN_MUTANT")
    if mutant:
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main()

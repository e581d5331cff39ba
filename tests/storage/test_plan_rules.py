"""People overrule a plan with a reason, and see what it costs."""

from datetime import timedelta

import pytest

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.planning.storage import LockedAndExcluded, LockedTooMuch, UnknownCode
from lilian.storage import actions, queries
from lilian.storage.actions.reasons import NoReason
from lilian.storage.actions.rules import AlreadyDecided, AlreadyWithdrawn, PlanAdopted
from lilian.storage.models import PlanRule, StoragePlan
from tests.storage.stores import NOW, TODAY, TONNE, County, events, lot, reported_county, work_off
from tests.storage.test_live_plan import adopted, solved

pytestmark = pytest.mark.django_db


def planned() -> tuple[County, StoragePlan]:
    """Ten tonnes planned for the near store, Y1."""
    county = reported_county()
    lot(county)
    return county, solved(county)


def lock(county: County, plan: StoragePlan, store: str = "Y2", **more: object) -> PlanRule:
    said = {"lot": "P1", "reason": "客户指定", **more}
    lin = county.actor(Role.OFFICE)
    return PlanRule.objects.get(pk=actions.lock_lot(actor=lin, plan_id=plan.pk, store=store, now=NOW, **said))


def forbid(county: County, plan: StoragePlan, store: str = "Y1", **more: object) -> PlanRule:
    lin = county.actor(Role.OFFICE)
    return PlanRule.objects.get(
        pk=actions.forbid(actor=lin, plan_id=plan.pk, store=store, reason="在检修", now=NOW, **more)
    )


def again(county: County, plan: StoragePlan) -> StoragePlan:
    lin = county.actor(Role.OFFICE)
    made = actions.replan(actor=lin, plan_id=plan.pk, now=NOW)
    work_off()
    return queries.plan(lin, made)


def stores(plan: StoragePlan) -> list[str]:
    return [each.store for each in queries.documents(plan).plan.assignments]


def test_a_locked_lot_goes_there_and_the_rule_says_what_that_costs() -> None:
    county, plan = planned()
    rule = lock(county, plan)
    after = again(county, plan)
    assert (stores(plan), stores(after)) == (["Y1"], ["Y2"])
    assert rule.cost_fen == (after.cost_fen or 0) - (plan.cost_fen or 0) > 0


def test_a_forbidden_store_gets_nothing_and_the_reason_goes_along() -> None:
    county, plan = planned()
    forbid(county, plan)
    after = again(county, plan)
    assert stores(after) == ["Y2"]
    assert [each.reason for each in queries.documents(after).problem.exclusions] == ["在检修"]


def test_a_rule_holds_for_the_next_evenings_plan_too() -> None:
    county, plan = planned()
    forbid(county, plan)
    assert stores(solved(county)) == ["Y2"]


def test_a_rule_set_on_a_version_holds_for_the_family() -> None:
    county, plan = planned()
    second = again(county, plan)
    forbid(county, second)
    assert stores(again(county, plan)) == ["Y2"]


def test_a_lock_may_name_the_day() -> None:
    county, plan = planned()
    tomorrow = TODAY + timedelta(days=1)
    lock(county, plan, "Y1", day=tomorrow)
    assert [each.day for each in queries.documents(again(county, plan)).plan.assignments] == [tomorrow]


def test_a_rule_that_leaves_fruit_out_is_priced_for_what_is_placed() -> None:
    county = reported_county(stock=38)  # 22 t and 2 t are free in Y1, 12 t in Y2
    lot(county, tonnes=30)
    plan = solved(county)
    assert (plan.placed_g or 0) > 12 * TONNE
    rule = forbid(county, plan)
    assert (rule.cost_fen or 0) > 0
    assert rule.placed_g == (again(county, plan).placed_g or 0) - (plan.placed_g or 0) < 0


def test_a_rule_taken_back_no_longer_holds() -> None:
    county, plan = planned()
    rule = forbid(county, plan)
    lin = county.actor(Role.OFFICE)
    actions.withdraw_rule(actor=lin, rule_id=rule.pk, now=NOW)
    assert stores(again(county, plan)) == ["Y1"]
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_rule(actor=lin, rule_id=rule.pk, now=NOW)


def test_a_rule_taken_back_stays_on_record() -> None:
    county, plan = planned()
    rule = forbid(county, plan)
    actions.withdraw_rule(actor=county.actor(Role.OFFICE), rule_id=rule.pk, now=NOW)
    assert queries.rules_of(plan).get().withdrawn_at == NOW
    assert (events("forbid_set"), events("rule_withdrawn")) == (1, 1)


def test_a_rule_without_a_reason_is_not_set() -> None:
    county, plan = planned()
    with pytest.raises(NoReason):
        lock(county, plan, reason="  ")


def test_the_same_rule_is_set_once() -> None:
    county, plan = planned()
    forbid(county, plan)
    with pytest.raises(AlreadyDecided):
        forbid(county, plan)


def test_a_lot_is_not_locked_where_it_is_forbidden() -> None:
    county, plan = planned()
    forbid(county, plan, "Y2", lot="P1")
    with pytest.raises(LockedAndExcluded):
        lock(county, plan, "Y2")


def test_a_lot_is_not_locked_into_two_stores() -> None:
    county, plan = planned()
    lock(county, plan, "Y2")
    with pytest.raises(LockedTooMuch):
        lock(county, plan, "Y1")


@pytest.mark.parametrize(("lot_code", "store"), [("P1", "Y9"), ("P9", "Y1")])
def test_a_rule_about_what_the_plan_does_not_know_is_refused(lot_code: str, store: str) -> None:
    county, plan = planned()
    with pytest.raises(UnknownCode):
        lock(county, plan, store, lot=lot_code)


def test_a_plan_in_force_is_not_overruled() -> None:
    county = reported_county()
    lot(county)
    plan = adopted(county)
    plan.refresh_from_db()
    with pytest.raises(PlanAdopted):
        forbid(county, plan)


def test_only_the_office_overrules() -> None:
    county, plan = planned()
    with pytest.raises(NotAllowed):
        actions.forbid(actor=county.actor(Role.KEEPER), plan_id=plan.pk, store="Y1", reason="满了", now=NOW)


def test_a_rule_that_is_not_there_is_not_taken_back() -> None:
    with pytest.raises(NotFound):
        actions.withdraw_rule(actor=reported_county().actor(Role.OFFICE), rule_id=9_999, now=NOW)

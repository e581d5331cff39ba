"""Why this store, what people decide otherwise, what would be if, and the yes."""

from typing import Any

import pytest

from lilian.storage.models import ExpectedArrival, PendingLot, PlanRule, StoragePlan
from lilian.storage.values import LotStatus, PlanStatus
from tests.again import again
from tests.storage.stores import work_off
from tests.web.pages import sentence
from tests.web.plans_site import adopted, ready_site, solved
from tests.web.stores_site import Site, report


@pytest.fixture
def site(db: None) -> Site:
    return again(ready_site)


def decide(site: Site, plan: StoragePlan, decision: str, name: str = "lin", **more: str) -> Any:
    form = {"decision": decision, "reason": "客户自提", **more}
    return site.client(name).post(f"/plans/{plan.pk}/why/P1/", form)


def test_the_next_best_store_is_named_with_what_it_costs_more(site: Site) -> None:
    page = site.client("lin").get(f"/plans/{solved(site).pk}/why/P1/")
    (other,) = page.context["alternatives"]
    assert other["store"] == "K2"
    assert other["extra"].startswith("+")


def test_the_drawer_gets_its_contents_alone(site: Site) -> None:
    text = site.client("lin").get(f"/plans/{solved(site).pk}/why/P1/", headers={"HX-Request": "true"}).text
    assert "<html" not in text
    assert "K2" in text


def test_a_lot_that_is_not_in_the_plan_is_not_found(site: Site) -> None:
    assert site.client("lin").get(f"/plans/{solved(site).pk}/why/P99/").status_code == 404


def test_sending_a_lot_elsewhere_is_kept_with_reason_and_cost(site: Site) -> None:
    decide(site, solved(site), "send", store="K2")
    rule = PlanRule.objects.get()
    assert (rule.kind, rule.lot, rule.store, rule.reason) == ("lock", "P1", "K2", "客户自提")
    assert (rule.cost_fen or 0) > 0


def test_a_forbidden_store_is_kept(site: Site) -> None:
    decide(site, solved(site), "forbid K1")
    assert PlanRule.objects.filter(kind="forbid", lot="P1", store="K1").exists()


def test_a_decision_without_a_reason_is_refused(site: Site) -> None:
    answer = decide(site, solved(site), "forbid K1", reason="")
    assert (answer.status_code, sentence(answer)) == (422, "请写明原因。")


def test_nothing_chosen_is_refused(site: Site) -> None:
    assert sentence(decide(site, solved(site), "")) == "没有选要怎么办。"


def test_the_same_decision_twice_is_refused(site: Site) -> None:
    plan = solved(site)
    decide(site, plan, "forbid K1")
    assert decide(site, plan, "forbid K1").status_code == 409


@pytest.mark.parametrize(("name", "status"), [("officer", 403), ("keeper", 403), ("mei", 403)])
def test_only_the_office_decides(site: Site, name: str, status: int) -> None:
    assert decide(site, solved(site), "forbid K1", name).status_code == status
    assert not PlanRule.objects.exists()


def test_the_plan_says_that_a_decision_is_not_in_it_yet(site: Site) -> None:
    plan = solved(site)
    decide(site, plan, "forbid K1")
    assert site.client("lin").get(f"/plans/{plan.pk}/").context["rules_not_in"] == 1


def test_a_decision_survives_planning_again(site: Site) -> None:
    plan, lin = solved(site), site.client("lin")
    decide(site, plan, "send", store="K2")
    url = lin.post(f"/plans/{plan.pk}/replan/").headers["Location"]
    work_off()
    assert lin.get(url).context["rules_not_in"] == 0
    assert lin.get(f"{url}lots/?store=K2").context["listing"].count == 1


def test_an_older_plan_leads_to_the_newest(site: Site) -> None:
    old, new = solved(site), solved(site)
    assert site.client("lin").get(f"/plans/{old.pk}/").context["newer"].pk == new.pk


def test_a_store_can_be_kept_empty(site: Site) -> None:
    plan = solved(site)
    site.client("lin").post(f"/plans/{plan.pk}/forbid/", {"store": "K1", "reason": "检修"})
    assert PlanRule.objects.filter(kind="forbid", lot="", store="K1").exists()


def test_a_store_the_plan_does_not_know_is_refused(site: Site) -> None:
    plan = solved(site)
    assert site.client("lin").post(f"/plans/{plan.pk}/forbid/", {"store": "K9", "reason": "检修"}).status_code == 422


def test_a_decision_can_be_withdrawn_once(site: Site) -> None:
    plan, lin = solved(site), site.client("lin")
    decide(site, plan, "forbid K1")
    url = f"/plans/{plan.pk}/rules/{PlanRule.objects.get().pk}/withdraw/"
    assert [lin.post(url).status_code for _ in range(2)] == [302, 409]


def test_a_decision_of_another_question_is_not_found(site: Site) -> None:
    assert site.client("lin").post(f"/plans/{solved(site).pk}/rules/4711/withdraw/").status_code == 404


def ask(site: Site, plan: StoragePlan, **question: str) -> Any:
    return site.client("lin").get(f"/plans/{plan.pk}/what-if/", {"ask": "1", **question})


def test_closing_the_near_store_costs_more(site: Site) -> None:
    answer = ask(site, solved(site), kind="close", store="K1").context["answer"]
    assert answer.words.startswith("比原方案多花 ")
    assert "放下的吨数不变" in answer.words


def test_dearer_storing_costs_more_in_words(site: Site) -> None:
    answer = ask(site, solved(site), kind="prices", freight="300", fee="200").context["answer"]
    assert "运价 2.70 元/吨公里" in answer.change
    assert "多花" in answer.words


def test_one_more_day_changes_nothing_where_all_has_room(site: Site) -> None:
    assert "花费不变" in ask(site, solved(site), kind="days", days="1").context["answer"].words


def test_more_room_is_answered(site: Site) -> None:
    page = ask(site, solved(site), kind="room", store="K1", room="20", intake="5")
    assert page.context["answer"].change == "K1恒温库多腾 20 吨库容，每天多收 5 吨"


def test_a_what_if_writes_nothing(site: Site) -> None:
    plan = solved(site)
    ask(site, plan, kind="close", store="K1")
    assert (StoragePlan.objects.count(), PlanRule.objects.count()) == (1, 0)


@pytest.mark.parametrize("question", [{"kind": "close", "store": "K9"}, {"kind": "days", "days": "99"}])
def test_a_question_out_of_bounds_is_refused(site: Site, question: dict[str, str]) -> None:
    assert ask(site, solved(site), **question).status_code == 422


def test_the_page_before_says_what_will_happen(site: Site) -> None:
    page = site.client("lin").get(f"/plans/{solved(site).pk}/adopt/")
    assert (page.context["loads"], page.context["placed_g"]) == (2, 12_000_000)


def test_looking_at_the_page_before_adopts_nothing(site: Site) -> None:
    plan = solved(site)
    site.client("lin").get(f"/plans/{plan.pk}/adopt/")
    assert not ExpectedArrival.objects.exists()


def test_an_adopted_plan_says_who(site: Site) -> None:
    plan = adopted(site)
    assert "林办" in site.client("lin").get(f"/plans/{plan.pk}/").text
    assert PendingLot.objects.filter(status=LotStatus.PLANNED).count() == 2


def test_a_plan_is_adopted_once(site: Site) -> None:
    plan = adopted(site)
    answer = site.client("lin").post(f"/plans/{plan.pk}/adopt/")
    assert (answer.status_code, ExpectedArrival.objects.count()) == (409, 2)


def test_the_page_before_of_an_adopted_plan_leads_back(site: Site) -> None:
    plan = adopted(site)
    assert site.client("lin").get(f"/plans/{plan.pk}/adopt/").headers["Location"] == f"/plans/{plan.pk}/"


def test_a_store_that_filled_since_stops_the_yes_and_is_named(site: Site) -> None:
    plan = solved(site)
    report(site.store, {"1号库": 60, "2号库": 40}, hours_ago=0)
    answer = site.client("lin").post(f"/plans/{plan.pk}/adopt/")
    assert answer.status_code == 409
    assert "K1恒温库" in sentence(answer)


@pytest.mark.parametrize("name", ["officer", "keeper", "mei"])
def test_only_the_office_adopts(site: Site, name: str) -> None:
    plan = solved(site)
    assert site.client(name).post(f"/plans/{plan.pk}/adopt/").status_code == 403


def test_a_plan_is_withdrawn_with_a_reason(site: Site) -> None:
    plan = adopted(site)
    site.client("lin").post(f"/plans/{plan.pk}/withdraw/", {"reason": "下雨"})
    assert StoragePlan.objects.get().status == PlanStatus.WITHDRAWN
    assert PendingLot.objects.filter(status=LotStatus.WAITING).count() == 2


def test_the_office_alone_withdraws(site: Site) -> None:
    plan = adopted(site)
    assert site.client("officer").post(f"/plans/{plan.pk}/withdraw/", {"reason": "下雨"}).status_code == 403

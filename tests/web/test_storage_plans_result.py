"""Plans asked for from the register, and what their pages show."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from lilian.base.models import Job
from lilian.storage.models import StoragePlan
from tests.again import again
from tests.storage.stores import work_off
from tests.web.pages import sentence
from tests.web.plans_site import ready_site, solved, start
from tests.web.stores_site import Site, lot, the_site

TABS = ("", "lots/", "stores/", "comparison/", "rules/", "what-if/", "papers/")


@pytest.fixture
def site(db: None) -> Site:
    return again(ready_site)


def test_a_plan_of_the_register_is_asked_for_and_its_page_waits(site: Site) -> None:
    lin = site.client("lin")
    page = lin.get(start(lin).headers["Location"])
    assert page.context["progress"].state == "waiting"


def test_the_waiting_page_asks_to_be_shown_anew_when_the_plan_is_there(site: Site) -> None:
    plan = solved(site)
    answer = site.client("lin").get(f"/plans/{plan.pk}/progress/")
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_the_bar_alone_is_shown_while_it_is_worked_out(site: Site) -> None:
    start(site.client("lin"))
    assert "<progress" in site.client("lin").get(f"/plans/{StoragePlan.objects.get().pk}/progress/").text


def test_the_page_begins_with_the_three_numbers(site: Site) -> None:
    plan = solved(site)
    page = site.client("lin").get(f"/plans/{plan.pk}/")
    assert page.context["figures"].cost_fen == plan.cost_fen
    assert page.context["saved"].saved_fen == plan.saved_fen
    assert page.context["figures"].unplaced_g == 0


def test_the_map_shows_both_lots_and_both_stores(site: Site) -> None:
    text = site.client("lin").get(f"/plans/{solved(site).pk}/").text
    assert all(f'data-id="{one}"' in text for one in ("store:K1", "store:K2", "lot:P1", "lot:P2"))


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_the_office(site: Site, tab: str) -> None:
    assert site.client("lin").get(f"/plans/{solved(site).pk}/{tab}").status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_a_bureau_officer_may_look(site: Site, tab: str) -> None:
    assert site.client("officer").get(f"/plans/{solved(site).pk}/{tab}").status_code == 200


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("name", ["mei", "guo", "keeper", "hai"])
def test_others_may_not(site: Site, tab: str, name: str) -> None:
    assert site.client(name).get(f"/plans/{solved(site).pk}/{tab}").status_code == 403


@pytest.mark.parametrize("tab", TABS)
def test_a_stranger_is_led_to_sign_in(client: Client, site: Site, tab: str) -> None:
    assert client.get(f"/plans/{solved(site).pk}/{tab}").headers["Location"].startswith("/accounts/login/")


def test_a_plan_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.client("lin").get("/plans/4711/").status_code == 404


def test_a_plan_is_not_posted_to(site: Site) -> None:
    assert site.client("lin").post(f"/plans/{solved(site).pk}/").status_code == 405


def test_a_tab_of_a_plan_in_the_making_says_so(site: Site) -> None:
    lin = site.client("lin")
    start(lin)
    page = lin.get(f"/plans/{StoragePlan.objects.get().pk}/lots/")
    assert (page.status_code, sentence(page)) == (409, "方案还没有算好。")


@pytest.mark.slow
def test_the_lines_can_be_narrowed_to_a_store(site: Site) -> None:
    plan, lin = solved(site), site.client("lin")
    counts = [lin.get(f"/plans/{plan.pk}/lots/?store={code}").context["listing"].count for code in ("K1", "K2")]
    assert counts == [2, 0]


def test_the_lines_can_be_narrowed_to_a_lot(site: Site) -> None:
    assert site.client("lin").get(f"/plans/{solved(site).pk}/lots/?q=p2").context["listing"].count == 1


def test_a_day_without_arrivals_is_no_filter(site: Site) -> None:
    assert site.client("lin").get(f"/plans/{solved(site).pk}/lots/?day=1999-01-01").context["listing"].count == 2


def test_the_start_page_says_what_waits(site: Site) -> None:
    page = site.client("lin").get("/plans/new/")
    assert (page.context["lots_waiting"], page.context["waiting_g"]) == (2, 12_000_000)


@pytest.mark.parametrize("name", ["officer", "keeper", "mei"])
def test_only_the_office_starts_a_plan(site: Site, name: str) -> None:
    assert start(site.client(name)).status_code == 403
    assert not StoragePlan.objects.exists()


def test_a_plan_is_not_started_by_looking(site: Site) -> None:
    assert site.client("lin").get("/plans/new/live/").status_code == 405


@pytest.mark.parametrize("days", [0, 15])
def test_days_out_of_bounds_are_refused(site: Site, days: int) -> None:
    assert start(site.client("lin"), days=days).status_code == 422


def test_where_nothing_waits_the_page_says_what_to_do(db: None) -> None:
    page = start(the_site().client("lin"))
    assert (page.status_code, sentence(page)) == (409, "现在没有待安排的批次。")


def test_a_double_tap_starts_one_plan(site: Site) -> None:
    lin, today = site.client("lin"), timezone.localdate().isoformat()
    for _ in range(2):
        lin.post("/plans/new/live/", {"first_day": today, "days": 3, "idempotency_key": "k1"})
    assert StoragePlan.objects.count() == 1


def test_a_plan_that_failed_says_so_in_a_sentence(site: Site) -> None:
    lin = site.client("lin")
    start(lin)
    Job.objects.update(status=Job.NEEDS_PERSON, fault="storage.no_terms")
    page = lin.get(f"/plans/{StoragePlan.objects.get().pk}/")
    assert sentence(page) == "还没有登记运价和参数。"


def test_a_fault_of_the_program_has_a_sentence_too(site: Site) -> None:
    lin = site.client("lin")
    start(lin)
    Job.objects.update(status=Job.NEEDS_PERSON, fault="ZeroDivisionError: 1/0")
    page = lin.get(f"/plans/{StoragePlan.objects.get().pk}/")
    assert "ZeroDivisionError" not in page.text
    assert sentence(page)


def test_the_list_shows_the_newest_first(site: Site) -> None:
    solved(site)
    newest = solved(site)
    assert site.client("lin").get("/plans/").context["listing"].page[0].pk == newest.pk


def test_the_list_can_be_narrowed_by_status(site: Site) -> None:
    solved(site)
    assert site.client("lin").get("/plans/?status=adopted").context["listing"].count == 0


def test_the_json_is_the_command_lines(site: Site) -> None:
    plan = solved(site)
    found = json.loads(site.client("lin").get(f"/plans/{plan.pk}/papers/plan.json").content)
    assert (found["cost_fen"], len(found["assignments"])) == (plan.cost_fen, 2)


def test_the_workbook_is_an_excel_file(site: Site) -> None:
    answer = site.client("lin").get(f"/plans/{solved(site).pk}/papers/plan.xlsx")
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_map_page_carries_everything_inside(site: Site) -> None:
    text = site.client("lin").get(f"/plans/{solved(site).pk}/papers/plan.html").text
    assert "<svg" in text
    assert "<link" not in text


def test_the_arrival_list_of_a_store_has_its_lots(site: Site) -> None:
    page = site.client("lin").get(f"/plans/{solved(site).pk}/papers/arrivals/")
    assert [(one.key, one.loads) for one in page.context["lists"]] == [("K1", 2)]


def test_the_dispatch_list_is_per_village(site: Site) -> None:
    page = site.client("lin").get(f"/plans/{solved(site).pk}/papers/dispatches/?village=前庄")
    assert [one.name for one in page.context["lists"]] == ["前庄"]


def test_a_question_without_terms_is_refused(db: None) -> None:
    site = the_site()
    lot(site, "P1", site.cast.coop)
    assert sentence(start(site.client("lin"))) == "还没有登记运价和参数。"


def test_the_home_of_the_office_says_a_plan_waits_for_its_yes(site: Site) -> None:
    plan = solved(site)
    assert f"/plans/{plan.pk}/" in {todo.url for todo in site.client("lin").get("/").context["todos"]}


def test_working_off_twice_changes_nothing(site: Site) -> None:
    cost = solved(site).cost_fen
    work_off()
    assert StoragePlan.objects.get().cost_fen == cost

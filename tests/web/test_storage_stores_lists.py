"""The cold stores as a list, on the map, by nearness, and over time."""

import pytest
from django.test import Client
from django.utils import timezone

from lilian.sheets import read_book
from lilian.storage import actions
from lilian.storage.values import UnplannedDraft
from lilian.web.shell.tags import percent
from tests.again import again
from tests.members.cast import NOW
from tests.web.stores_site import ACTOR, TONNE, Site, report, room, store, the_site

PAGES = ("/stores/", "/stores/map/", "/stores/near/", "/stores/fill-rate/", "/stores/fill-rate.xlsx")


@pytest.fixture
def site(db: None) -> Site:
    site = again(the_site)
    report(site.store, {"1号库": 30, "2号库": 20}, hours_ago=2)
    report(site.other, {"1号库": 48}, hours_ago=100)
    return site


def shown(client: Client, url: str) -> list[str]:
    """Codes of the stores of a page's list, as they stand."""
    return [row.key for row in client.get(url).context["listing"].shown]


@pytest.mark.parametrize("name", ["lin", "keeper", "mei", "hai", "officer"])
@pytest.mark.parametrize("page", PAGES)
def test_every_member_sees_the_stores(site: Site, name: str, page: str) -> None:
    assert site.client(name).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_sign_in(db: None, page: str) -> None:
    assert Client().get(page).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", PAGES)
def test_the_lists_are_only_read(site: Site, page: str) -> None:
    assert site.client("lin").post(page).status_code == 405


def test_the_list_holds_all_stores(site: Site) -> None:
    assert shown(site.client("mei"), "/stores/") == ["K1", "K2"]


def test_the_fullest_store_comes_first_when_asked(site: Site) -> None:
    assert shown(site.client("mei"), "/stores/?sort=-fill") == ["K2", "K1"]


def test_a_store_is_found_by_its_code(site: Site) -> None:
    assert shown(site.client("mei"), "/stores/?q=K2") == ["K2"]


@pytest.mark.parametrize(
    ("chip", "codes"),
    [("room", ["K1", "K2"]), ("full", ["K2"]), ("stale", ["K2"]), ("closed", []), ("nonsense", ["K1", "K2"])],
)
def test_a_chip_keeps_the_stores_in_that_state(site: Site, chip: str, codes: list[str]) -> None:
    assert shown(site.client("mei"), f"/stores/?state={chip}") == codes


def test_a_closed_store_is_under_its_own_chip(site: Site) -> None:
    actions.close_store(actor=ACTOR, store_id=site.other.pk, reason="制冷机坏了", now=NOW)
    assert shown(site.client("mei"), "/stores/?state=closed") == ["K2"]


def test_a_closed_store_is_not_counted_as_room(site: Site) -> None:
    actions.close_store(actor=ACTOR, store_id=site.store.pk, reason="制冷机坏了", now=NOW)
    totals = dict(site.client("mei").get("/stores/").context["listing"].totals)
    assert totals["free"] == "2.0"


def test_a_variety_no_store_takes_leaves_none(site: Site) -> None:
    assert shown(site.client("mei"), "/stores/?variety=酥梨") == []


def test_a_report_too_old_to_plan_on_is_marked(site: Site) -> None:
    assert "已过期" in site.client("mei").get("/stores/?q=K2").text


def test_the_map_says_in_its_list_what_it_shows(site: Site) -> None:
    assert '<li data-id="K1">' in site.client("mei").get("/stores/map/").text


def test_the_map_of_no_store_says_so(site: Site) -> None:
    assert "没有这样的库" in site.client("mei").get("/stores/map/?q=nothing").text


def test_the_nearest_store_with_room_comes_first(site: Site) -> None:
    assert shown(site.client("mei"), "/stores/near/?lat=36.81&lon=110.94") == ["K2", "K1"]


def test_the_nearest_store_is_found_from_a_collection_point(site: Site) -> None:
    assert shown(site.client("mei"), f"/stores/near/?from={site.point}") == ["K1", "K2"]


@pytest.mark.slow
def test_a_full_store_is_not_near(site: Site) -> None:
    report(site.other, {"1号库": 50})
    assert shown(site.client("mei"), "/stores/near/?lat=36.81&lon=110.94") == ["K1"]


@pytest.mark.parametrize("asked", ["lat=here&lon=there", "lat=900&lon=0", "from=999999", "from=x", "lat=nan&lon=1"])
def test_a_place_that_is_none_shows_no_list(site: Site, asked: str) -> None:
    assert "listing" not in site.client("mei").get(f"/stores/near/?{asked}").context


def test_the_fill_rate_of_the_county_counts_what_was_reported(site: Site) -> None:
    today = site.client("officer").get("/stores/fill-rate/").context["listing"].page[0]
    assert round(today.fill_rate, 3) == round(98 / 150, 3)


@pytest.mark.slow
def test_every_page_shows_the_same_fill_rate_of_the_county_today(site: Site) -> None:
    """With fruit come since the report, a store that is closed and one that never reported."""
    draft = UnplannedDraft(site.store.pk, site.variety.pk, 7 * TONNE)
    actions.record_unplanned(actor=ACTOR, draft=draft, client_key="u", now=timezone.now())
    silent = store("K4", site.cast.coop, 36.72, site.variety)
    room(silent, "1号库", 500)
    draft = UnplannedDraft(silent.pk, site.variety.pk, 9 * TONNE)
    actions.record_unplanned(actor=ACTOR, draft=draft, client_key="v", now=timezone.now())
    shut = store("K5", site.cast.coop, 36.73, site.variety)
    room(shut, "1号库", 300)
    report(shut, {"1号库": 300})
    actions.close_store(actor=ACTOR, store_id=shut.pk, reason="制冷机坏了", now=NOW)
    lin = site.client("lin")
    page = lin.get("/stores/fill-rate/")
    book = read_book(lin.get("/stores/fill-rate.xlsx").content, "report.xlsx")
    newest = next(row for row in book.sheets[0].rows if isinstance(row[-1], float | int))
    shown = {
        "list": lin.get("/stores/").context["figures"][0].value,
        "home": next(each.value for each in lin.get("/").context["figures"] if each.label == "全县库容比"),
        "tile": percent(page.context["today"].fill_rate, 1),
        "table": percent(page.context["listing"].page[0].fill_rate, 1),
        "workbook": f"{newest[-1]:.1f}%",
    }
    assert set(shown.values()) == {percent((98 + 7) / 150, 1)}, shown
    assert dict(lin.get("/stores/").context["listing"].totals)["fill"] == percent((98 + 7) / 150)
    assert "70.0%" in page.text


def test_the_report_has_the_days_and_the_stores(site: Site) -> None:
    book = read_book(site.client("officer").get("/stores/fill-rate.xlsx").content, "report.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["每日库容比", "各库现状"]


def test_the_office_is_told_of_reports_out_of_date(site: Site) -> None:
    assert "1 座库填报过期" in site.client("lin").get("/").text


def test_a_seller_is_not_bothered_with_stores_at_home(site: Site) -> None:
    assert "库容比" not in site.client("hai").get("/").text

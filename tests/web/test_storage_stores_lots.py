"""Lots that wait to be stored: who sees them, who reports, changes and cancels them; tables in and out."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.storage import queries
from lilian.storage.models import PendingLot, Store
from lilian.storage.values import LotStatus
from tests.again import again
from tests.web.stores_site import TONNE, Site, lot, the_site


@pytest.fixture
def site(db: None, settings: Any, tmp_path: Any) -> Site:
    settings.MEDIA_ROOT = tmp_path
    return again(the_site)


@pytest.fixture
def own(site: Site) -> PendingLot:
    """Mei's."""
    return lot(site, "A1", site.cast.coop, grower="mei")


@pytest.fixture
def foreign(site: Site) -> PendingLot:
    """Qiao's."""
    return lot(site, "B1", site.cast.other_coop, grower="qiao")


def facts(site: Site, **changes: Any) -> dict[str, Any]:
    said = {
        "at": site.point,
        "variety": site.variety.pk,
        "grade": "一级",
        "weight": "3600斤",
        "harvest_date": "2026-09-17",
        "organisation": "",
        "code": "A2",
    }
    return {**said, **changes}


def shown(client: Client, query: str = "") -> list[str]:
    return [row.item.code for row in client.get(f"/stores/lots/{query}").context["listing"].shown]


@pytest.mark.parametrize(("name", "codes"), [("lin", ["A1", "B1"]), ("guo", ["A1"]), ("mei", ["A1"]), ("qiao", ["B1"])])
def test_each_sees_the_lots_of_her_own(site: Site, own: Any, foreign: Any, name: str, codes: list[str]) -> None:
    assert shown(site.client(name)) == codes


@pytest.mark.parametrize("page", ["", "change/"])
def test_a_grower_does_not_find_a_neighbours_lot_of_the_same_co_op(site: Site, own: Any, page: str) -> None:
    nobodys, qiaos = lot(site, "A2", site.cast.coop), lot(site, "A3", site.cast.coop, grower="qiao")
    mei, guo = site.client("mei"), site.client("guo")
    assert [mei.get(f"/stores/lots/{each.pk}/{page}").status_code for each in (nobodys, qiaos)] == [404, 404]
    assert shown(mei) == ["A1"]
    assert shown(guo) == ["A1", "A2", "A3"]
    assert [row["code"] for row in queries.lot_rows(site.cast.actor("mei"))] == ["A1"]


def test_a_grower_sees_a_lot_brought_in_at_another_co_op(site: Site) -> None:
    lot(site, "B9", site.cast.other_coop, grower="mei")
    assert shown(site.client("mei")) == ["B9"]


def test_a_manager_says_whose_fruit_it_is(site: Site) -> None:
    site.client("guo").post("/stores/lots/new/", facts(site, grower="林秀梅"))
    made = PendingLot.objects.get(code="A2")
    assert made.grower_id == site.cast.people["mei"]
    assert "林秀梅" in site.client("guo").get(f"/stores/lots/{made.pk}/").text
    assert "林秀梅" not in site.client("officer").get(f"/stores/lots/{made.pk}/").text


def test_a_manager_cannot_name_a_stranger(site: Site) -> None:
    answer = site.client("guo").post("/stores/lots/new/", facts(site, grower="乔大山"))
    assert "没有找到“乔大山”" in answer.text


@pytest.mark.parametrize("name", ["hai", "keeper"])
def test_who_has_no_part_in_it_sees_no_lots(site: Site, name: str) -> None:
    assert site.client(name).get("/stores/lots/").status_code == 403


@pytest.mark.parametrize("page", ["lots/", "lots/new/", "lots/1/", "lots/1/change/"])
def test_a_stranger_is_led_to_sign_in(db: None, page: str) -> None:
    assert Client().get(f"/stores/{page}").headers["Location"].startswith("/accounts/login/")


def test_the_list_shows_what_waits(site: Site, own: PendingLot) -> None:
    PendingLot.objects.filter(pk=own.pk).update(status=LotStatus.ARRIVED)
    assert shown(site.client("lin")) == []


def test_other_lots_are_under_their_chips(site: Site, own: PendingLot) -> None:
    PendingLot.objects.filter(pk=own.pk).update(status=LotStatus.ARRIVED)
    assert shown(site.client("lin"), "?status=arrived") == ["A1"]


def test_the_tonnes_below_are_those_of_the_list(site: Site, own: Any, foreign: Any) -> None:
    assert site.client("lin").get("/stores/lots/").context["listing"].totals["weight"] == "12.000 吨"


def test_another_co_operatives_lot_is_not_found(site: Site, foreign: PendingLot) -> None:
    assert site.client("mei").get(f"/stores/lots/{foreign.pk}/").status_code == 404


def test_a_manager_reports_a_lot(site: Site) -> None:
    site.client("guo").post("/stores/lots/new/", facts(site))
    made = PendingLot.objects.get(code="A2")
    assert (made.weight_g, made.lat, made.organisation_id) == (1_800_000, 36.71, site.cast.coop)


def test_a_double_tap_reports_one_lot(site: Site) -> None:
    for _ in range(2):
        site.client("guo").post("/stores/lots/new/", facts(site, idempotency_key="one-tap"))
    assert PendingLot.objects.count() == 1


def test_a_lot_of_no_weight_is_sent_back(site: Site) -> None:
    assert site.client("guo").post("/stores/lots/new/", facts(site, weight="0")).status_code == 422


def test_a_code_is_given_once(site: Site, own: PendingLot) -> None:
    assert site.client("guo").post("/stores/lots/new/", facts(site, code="A1")).status_code == 422


def test_a_manager_reports_nothing_for_others(site: Site) -> None:
    said = facts(site, organisation=site.cast.other_coop)
    assert (site.client("guo").post("/stores/lots/new/", said).status_code, PendingLot.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["mei", "hai", "officer"])
def test_who_may_not_report_lots_is_refused(site: Site, name: str) -> None:
    assert site.client(name).post("/stores/lots/new/", facts(site)).status_code == 403


def test_a_lot_is_changed_and_stays_where_it_is(site: Site, own: PendingLot) -> None:
    site.client("guo").post(f"/stores/lots/{own.pk}/change/", facts(site, at=0, code="A1", weight="7"))
    own.refresh_from_db()
    assert (own.weight_g, own.lat) == (7 * TONNE, 36.70)


def test_a_foreign_lot_is_not_changed(site: Site, foreign: PendingLot) -> None:
    response = site.client("guo").post(f"/stores/lots/{foreign.pk}/change/", facts(site))
    assert response.status_code == 404


def test_a_lot_in_a_plan_is_not_changed(site: Site, own: PendingLot) -> None:
    PendingLot.objects.filter(pk=own.pk).update(status=LotStatus.PLANNED)
    assert site.client("guo").post(f"/stores/lots/{own.pk}/change/", facts(site, at=0, code="A1")).status_code == 409


def test_a_lot_is_cancelled_with_a_reason(site: Site, own: PendingLot) -> None:
    site.client("guo").post(f"/stores/lots/{own.pk}/cancel/", {"reason": "地头卖掉了"})
    own.refresh_from_db()
    assert own.status == LotStatus.CANCELLED


def test_a_lot_is_not_cancelled_without_a_reason(site: Site, own: PendingLot) -> None:
    site.client("guo").post(f"/stores/lots/{own.pk}/cancel/", {"reason": ""})
    own.refresh_from_db()
    assert own.status == LotStatus.WAITING


def test_a_cancelled_lot_is_not_cancelled_again(site: Site, own: PendingLot) -> None:
    for expected in (302, 409):
        response = site.client("guo").post(f"/stores/lots/{own.pk}/cancel/", {"reason": "地头卖掉了"})
        assert response.status_code == expected


def test_a_lot_is_not_cancelled_by_looking(site: Site, own: PendingLot) -> None:
    assert site.client("guo").get(f"/stores/lots/{own.pk}/cancel/").status_code == 405


def test_the_office_is_told_what_waits(site: Site, own: PendingLot) -> None:
    assert "1 批果还没有安排" in site.client("lin").get("/").text


def test_a_new_store_comes_by_a_sheet_with_its_rooms_and_goes_again(site: Site) -> None:
    book = openpyxl.Workbook()
    head = ("库编号", "库名", "经度", "纬度", "库容(吨)", "已存(吨)", "可存品种", "日入库能力(吨)", "库温(℃)")
    book.active.append([*head, "仓储费(元/吨·月)", "单位", "库房"])
    facts_of_it = ["K9", "九号恒温库", 110.95, 36.72, 100, 0, "玉露香梨", 20, 0.5, 40]
    book.active.append([*facts_of_it, "秀梅合作社", "1号库 60吨 520m³、2号库 40吨"])
    data = io.BytesIO()
    book.save(data)
    client = site.client("lin")
    file = SimpleUploadedFile("k.xlsx", data.getvalue())
    preview = client.post("/tables/stores/", {"file": file}).headers["Location"]
    check = client.get(preview).context["check"]
    assert (check.counts, check.problem_count) == ((1, 0, 0), 0)
    receipt = client.post(f"{preview}apply/", {"how": "all"}).headers["Location"]
    rooms = Store.objects.get(code="K9").rooms.order_by("code")
    assert [(room.code, room.capacity_g // TONNE) for room in rooms] == [("1号库", 60), ("2号库", 40)]
    client.post(f"{receipt}undo/")
    assert not Store.objects.filter(code="K9").exists()


def test_temperatures_of_a_logger_come_in_by_a_file(site: Site) -> None:
    book = openpyxl.Workbook()
    book.active.append(["库编号", "库房", "时间", "温度(℃)"])
    book.active.append(["K1", "1号库", "2026-09-17 08:00", -0.4])
    data = io.BytesIO()
    book.save(data)
    client = site.client("keeper")
    preview = client.post("/tables/readings/", {"file": SimpleUploadedFile("l.xlsx", data.getvalue())}).headers[
        "Location"
    ]
    client.post(f"{preview}apply/", {"how": "all"})
    assert site.rooms()[0].readings.get().temperature_mc == -400

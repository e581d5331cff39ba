"""Pages of the quality room: each works, refuses what it must, and a form sent twice is one act."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lilian.base.policy import Role
from lilian.quality.models import Calibration, Sample, SampleFruit, Scale
from tests.again import again
from tests.quality.room import GOOD, QualityRoom, checked, sampled, the_room
from tests.stock.goods import NOW
from tests.web.pages import sentence
from tests.web.test_packing_pages import shown, signed_in


@pytest.fixture
def room(db: None) -> QualityRoom:
    return again(the_room)


@pytest.fixture
def inspector(room: QualityRoom) -> Client:
    return signed_in(Role.INSPECTOR, room.goods.coop)


@pytest.fixture
def stranger(room: QualityRoom) -> Client:
    return signed_in(Role.INSPECTOR, room.goods.shop)


CHECK = {"reference_1": "1000", "reading_1": "1001", "reference_2": "5000", "reading_2": "4998", "note": ""}
SAMPLE = {
    "occasion": "stored",
    "size": "10",
    "firmness": "61.3 60，59.5",
    "solids": "12.8",
    "weights": "",
    "taste": "甜",
    "defect_bruise": "2",
}


def test_a_scale_nobody_checked_today_says_so_until_it_is(room: QualityRoom, inspector: Client) -> None:
    assert "今天未校准" in shown(inspector, "/quality/scales/")
    assert inspector.post(f"/quality/scales/{room.scale}/", CHECK).status_code == 302
    assert "今天已校准" in shown(inspector, "/quality/scales/")
    assert "今天还没有校准" not in shown(inspector, "/")


def test_an_unchecked_scale_is_on_the_inspectors_home(room: QualityRoom, inspector: Client) -> None:
    assert f"/quality/scales/{room.scale}/" in shown(inspector, "/")


def test_a_failed_check_is_shown(room: QualityRoom, inspector: Client) -> None:
    inspector.post(f"/quality/scales/{room.scale}/", CHECK | {"reading_2": "4990"})
    assert "校准不合格" in shown(inspector, f"/quality/scales/{room.scale}/")


def test_a_check_sent_twice_is_one(room: QualityRoom, inspector: Client) -> None:
    for _ in range(2):
        inspector.post(f"/quality/scales/{room.scale}/", CHECK | {"idempotency_key": "once"})
    assert Calibration.objects.count() == 1


def test_a_weight_beyond_the_scale_is_refused_in_place(room: QualityRoom, inspector: Client) -> None:
    response = inspector.post(f"/quality/scales/{room.scale}/", CHECK | {"reference_1": "9000"})
    assert (response.status_code, Calibration.objects.exists()) == (422, False)
    assert "9000" in sentence(response)


def test_drift_is_drawn_from_the_second_day_on(room: QualityRoom, inspector: Client) -> None:
    checked(room, GOOD, timezone.now() - timedelta(days=1))
    assert "有两天的记录以后" in shown(inspector, f"/quality/scales/{room.scale}/")
    checked(room, GOOD, timezone.now())
    assert "每天最大的偏差，克" in shown(inspector, f"/quality/scales/{room.scale}/")


def test_a_manager_adds_a_scale_once_and_an_inspector_none(room: QualityRoom, inspector: Client) -> None:
    said = {"organisation": room.goods.coop.pk, "name": "二号", "code": "GUO-2", "division": "1", "capacity": "6000"}
    manager = signed_in(Role.COOP_MANAGER, room.goods.coop)
    assert manager.post("/quality/scales/new/", said).status_code == 302
    assert manager.post("/quality/scales/new/", said).status_code == 409
    assert inspector.post("/quality/scales/new/", said).status_code == 403
    assert Scale.objects.filter(code="GUO-2").count() == 1


def test_a_sample_is_written_and_its_sheet_shown(room: QualityRoom, inspector: Client) -> None:
    assert "取样" in shown(inspector, f"/quality/samples/new/{room.lot}/")
    response = inspector.post(f"/quality/samples/new/{room.lot}/", SAMPLE)
    assert response["Location"] == f"/quality/samples/{Sample.objects.get().pk}/"
    text = shown(inspector, response["Location"])
    assert "60.3" in text
    assert "碰压伤 2" in text
    assert list(SampleFruit.objects.values_list("firmness_mn", "solids_permille")) == [
        (61_300, 128),
        (60_000, None),
        (59_500, None),
    ]
    assert "60.3" in shown(inspector, "/quality/")


@pytest.mark.parametrize("wrong", [{"firmness": "6x"}, {"firmness": "900"}, {"size": "1"}, {"defect_rub": "11"}])
def test_figures_that_cannot_be_are_refused_in_place(
    room: QualityRoom, inspector: Client, wrong: dict[str, str]
) -> None:
    assert inspector.post(f"/quality/samples/new/{room.lot}/", SAMPLE | wrong).status_code == 422
    assert not Sample.objects.exists()


def test_a_lot_shows_its_first_sample_beside_its_last_and_a_curve(room: QualityRoom, inspector: Client) -> None:
    assert "还没有样品" in shown(inspector, f"/quality/lots/{room.lot}/")
    for back in (0, 3):
        sampled(room, f"s{back}", taken_at=NOW - timedelta(days=back))
    text = shown(inspector, f"/quality/lots/{room.lot}/")
    assert "第一次" in text
    assert "硬度从 61.3 到 61.3" in text


def test_a_stranger_finds_nothing(room: QualityRoom, stranger: Client) -> None:
    sample = sampled(room)
    pages = [f"scales/{room.scale}", f"samples/{sample}", f"samples/new/{room.lot}", f"lots/{room.lot}"]
    assert [stranger.get(f"/quality/{page}/").status_code for page in pages] == [404] * 4
    assert stranger.post(f"/quality/scales/{room.scale}/", CHECK).status_code == 404
    assert stranger.post(f"/quality/samples/new/{room.lot}/", SAMPLE).status_code == 404


@pytest.mark.parametrize("page", ["", "scales/", "samples/1/", "lots/1/"])
def test_what_is_only_looked_at_takes_no_form(inspector: Client, page: str) -> None:
    assert inspector.post(f"/quality/{page}").status_code == 405


def test_a_keeper_looks_but_does_not_check(room: QualityRoom) -> None:
    keeper = signed_in(Role.KEEPER, room.goods.coop)
    assert "今天校准" not in shown(keeper, f"/quality/scales/{room.scale}/")
    assert keeper.post(f"/quality/scales/{room.scale}/", CHECK).status_code == 403
    assert keeper.get(f"/quality/samples/new/{room.lot}/").status_code == 403

"""A scale at a collection point over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.members.models import Organisation
from lilian.receiving.models import Slip
from tests.again import again
from tests.api.conftest import Caller
from tests.receiving.scale import KG, Scale, the_scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(db: None) -> Scale:
    return again(the_scale)


@pytest.fixture
def wen(scale: Scale, token_for: Any) -> Caller:
    """The clerk's scale at Mei's co-op."""
    return token_for(Role.CLERK, Organisation.objects.get(pk=scale.cast.coop))


@pytest.fixture
def manager(scale: Scale, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=scale.cast.coop))


def slip(scale: Scale, **changes: Any) -> dict[str, Any]:
    """Mei brings 100 kg in five crates."""
    now = timezone.now().replace(microsecond=0)
    said = {
        "point_id": scale.point,
        "household_id": scale.mei,
        "variety": "YLX",
        "harvest_date": timezone.localdate(now - timedelta(days=1)).isoformat(),
        "gross_g": 110 * KG,
        "tare_g": 10 * KG,
        "crates": 5,
        "weighed_at": now.isoformat(),
        "no_certificate": "not_issued",
    }
    return said | changes


def test_a_weighing_is_a_slip(wen: Caller, scale: Scale) -> None:
    answer = wen.post("/slips", slip(scale))
    assert (answer.status_code, answer.json()["net_g"], answer.json()["household_id"]) == (201, 100 * KG, scale.mei)


def test_it_is_read_and_listed(wen: Caller, scale: Scale) -> None:
    made = wen.post("/slips", slip(scale)).json()
    assert wen.get(f"/slips/{made['id']}").json() == made
    listed = wen.get(f"/slips?point_id={scale.point}&text={made['number']}").json()
    assert [one["number"] for one in listed["items"]] == [made["number"]]


def test_a_slip_sent_twice_is_one(wen: Caller, scale: Scale) -> None:
    body = slip(scale)
    first, second = (wen.post("/slips", body, key="scale-7/000123") for _ in range(2))
    assert (first.content, Slip.objects.count()) == (second.content, 1)


def test_the_fruit_is_on_the_books(wen: Caller, scale: Scale) -> None:
    made = wen.post("/slips", slip(scale)).json()
    lot = wen.get(f"/goods-lots/{made['lot']}").json()
    assert [(one["location_id"], one["weight_g"]) for one in lot["lies"]] == [(scale.point, 100 * KG)]
    assert wen.get(f"/goods-lots?location_id={scale.point}").json()["items"] == [lot]


def test_a_sample_comes_with_its_slip(wen: Caller, scale: Scale) -> None:
    sample = {"size": 20, "brix_tenths": 124, "firmness_tenths_n": 612, "defects": [{"defect": "rub", "count": 3}]}
    made = wen.post("/slips", slip(scale, sample=sample)).json()
    assert made["sample"] == sample


def test_a_person_is_named_by_code(wen: Caller, scale: Scale) -> None:
    answer = wen.post("/slips", slip(scale, household_id=None, person="NO-SUCH"))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"tare_g": 110 * KG}, 422, "receiving.no_net"),
        ({"organisation_id": 1}, 422, "receiving.one_seller"),
        ({"gross_g": 30_000 * KG}, 409, "receiving.looks_odd"),
        ({"price_kind": "posted"}, 409, "receiving.nothing_posted"),
        ({"weighed_at": "2026-01-01T08:00:00+08:00", "harvest_date": "2025-12-31"}, 422, "receiving.weighed_when"),
    ],
)
def test_what_a_slip_may_not_say(wen: Caller, scale: Scale, changes: Any, status: int, code: str) -> None:
    answer = wen.post("/slips", slip(scale, **changes))
    assert (answer.status_code, answer.json()["code"], Slip.objects.count()) == (status, code, 0)


def test_a_bad_value_is_named(wen: Caller, scale: Scale) -> None:
    answer = wen.post("/slips", slip(scale, gross_g="110"))
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["gross_g"])


def test_a_foreign_point_is_not_found(wen: Caller, scale: Scale) -> None:
    assert wen.post("/slips", slip(scale, point_id=scale.other_point)).status_code == 404
    assert wen.get(f"/collection-points/{scale.other_point}/prices").status_code == 404


def test_a_foreign_slip_is_not_found(wen: Caller, scale: Scale, token_for: Any) -> None:
    made = wen.post("/slips", slip(scale)).json()
    qiaos = token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=scale.cast.other_coop))
    assert qiaos.get(f"/slips/{made['id']}").status_code == 404
    assert qiaos.post(f"/slips/{made['id']}/void", {"reason": "错"}).status_code == 404
    assert qiaos.get("/slips").json()["items"] == []


def test_points_are_listed_where_one_works(wen: Caller, scale: Scale) -> None:
    assert [one["id"] for one in wen.get("/collection-points").json()["items"]] == [scale.point]
    kinds = {one["kind"] for one in wen.get("/locations?kind=collection_point").json()["items"]}
    assert kinds == {"collection_point"}


def test_a_posted_price_hangs_and_pays(manager: Caller, wen: Caller, scale: Scale) -> None:
    body = {"point_id": scale.point, "variety": "YLX", "fen_per_kg": 620}
    posted = manager.post("/posted-prices", body)
    assert (posted.status_code, posted.json()["fen_per_kg"]) == (201, 620)
    board = wen.get(f"/collection-points/{scale.point}/prices").json()
    assert [(one["variety"], one["fen_per_kg"]) for one in board] == [("YLX", 620)]
    after = (timezone.now() + timedelta(minutes=1)).isoformat()
    made = wen.post("/slips", slip(scale, price_kind="posted", told_fen_per_kg=620, weighed_at=after)).json()
    assert made["amount_fen"] == 62_000


def test_the_same_price_is_posted_once(manager: Caller, scale: Scale) -> None:
    body = {"point_id": scale.point, "variety": "YLX", "fen_per_kg": 620}
    answers = [manager.post("/posted-prices", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    assert manager.get("/posted-prices").json()["total"] == 1


def test_a_countys_price_is_the_offices(manager: Caller, scale: Scale) -> None:
    assert manager.post("/posted-prices", {"variety": "YLX", "fen_per_kg": 620}).status_code == 403


def test_a_wrong_slip_is_voided_once(manager: Caller, wen: Caller, scale: Scale) -> None:
    made = wen.post("/slips", slip(scale)).json()
    answers = [manager.post(f"/slips/{made['id']}/void", {"reason": "称错了"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert (answers[0].json()["voided"], answers[0].json()["void_reason"]) == (True, "称错了")
    assert wen.get("/slips?voided=false").json()["items"] == []


def test_a_keeper_weighs_nothing(scale: Scale, token_for: Any) -> None:
    keeper = token_for(Role.KEEPER, Organisation.objects.get(pk=scale.cast.coop))
    assert keeper.post("/slips", slip(scale)).status_code == 403

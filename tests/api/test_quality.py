"""The instruments of the quality room over the API."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.quality.models import Calibration, Sample
from lilian.stock.models import Lot
from tests.again import again
from tests.api.conftest import Caller
from tests.quality.room import QualityRoom, the_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> QualityRoom:
    return again(the_room)


@pytest.fixture
def bench(room: QualityRoom, token_for: Any) -> Caller:
    """The bench instrument of Guo's inspector."""
    return token_for(Role.INSPECTOR, room.goods.coop)


@pytest.fixture
def stranger(room: QualityRoom, token_for: Any) -> Caller:
    return token_for(Role.INSPECTOR, room.goods.shop)


def points(*pairs: tuple[int, int]) -> dict[str, Any]:
    return {"points": [{"reference_g": reference, "reading_g": reading} for reference, reading in pairs]}


def sample(room: QualityRoom, **changes: Any) -> dict[str, Any]:
    fruit = [{"weight_g": 250, "firmness_mn": 60_000, "solids_permille": 128}, {"firmness_mn": 62_000}]
    said = {"organisation_id": room.goods.coop.pk, "lot": Lot.objects.get(pk=room.lot).code, "occasion": "received"}
    return said | {"size": 10, "fruit": fruit, "defects": {"bruise": 2}, "taste": "甜"} | changes


def test_a_check_within_the_errors_passes(room: QualityRoom, bench: Caller) -> None:
    answer = bench.post(f"/scales/{room.scale}/checks", points((1_000, 1_001), (5_000, 4_997)))
    assert (answer.status_code, answer.json()["passed"], answer.json()["scale"]["state"]) == (201, True, "good")


def test_a_check_beyond_them_does_not(room: QualityRoom, bench: Caller) -> None:
    answer = bench.post(f"/scales/{room.scale}/checks", points((1_000, 1_003)))
    assert (answer.status_code, answer.json()["passed"], answer.json()["scale"]["state"]) == (201, False, "wrong")


def test_checks_are_read_with_what_was_allowed(room: QualityRoom, bench: Caller) -> None:
    bench.post(f"/scales/{room.scale}/checks", points((1_000, 1_001)))
    (check,) = bench.get(f"/scales/{room.scale}/checks").json()
    assert check["readings"] == [{"reference_g": 1_000, "reading_g": 1_001, "allowed_g": 2, "off_g": 1}]
    assert [one["id"] for one in bench.get("/scales").json()] == [room.scale]


def test_a_check_sent_twice_is_one(room: QualityRoom, bench: Caller) -> None:
    body = points((1_000, 1_001))
    first, second = (bench.post(f"/scales/{room.scale}/checks", body, key="once") for _ in range(2))
    assert (first.content, Calibration.objects.count()) == (second.content, 1)


def test_a_weight_the_scale_cannot_take_is_refused(room: QualityRoom, bench: Caller) -> None:
    answer = bench.post(f"/scales/{room.scale}/checks", points((9_000, 9_000)))
    assert (answer.status_code, answer.json()["code"]) == (422, "quality.point_wrong")


def test_a_sample_is_told_at_once_and_read(room: QualityRoom, bench: Caller) -> None:
    made = bench.post("/samples", sample(room))
    assert (made.status_code, made.json()["firmness_mn"], made.json()["defects"]) == (201, 61_000, {"bruise": 2})
    read = bench.get(f"/samples/{made.json()['id']}").json()
    assert (read["fruit"], read["lot"]) == (made.json()["fruit"], made.json()["lot"])
    listed = bench.get(f"/samples?lot={read['lot']}").json()["items"]
    assert listed == bench.get("/samples").json()["items"] == [read]


def test_a_sample_sent_twice_is_one(room: QualityRoom, bench: Caller) -> None:
    first, second = (bench.post("/samples", sample(room), key="once") for _ in range(2))
    assert (first.content, Sample.objects.count()) == (second.content, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"defects": {"bruise": 11}}, "quality.sample_wrong"),
        ({"size": 0}, "quality.sample_wrong"),
        ({"taken_at": "2090-01-01T08:00:00+08:00"}, "quality.sample_ahead"),
    ],
)
def test_what_a_sample_may_not_say(room: QualityRoom, bench: Caller, changes: Any, code: str) -> None:
    answer = bench.post("/samples", sample(room, **changes))
    assert (answer.status_code, answer.json()["code"], Sample.objects.count()) == (422, code, 0)


def test_a_bad_value_is_named(room: QualityRoom, bench: Caller) -> None:
    answer = bench.post("/samples", sample(room, fruit=[{"firmness_mn": 61.2}]))
    assert [one["field"] for one in answer.json()["errors"]] == ["fruit.0.firmness_mn"]


def test_foreign_records_are_not_found(room: QualityRoom, bench: Caller, stranger: Caller) -> None:
    made = bench.post("/samples", sample(room)).json()
    answers = [stranger.get(f"/samples/{made['id']}"), stranger.get(f"/scales/{room.scale}/checks")]
    answers += [stranger.post(f"/scales/{room.scale}/checks", points((1_000, 1_000)))]
    answers += [stranger.post("/samples", sample(room)), stranger.get(f"/samples?lot={made['lot']}")]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert stranger.get("/scales").json() == []


def test_a_packer_checks_no_scale(room: QualityRoom, token_for: Any) -> None:
    packer = token_for(Role.PACKER, room.goods.coop)
    assert packer.post(f"/scales/{room.scale}/checks", points((1_000, 1_000))).status_code == 403


def test_a_scale_is_registered_once_and_due_for_its_check(room: QualityRoom, token_for: Any, bench: Caller) -> None:
    body = {
        "organisation_id": room.goods.coop.pk,
        "code": "C-9",
        "name": "九号秤",
        "division_g": 5,
        "capacity_g": 30_000,
    }
    manager = token_for(Role.COOP_MANAGER, room.goods.coop)
    made, again = (manager.post("/scales", body) for _ in range(2))
    assert (made.status_code, made.json()["state"], again.status_code) == (201, "due", 409)
    assert manager.post("/scales", body | {"organisation_id": room.goods.shop.pk, "code": "C-8"}).status_code == 404
    assert bench.post(f"/scales/{made.json()['id']}/checks", points((1_000, 1_001))).json()["passed"]

"""A packing line's scale over the API: boxes, pallets, what was given away."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.packing.models import Box, Packing, Pallet
from lilian.stock.models import Lot
from tests.again import again
from tests.api.conftest import Caller
from tests.packing.boxing import Boxing, the_boxing
from tests.stock.goods import KG

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxing(db: None) -> Boxing:
    return again(the_boxing)


@pytest.fixture
def packer(boxing: Boxing, token_for: Any) -> Caller:
    """The computer of Guo's packing line."""
    return token_for(Role.PACKER, boxing.goods.coop)


@pytest.fixture
def stranger(boxing: Boxing, token_for: Any) -> Caller:
    return token_for(Role.PACKER, boxing.goods.shop)


def first(boxing: Boxing) -> str:
    return Lot.objects.get(pk=boxing.first).code


def wanted(boxing: Boxing, **changes: Any) -> dict[str, Any]:
    said = {"organisation_id": boxing.goods.coop.pk, "location_id": boxing.goods.line, "spec_id": boxing.spec}
    return said | {"shift": "day", "lots": [first(boxing)]} | changes


@pytest.fixture
def packing(boxing: Boxing, packer: Caller) -> str:
    """The address of an open packing."""
    return f"/packings/{packer.post('/packings', wanted(boxing)).json()['id']}"


def boxes(*nets: int) -> dict[str, Any]:
    return {"boxes": [{"net_g": net_g} for net_g in nets]}


def test_a_packing_is_opened_once_a_key(boxing: Boxing, packer: Caller) -> None:
    first_answer, second = (packer.post("/packings", wanted(boxing), key="once") for _ in range(2))
    assert (first_answer.status_code, first_answer.content) == (201, second.content)
    assert (Packing.objects.count(), first_answer.json()["lots"]) == (1, [first(boxing)])


def test_a_lot_goes_in_once(boxing: Boxing, packer: Caller, packing: str) -> None:
    answer = packer.post(f"{packing}/lots", {"lot": first(boxing)})
    assert (answer.status_code, answer.json()["code"]) == (409, "packing.lot_twice")


def test_specifications_say_what_a_box_must_be(boxing: Boxing, packer: Caller) -> None:
    (spec,) = packer.get("/pack-specs").json()
    assert (spec["id"], spec["label_g"], spec["most_count"]) == (boxing.spec, 2_500, 10)


def test_boxes_get_their_codes(packer: Caller, packing: str) -> None:
    made = packer.post(f"{packing}/boxes", boxes(2_510, 2_520))
    assert (made.status_code, [one["give_away_g"] for one in made.json()]) == (201, [10, 20])
    listed = packer.get(f"{packing}/boxes").json()["items"]
    assert {one["code"] for one in listed} == {one["code"] for one in made.json()}


def test_boxes_sent_twice_are_packed_once(packer: Caller, packing: str) -> None:
    one, two = (packer.post(f"{packing}/boxes", boxes(2_510, 2_520), key="scale/17") for _ in range(2))
    assert (one.content, Box.objects.count()) == (two.content, 2)


def test_a_box_too_light_is_named_and_none_is_kept(packer: Caller, packing: str) -> None:
    answer = packer.post(f"{packing}/boxes", boxes(2_510, 2_400, 2_520))
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("boxes.1", "packing.too_light")]
    assert (answer.status_code, answer.json()["code"], Box.objects.count()) == (422, "packing.box_refused", 0)


def test_a_bad_value_is_named(packer: Caller, packing: str) -> None:
    answer = packer.post(f"{packing}/boxes", {"boxes": [{"net_g": "2510"}]})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("boxes.0.net_g", "int_type")]


def test_too_many_boxes_at_once_are_refused_with_the_limit(packer: Caller, packing: str) -> None:
    (error,) = packer.post(f"{packing}/boxes", boxes(*[2_510] * 1_001)).json()["errors"]
    assert (error["field"], "1000" in error["detail"]) == ("boxes", True)


def test_a_box_is_read_by_its_code(packer: Caller, packing: str) -> None:
    (made,) = packer.post(f"{packing}/boxes", boxes(2_510)).json()
    found = packer.get(f"/boxes/{made['code'].lower()}").json()
    assert (found["code"], found["packing"]["spec"]["name"]) == (made["code"], "礼盒 10 粒装")


def test_a_wrong_box_is_voided_once(packer: Caller, packing: str) -> None:
    (made,) = packer.post(f"{packing}/boxes", boxes(2_510)).json()
    answers = [packer.post(f"/boxes/{made['code']}/void", {"reason": "摔破了"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert (answers[0].json()["void"], answers[0].json()["packing"]["tally"]["boxes"]) == ("摔破了", 0)


def test_a_closed_packing_is_one_lot(boxing: Boxing, packer: Caller, packing: str) -> None:
    packer.post(f"{packing}/boxes", boxes(2_510, 2_520))
    answer = packer.post(f"{packing}/close", {"taken": [{"lot": first(boxing), "weight_g": 6 * KG}]})
    lot = packer.get(f"/goods-lots/{answer.json()['lot']}").json()
    assert (answer.status_code, [one["weight_g"] for one in lot["lies"]]) == (200, [5_030])
    assert packer.post(f"{packing}/boxes", boxes(2_510)).status_code == 409
    assert packer.get("/packings?open_only=true").json()["items"] == []


def test_more_than_lies_there_is_not_taken(boxing: Boxing, packer: Caller, packing: str) -> None:
    packer.post(f"{packing}/boxes", boxes(2_510))
    answer = packer.post(f"{packing}/close", {"taken": [{"lot": first(boxing), "weight_g": 200 * KG}]})
    assert (answer.status_code, Packing.objects.filter(closing__isnull=False).count()) == (409, 0)


def test_a_lot_taken_twice_is_named(boxing: Boxing, packer: Caller, packing: str) -> None:
    packer.post(f"{packing}/boxes", boxes(2_510))
    twice = [{"lot": first(boxing), "weight_g": 2 * KG}] * 2
    answer = packer.post(f"{packing}/close", {"taken": twice})
    assert (answer.status_code, answer.json()["code"]) == (422, "packing.taken_twice")


def test_a_packing_opened_by_mistake_is_dropped(packer: Caller, packing: str) -> None:
    answers = [packer.post(f"{packing}/drop", {"reason": "开错了"}) for _ in range(2)]
    assert ([answer.status_code for answer in answers], answers[0].json()["dropped"]) == ([200, 409], True)


def test_what_was_given_away_is_told_by_day_and_line(packer: Caller, packing: str) -> None:
    packer.post(f"{packing}/boxes", boxes(2_510, 2_520))
    today = timezone.localdate().isoformat()
    (row,) = packer.get(f"/give-away?since={today}").json()
    assert (row["day"], row["tally"]["boxes"], row["tally"]["give_away_g"]) == (today, 2, 30)


def test_give_away_is_asked_for_three_months_at_most(packer: Caller) -> None:
    answer = packer.get("/give-away?since=2026-01-01&through=2026-12-31")
    assert (answer.status_code, answer.json()["code"], answer.json()["fields"]) == (
        422,
        "api.too_many_days",
        {"most": 92},
    )


@pytest.fixture
def pallet(boxing: Boxing, packer: Caller) -> str:
    return f"/pallets/{packer.post('/pallets', {'organisation_id': boxing.goods.coop.pk}).json()['id']}"


def test_a_pallet_is_made_once_a_key(boxing: Boxing, packer: Caller) -> None:
    body = {"organisation_id": boxing.goods.coop.pk}
    one, two = (packer.post("/pallets", body, key="once") for _ in range(2))
    assert (one.status_code, one.content, Pallet.objects.count()) == (201, two.content, 1)


def test_boxes_stand_on_a_pallet_and_leave_it(packer: Caller, packing: str, pallet: str) -> None:
    codes = [one["code"] for one in packer.post(f"{packing}/boxes", boxes(2_510, 2_520)).json()]
    answer = packer.post(f"{pallet}/stow", {"boxes": codes})
    assert (answer.status_code, answer.json()["boxes"], answer.json()["net_g"]) == (200, 2, 5_030)
    assert packer.post(f"{pallet}/stow", {"boxes": codes}).status_code == 409
    assert packer.post(f"{pallet}/take-off", {"boxes": codes[:1]}).json()["boxes"] == 1
    assert packer.post(f"{pallet}/take-off").json()["boxes"] == 0
    assert packer.post(f"{pallet}/take-off").status_code == 409
    assert [one["boxes"] for one in packer.get("/pallets").json()["items"]] == [0]


def test_a_box_nobody_packed_is_named(packer: Caller, pallet: str) -> None:
    answer = packer.post(f"{pallet}/stow", {"boxes": ["NOSUCHBOX"]})
    assert (answer.status_code, answer.json()["fields"]) == (422, {"box": "NOSUCHBOX"})


def test_foreign_records_are_not_found(
    boxing: Boxing, packer: Caller, stranger: Caller, packing: str, pallet: str
) -> None:
    (made,) = packer.post(f"{packing}/boxes", boxes(2_510)).json()
    answers = [stranger.get(address) for address in (packing, f"{packing}/boxes", pallet, f"/boxes/{made['code']}")]
    answers += [stranger.post(f"{packing}/boxes", boxes(2_510)), stranger.post(f"{packing}/drop", {"reason": "x"})]
    answers += [stranger.post(f"{pallet}/take-off"), stranger.post(f"/boxes/{made['code']}/void", {"reason": "x"})]
    answers += [stranger.post("/packings", wanted(boxing))]
    assert [answer.status_code for answer in answers] == [404] * 9


def test_a_keeper_packs_nothing(boxing: Boxing, token_for: Any) -> None:
    assert token_for(Role.KEEPER, boxing.goods.coop).post("/packings", wanted(boxing)).status_code == 403


def test_a_specification_gets_its_next_version_from_tomorrow_on(boxing: Boxing, token_for: Any) -> None:
    office, tomorrow = token_for(Role.OFFICE, boxing.goods.coop), timezone.localdate() + timedelta(days=1)
    figures = {"label_g": 5_000, "least_count": 14, "most_count": 16, "tare_g": 420, "price_fen_per_kg": 1_200}
    body = figures | {"effective_from": timezone.localdate().isoformat(), "source": "联盟包装要求"}
    named = {"code": "YLX-5K", "name": "五公斤礼盒", "variety": boxing.goods.variety.code, "grade": "first"}
    made = office.post("/pack-specs", named | body)
    assert (made.status_code, made.json()["version"], len(made.json()["gtin"])) == (201, 1, 14)
    assert made.json()["shortage_g"] > 0  # the law's, where none is said
    assert office.post("/pack-specs", named | body).status_code == 409
    address = f"/pack-specs/{made.json()['id']}/versions"
    assert office.post(address, body).json()["code"] == "packing.spec_reaches_back"
    assert office.post(address, body | {"effective_from": tomorrow.isoformat(), "tare_g": 430}).status_code == 201
    assert [one["tare_g"] for one in office.get(address).json()] == [430, 420]

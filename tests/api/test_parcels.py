"""The despatch desk's own programs: parcels leave, arrive, come back."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.parcels.models import Parcel
from tests.again import again
from tests.api.conftest import Caller
from tests.parcels.despatch import Despatch, the_despatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def despatch(db: None) -> Despatch:
    return again(the_despatch)


@pytest.fixture
def packer(despatch: Despatch, token_for: Any) -> Caller:
    return token_for(Role.PACKER, despatch.boxing.goods.coop)


def wanted(despatch: Despatch, *codes: str) -> dict[str, Any]:
    to = {"receiver_name": "王五水果行", "receiver_phone": "13800001111"}
    return {"location_id": despatch.boxing.goods.line, "codes": list(codes), "waybill": "SF-1"} | to


def test_a_parcel_leaves_once_a_key_arrives_once_and_comes_back(despatch: Despatch, packer: Caller) -> None:
    codes = [box.code for box in despatch.boxes]
    one, two = (packer.post("/parcels", wanted(despatch, *codes), key="once") for _ in range(2))
    assert (one.status_code, one.content, Parcel.objects.count()) == (201, two.content, 1)
    sent = one.json()
    assert (sent["boxes"], sent["net_g"], sent["state"], sent["waybill"]) == (3, 7_530, "on_the_road", "SF-1")
    path = f"/parcels/{sent['id']}"
    answers = [packer.post(f"{path}/arrive", {}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    back = {"codes": codes[:1], "location_id": despatch.boxing.goods.line, "reason": "压坏"}
    assert packer.post(f"{path}/bring-back", back).json()["state"] == "partly_back"
    boxes = packer.get(f"{path}/boxes").json()["items"]
    assert sorted(box["reason"] for box in boxes) == ["", "", "压坏"]
    assert [one["code"] for one in packer.get("/parcels").json()["items"]] == [sent["code"]]


def test_another_ones_parcel_is_not_found(despatch: Despatch, packer: Caller, token_for: Any) -> None:
    sent = packer.post("/parcels", wanted(despatch, despatch.boxes[0].code)).json()
    stranger = token_for(Role.PACKER, despatch.boxing.goods.shop)
    assert stranger.get(f"/parcels/{sent['id']}").status_code == 404
    assert stranger.get(f"/parcels/{sent['id']}/boxes").status_code == 404
    assert stranger.get("/parcels").json()["items"] == []


def test_a_box_that_is_nowhere_is_named(despatch: Despatch, packer: Caller) -> None:
    answer = packer.post("/parcels", wanted(despatch, "NOSUCHBOX00000"))
    assert (answer.status_code, answer.json()["code"]) == (409, "parcels.no_such_code")
    assert "NOSUCHBOX00000" in answer.json()["detail"]


def test_a_bad_value_is_named(despatch: Despatch, packer: Caller) -> None:
    answer = packer.post("/parcels", wanted(despatch) | {"loaded_at": "yesterday"})
    assert sorted(one["field"] for one in answer.json()["errors"]) == ["codes", "loaded_at"]

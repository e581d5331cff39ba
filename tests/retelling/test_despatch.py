"""Boxes, pallets and parcels as events, under the names their labels carry."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from lilian.epcis.identifiers import canonical
from lilian.exchange.models import Event
from lilian.packing import actions as packing
from lilian.packing.models import Spec
from lilian.packing.values import batch_code
from lilian.parcels import actions as parcels
from lilian.retelling import actions
from lilian.retelling.values import LotName, Names
from lilian.stock import actions as stock
from tests.again import again
from tests.packing.boxing import LATER, opened, packed
from tests.parcels.despatch import SENT, Despatch, the_despatch
from tests.retelling import oracle
from tests.stock.goods import NOW

HOUR = timedelta(hours=1)
HOST = "https://lilian.invalid"


@pytest.fixture
def despatch(db: None) -> Despatch:
    return again(the_despatch)


def told(**kind: Any) -> list[dict[str, Any]]:
    """Tell on, and read the bodies of one kind."""
    actions.retell(now=SENT + HOUR)
    assert list(oracle.differences()) == []
    return [json.loads(text) for text in Event.objects.filter(**kind).values_list("body", flat=True)]


def links(despatch: Despatch, *places: int) -> list[str]:
    gtin = Spec.objects.get().gtin
    return [f"https://id.gs1.org/01/{gtin}/21/{despatch.boxes[place].code}" for place in places]


def test_a_packing_is_a_transformation_and_its_boxes_begin_to_be(despatch: Despatch) -> None:
    [made] = told(type="TransformationEvent", biz_step="packing")
    assert [one["quantity"] for one in made["inputQuantityList"] + made["outputQuantityList"]] == [7.6, 7.53]
    [boxes] = told(biz_step="commissioning")
    assert boxes["epcList"] == links(despatch, 0, 1, 2)
    assert boxes["ilmd"]["cbvmda:lotNumber"] == batch_code(despatch.packing)
    assert {"type": "prodorder", "bizTransaction": f"{HOST}/packings/{batch_code(despatch.packing)}"} in made[
        "bizTransactionList"
    ]


def test_a_void_box_never_begins_to_be(db: None) -> None:
    from tests.packing.boxing import closed, the_boxing

    boxing = the_boxing()
    packing_id = opened(boxing)
    wrong, *others = packed(boxing, packing_id, 2_500, 2_510, 2_520)
    pallet = packing.make_pallet(actor=boxing.packer, organisation_id=boxing.goods.coop.pk, client_key="t", now=LATER)
    codes = [box.code for box in (wrong, *others)]
    packing.stow(actor=boxing.packer, pallet_id=pallet, codes=codes, now=LATER)
    packing.void_box(actor=boxing.packer, box_id=wrong.pk, reason="称错", now=LATER + timedelta(minutes=1))
    closed(boxing, packing_id, 5_100)
    [made] = told(biz_step="commissioning")
    assert len(made["epcList"]) == 2
    assert wrong.code not in str(made["epcList"])
    put, taken = told(type="AggregationEvent")
    assert (len(put["childEPCs"]), put["action"], put["parentID"]) == (3, "ADD", taken["parentID"])
    assert (taken["action"], [link.rpartition("/")[2] for link in taken["childEPCs"]]) == ("DELETE", [wrong.code])


def test_a_pallet_is_put_together_and_taken_apart(despatch: Despatch) -> None:
    home = despatch.boxing.goods.coop.pk
    pallet = packing.make_pallet(actor=despatch.packer, organisation_id=home, client_key="t", now=LATER)
    packing.stow(actor=despatch.packer, pallet_id=pallet, codes=[box.code for box in despatch.boxes], now=LATER)
    packing.take_off(actor=despatch.packer, pallet_id=pallet, now=SENT, codes=[despatch.boxes[1].code])
    put, taken = told(type="AggregationEvent")
    assert (put["action"], put["childEPCs"]) == ("ADD", links(despatch, 0, 1, 2))
    assert (taken["action"], taken["childEPCs"]) == ("DELETE", links(despatch, 1))


def test_a_parcel_leaves_arrives_and_comes_back(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    parcel = despatch.send(despatch.boxes[0], despatch.boxes[2])
    parcels.arrive(actor=despatch.packer, parcel_id=parcel, at=SENT + HOUR, now=SENT + HOUR)
    back = {"parcel_id": parcel, "codes": [despatch.boxes[2].code], "location_id": goods.line, "reason": "压坏"}
    parcels.bring_back(actor=despatch.packer, client_key="b", now=SENT + HOUR, **back)
    [left] = told(biz_step="shipping", type="ObjectEvent")
    assert left["quantityList"][0]["quantity"] == 5.02
    assert {"possessing_party": f"{HOST}/members/{goods.coop.pk}", "location": f"{HOST}/places/{goods.line}"} == {
        one["type"]: one["source"] for one in left["sourceList"]
    }
    into, out = told(type="AggregationEvent")
    assert (into["action"], into["childEPCs"]) == ("ADD", links(despatch, 0, 2))
    assert (out["action"], out["childEPCs"], out["parentID"]) == ("DELETE", links(despatch, 2), into["parentID"])
    [arrived] = told(biz_step="arriving")
    assert arrived["epcList"] == [into["parentID"]]
    [returned] = told(disposition="returned", type="ObjectEvent")
    assert {one.get("type") for one in returned["bizTransactionList"]} == {None, "rma", "desadv"}
    assert "王五" not in str(list(Event.objects.values_list("body")))


def kinds(body: dict[str, Any]) -> set[str]:
    return {one["type"] for one in body["bizTransactionList"] if "type" in one}


def test_boxes_belong_to_the_papers_they_go_and_come_back_with(despatch: Despatch) -> None:
    parcel = despatch.send(despatch.boxes[0], despatch.boxes[2])
    back = {"parcel_id": parcel, "codes": [despatch.boxes[2].code], "location_id": despatch.boxing.goods.line}
    parcels.bring_back(actor=despatch.packer, client_key="b", now=SENT + HOUR, reason="压坏", **back)
    gone, returned = told(type="TransactionEvent")
    assert (gone["action"], gone["bizStep"], gone["epcList"]) == ("ADD", "shipping", links(despatch, 0, 2))
    assert (returned["action"], returned["disposition"], returned["epcList"]) == ("ADD", "returned", links(despatch, 2))
    assert (kinds(gone), kinds(returned)) == ({"desadv"}, {"rma"})
    here = {"possessing_party": f"{HOST}/members/{despatch.boxing.goods.coop.pk}"}
    assert [{one["type"]: one["source"] for one in gone["sourceList"]}] == [here]
    assert [{one["type"]: one["destination"] for one in returned["destinationList"]}] == [here]
    assert not any("quantityList" in body for body in (gone, returned))


def test_a_lot_that_changes_hands_says_from_whom_to_whom(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    stock.hand_over(
        actor=goods.actor(), lot_id=despatch.boxing.first, owner_id=goods.shop.pk, reason="买断", now=NOW + 2 * HOUR
    )
    [body] = [one for one in told(type="ObjectEvent") if "bizStep" not in one]
    assert body["sourceList"] == [{"type": "owning_party", "source": f"{HOST}/members/{goods.coop.pk}"}]
    assert body["destinationList"] == [{"type": "owning_party", "destination": f"{HOST}/members/{goods.shop.pk}"}]


def test_gs1_names_are_used_where_the_settings_name_them(despatch: Despatch, settings: LazySettings) -> None:
    settings.LINK_HOST, settings.EPCIS_GLN, settings.EPCIS_SSCC = "fruit.example", "6901234000016", "06901234"
    despatch.send(despatch.boxes[0])
    [into] = told(type="AggregationEvent")
    assert into["parentID"].startswith("https://id.gs1.org/00/069012342")
    line = despatch.boxing.goods.line
    assert into["readPoint"]["id"] == f"https://id.gs1.org/414/6901234000016/254/{line}"
    assert canonical(into["parentID"]) == into["parentID"]


def test_other_names_hold_from_then_on(despatch: Despatch, settings: LazySettings) -> None:
    told()
    settings.LINK_HOST = "fruit.example"
    despatch.send(despatch.boxes[0])
    [left] = told(biz_step="shipping", type="ObjectEvent")
    assert left["readPoint"]["id"].startswith("https://fruit.example/")
    assert all(HOST in str(body) for body in told(biz_step="receiving"))


def test_a_number_that_means_other_things_elsewhere_names_no_batch() -> None:
    names = Names("fruit.example")
    assert names.lot(LotName("L000012X", "00200000000017", 7)) == "https://fruit.example/lots/L000012X"
    assert names.lot(LotName("L000012X", "06901234123456", 7)).startswith("https://id.gs1.org/01/06901234123456/10/B")


def test_numbers_run_out_before_an_sscc_is_wrong() -> None:
    assert Names("h.example", sscc="06901234567").pallet(99_999).startswith("https://id.gs1.org/00/069012345671")
    assert Names("h.example", sscc="06901234567").pallet(100_000).startswith("https://h.example/pallets/T")

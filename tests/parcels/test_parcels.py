"""Boxes leave in one parcel at a time, off the books to the gram, and come back as what they were."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.packing import actions as packing
from lilian.parcels import actions, queries
from lilian.parcels.actions.refusals import (
    AlreadyArrived,
    BoxGone,
    BoxStopped,
    LotStopped,
    NobodyGetsIt,
    NoReason,
    NoSuchCode,
    NothingLoaded,
    NotInParcel,
    StillPacking,
    WrongMoment,
)
from lilian.parcels.models import Loading, Parcel
from lilian.parcels.queries.soundness import faults
from lilian.parcels.values import ParcelState, Receiver
from lilian.stock import actions as stock
from lilian.stock.actions.refusals import ConditionForbids
from lilian.stock.values import Condition, LocationDraft, LocationKind
from tests.packing.boxing import opened, packed
from tests.parcels.despatch import LATER, SENT, Despatch
from tests.stock.goods import lies

DAY = timedelta(days=1)


def sound() -> bool:
    return not list(faults(lambda done: None))


def test_a_parcel_takes_its_boxes_off_the_books(despatch: Despatch) -> None:
    first, _, third = despatch.boxes
    parcel = despatch.send(first, third)
    card = queries.parcel(despatch.packer, parcel)
    assert (card.boxes, card.net_g, card.receiver, card.state) == (2, 5_020, "王五水果行", ParcelState.ON_THE_ROAD)
    assert lies(despatch.lot)["line"] == 2_510
    assert sound()
    assert [row.box_id for row in queries.boxes_of(despatch.packer, parcel)] == [first.pk, third.pk]


def test_a_whole_pallet_is_sent_by_its_code(despatch: Despatch) -> None:
    home = despatch.boxing.goods.coop.pk
    pallet = packing.make_pallet(actor=despatch.packer, organisation_id=home, client_key="t", now=LATER)
    codes = [box.code for box in despatch.boxes[:2]]
    packing.stow(actor=despatch.packer, pallet_id=pallet, codes=codes, now=LATER)
    from lilian.packing.values import pallet_code

    draft = despatch.draft(pallet_code(pallet).lower(), codes[0])
    parcel = actions.send(actor=despatch.packer, draft=draft, client_key="t", now=SENT)
    assert queries.parcel(despatch.packer, parcel).boxes == 2


def test_the_same_key_sends_once(despatch: Despatch) -> None:
    assert despatch.send(despatch.boxes[0]) == despatch.send(despatch.boxes[0])
    assert Parcel.objects.count() == 1


def test_a_box_is_in_one_parcel(despatch: Despatch) -> None:
    box, other = despatch.boxes[:2]
    parcel = despatch.send(box)
    with pytest.raises(BoxGone):
        despatch.send(box, key="again")
    second = despatch.send(other, key="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Loading.objects.create(parcel_id=second, box=box, since=SENT)
    assert parcel != second


def test_what_may_not_leave_stays(despatch: Despatch) -> None:
    with pytest.raises(NothingLoaded):
        despatch.send()
    with pytest.raises(NoSuchCode):
        actions.send(actor=despatch.packer, draft=despatch.draft("0" * 14), client_key="x", now=SENT)
    with pytest.raises(WrongMoment):
        despatch.send(despatch.boxes[0], loaded_at=LATER - DAY)
    again = opened(despatch.boxing, "again")
    (box,) = packed(despatch.boxing, again, 2_500, key="again")
    with pytest.raises(StillPacking):
        despatch.send(box)
    packing.void_box(actor=despatch.packer, box_id=box.pk, reason="碰坏", now=LATER)
    with pytest.raises(BoxStopped):
        despatch.send(box)
    assert not Parcel.objects.exists()


def test_a_box_called_back_goes_nowhere(despatch: Despatch) -> None:
    box, office = despatch.boxes[0], despatch.boxing.goods.actor()
    assert packing.recall_boxes(actor=office, box_ids=[box.pk], reason="异味", now=LATER) == 1
    assert packing.recall_boxes(actor=office, box_ids=[box.pk], reason="异味", now=LATER) == 0
    with pytest.raises(BoxStopped):
        despatch.send(box)
    parcel = despatch.send(despatch.boxes[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Loading.objects.create(parcel_id=parcel, box=box, since=SENT)
    with pytest.raises(NotAllowed):
        packing.recall_boxes(actor=despatch.packer, box_ids=[box.pk], reason="异味", now=LATER)


@pytest.mark.parametrize("condition", [Condition.QUARANTINED, Condition.RECALLED, Condition.DAMAGED])
def test_a_lot_stopped_is_neither_sold_nor_moved_out(despatch: Despatch, condition: Condition) -> None:
    office = despatch.boxing.goods.actor()
    stock.decide(actor=office, lot_id=despatch.lot, condition=condition, reason="农残", now=LATER)
    with pytest.raises(ConditionForbids):
        despatch.send(despatch.boxes[0])
    van = LocationDraft("van", "冷藏车", LocationKind.VAN, despatch.boxing.goods.coop.pk)
    to = stock.open_location(actor=office, draft=van, now=LATER)
    with pytest.raises(LotStopped):
        despatch.send(despatch.boxes[0], to_id=to)
    assert lies(despatch.lot)["line"] == 7_530


def test_goods_go_to_our_own_van_and_back(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    van = LocationDraft("van", "冷藏车", LocationKind.VAN, goods.coop.pk)
    to = stock.open_location(actor=goods.actor(), draft=van, now=LATER)
    parcel = despatch.send(*despatch.boxes, to_id=to, receiver=Receiver(goods.shop.pk))
    assert lies(despatch.lot) == {"van": 7_530}
    said = {"actor": despatch.packer, "parcel_id": parcel, "location_id": goods.line, "now": SENT + DAY}
    assert actions.bring_back(codes=[], reason="没卖完", client_key="b", **said) == 3
    assert lies(despatch.lot) == {"line": 7_530}
    assert sound()
    assert queries.parcel(despatch.packer, parcel).state is ParcelState.BACK


def test_what_came_back_may_leave_again(despatch: Despatch) -> None:
    first, second, _ = despatch.boxes
    parcel = despatch.send(first, second)
    said = {"actor": despatch.packer, "parcel_id": parcel, "location_id": despatch.boxing.goods.line}
    with pytest.raises(NoReason):
        actions.bring_back(codes=[], reason=" ", client_key="b", now=SENT + DAY, **said)
    back = {"codes": [first.code], "reason": "压坏", "client_key": "b", "now": SENT + DAY} | said
    assert actions.bring_back(**back) == actions.bring_back(**back) == 1
    assert queries.parcel(despatch.packer, parcel).state is ParcelState.PARTLY_BACK
    with pytest.raises(NotInParcel):
        actions.bring_back(codes=[first.code], reason="压坏", client_key="c", now=SENT + DAY, **said)
    with pytest.raises(WrongMoment):
        despatch.send(first, key="early", loaded_at=SENT + timedelta(hours=1))
    assert despatch.send(first, key="again", loaded_at=SENT + 2 * DAY) != parcel
    assert sound()


def test_a_parcel_arrives_once(despatch: Despatch) -> None:
    parcel = despatch.send(despatch.boxes[0])
    with pytest.raises(WrongMoment):
        actions.arrive(actor=despatch.packer, parcel_id=parcel, at=SENT - DAY, now=SENT)
    actions.arrive(actor=despatch.packer, parcel_id=parcel, at=SENT + DAY, now=SENT + DAY)
    assert queries.parcel(despatch.packer, parcel).state is ParcelState.ARRIVED
    with pytest.raises(AlreadyArrived):
        actions.arrive(actor=despatch.packer, parcel_id=parcel, at=SENT + DAY, now=SENT + DAY)


@pytest.mark.parametrize("receiver", [Receiver(), Receiver(None, "王五"), Receiver(None, "", "138")])
def test_a_parcel_goes_to_somebody(despatch: Despatch, receiver: Receiver) -> None:
    with pytest.raises(NobodyGetsIt):
        despatch.send(despatch.boxes[0], receiver=receiver)


def test_the_receiver_sees_it_and_nobody_else(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    parcel = despatch.send(despatch.boxes[0], receiver=Receiver(goods.shop.pk))
    assert queries.parcel(goods.actor(Role.SELLER, goods.shop), parcel).receiver_id == goods.shop.pk
    outside = despatch.send(despatch.boxes[1], key="out")
    with pytest.raises(NotFound):
        queries.parcel(goods.actor(Role.SELLER, goods.shop), outside)
    with pytest.raises(NotFound):
        actions.arrive(actor=goods.actor(Role.PACKER, goods.shop), parcel_id=outside, at=SENT, now=SENT)


def test_the_past_of_a_parcel_stays(despatch: Despatch) -> None:
    parcel = despatch.send(despatch.boxes[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Parcel.objects.filter(pk=parcel).update(note="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Loading.objects.filter(parcel=parcel).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Loading.objects.filter(parcel=parcel).update(since=LATER)

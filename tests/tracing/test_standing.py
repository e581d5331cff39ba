"""How a box stands is told by its code alone, at once, by one indexed question."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lilian.packing import actions as packing
from lilian.stock import actions as stock
from lilian.stock import queries as stock_queries
from lilian.stock.models import Location
from lilian.stock.values import Condition
from lilian.trace import actions
from lilian.trace.queries import box_standing
from lilian.trace.values import BoxStanding, RecallDraft, Start, StartKind
from tests.packing.boxing import opened, packed
from tests.parcels.despatch import LATER, Despatch


def test_a_box_nobody_decided_about_is_genuine(despatch: Despatch) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert box_standing(f" {despatch.boxes[0].code.lower()} ") is BoxStanding.GENUINE
    assert len(asked) == 1
    assert box_standing("NOBODYSBOX1234") is None


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (Condition.QUARANTINED, BoxStanding.HELD),
        (Condition.DAMAGED, BoxStanding.HELD),
        (Condition.RECALLED, BoxStanding.RECALLED),
    ],
)
def test_a_box_stands_as_its_lot_does(despatch: Despatch, condition: Condition, says: BoxStanding) -> None:
    office = despatch.boxing.goods.actor()
    stock.decide(actor=office, lot_id=despatch.lot, condition=condition, reason="农残", now=LATER)
    assert box_standing(despatch.boxes[0].code) is says


def test_a_lot_released_is_genuine_again(despatch: Despatch) -> None:
    office = despatch.boxing.goods.actor()
    for condition in (Condition.QUARANTINED, Condition.SOUND):
        stock.decide(actor=office, lot_id=despatch.lot, condition=condition, reason="复检", now=LATER)
    assert box_standing(despatch.boxes[0].code) is BoxStanding.GENUINE


def test_a_single_box_is_called_back_alone(despatch: Despatch) -> None:
    first, second, _ = despatch.boxes
    packing.recall_boxes(actor=despatch.boxing.goods.actor(), box_ids=[first.pk], reason="异味", now=LATER)
    assert (box_standing(first.code), box_standing(second.code)) == (BoxStanding.RECALLED, BoxStanding.GENUINE)


def test_a_box_still_being_packed_stands_as_what_goes_in(despatch: Despatch) -> None:
    boxing = despatch.boxing
    box, other = packed(boxing, opened(boxing, "again"), 2_500, 2_500, key="again")
    packing.void_box(actor=boxing.packer, box_id=other.pk, reason="碰坏", now=LATER)
    assert (box_standing(box.code), box_standing(other.code)) == (BoxStanding.GENUINE, BoxStanding.VOID)
    lot, office = boxing.first, boxing.goods.actor()
    stock.decide(actor=office, lot_id=lot, condition=Condition.RECALLED, reason="农残", now=LATER)
    assert box_standing(box.code) is BoxStanding.RECALLED


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (Condition.QUARANTINED, BoxStanding.HELD),
        (Condition.DAMAGED, BoxStanding.GENUINE),
        (Condition.RECALLED, BoxStanding.RECALLED),
    ],
)
def test_what_is_decided_by_hand_about_a_lot_it_came_out_of_counts(
    despatch: Despatch, condition: Condition, says: BoxStanding
) -> None:
    boxing = despatch.boxing
    stock.decide(actor=boxing.goods.actor(), lot_id=boxing.first, condition=condition, reason="复检", now=LATER)
    assert box_standing(despatch.boxes[0].code) is says


def test_a_recall_of_what_lay_there_later_leaves_boxes_packed_before_alone(despatch: Despatch) -> None:
    """The rest of the lot lay on the line the day after its boxes had left."""
    despatch.send(*despatch.boxes)
    goods, next_day = despatch.boxing.goods, LATER + timedelta(days=1)
    place = Location.objects.get(pk=goods.line).code
    draft = RecallDraft(Start(StartKind.ROOM, place, since=next_day), "冷库温度过高")
    actions.open_recall(actor=goods.actor(), draft=draft, client_key="room", now=next_day)
    assert stock_queries.conditions([despatch.boxing.first]) == {despatch.boxing.first: Condition.RECALLED}
    assert box_standing(despatch.boxes[0].code) is BoxStanding.GENUINE

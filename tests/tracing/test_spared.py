"""Of a lot in boxes that was called back in part, the boxes a recall spared leave, and those it stopped do not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lilian.parcels.actions import boxes as leaving
from lilian.parcels.actions.refusals import BoxStopped
from lilian.parcels.values import Receiver
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock import rules
from lilian.stock.actions.refusals import ConditionForbids
from lilian.stock.models import Location, Lot
from lilian.stock.values import Condition, Conversion, Line, LotDraft, Outgoing, Output, Spot
from lilian.trace import actions
from lilian.trace.models import RecallLot
from lilian.trace.queries import box_standing
from lilian.trace.values import BoxStanding, RecallDraft, Start, StartKind
from tests.parcels.despatch import SENT, Despatch

NOW = SENT + timedelta(hours=2)


@pytest.fixture
def parted(despatch: Despatch) -> Despatch:
    """The first box was carried to a room, the others lie on the line; then the room is called back."""
    carried(despatch)
    recall(despatch, StartKind.ROOM, Location.objects.get(pk=despatch.boxing.goods.room).code)
    return despatch


def carried(despatch: Despatch) -> None:
    home = despatch.boxing.goods.coop
    despatch.send(despatch.boxes[0], key="carried", receiver=Receiver(home.pk), to_id=despatch.boxing.goods.room)


def recall(despatch: Despatch, kind: StartKind, code: str, key: str = "r") -> int:
    draft = RecallDraft(Start(kind, code), "氨气泄漏")
    return actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key=key, now=NOW)


def brought_back(despatch: Despatch) -> None:
    """The stopped box stands on the line again, beside the others."""
    from lilian.parcels import actions as parcels
    from lilian.parcels.models import Parcel

    back = {"parcel_id": Parcel.objects.latest("pk").pk, "codes": [], "location_id": despatch.boxing.goods.line}
    parcels.bring_back(actor=despatch.packer, client_key="back", now=NOW, reason="召回", **back)


def leaves(despatch: Despatch, number: int) -> bool:
    try:
        despatch.send(despatch.boxes[number], key=f"leaves-{number}", loaded_at=NOW)
    except (BoxStopped, ConditionForbids):
        return False
    return True


def test_spared_boxes_leave_and_stopped_ones_do_not(parted: Despatch) -> None:
    brought_back(parted)
    assert goods.conditions([parted.lot]) == {parted.lot: Condition.IN_PART}
    assert [leaves(parted, number) for number in range(3)] == [False, True, True]
    stands = [box_standing(box.code) for box in parted.boxes]
    assert stands == [BoxStanding.RECALLED, BoxStanding.GENUINE, BoxStanding.GENUINE]


def nothing_special(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BOX_BY_BOX", {})


def all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    really = rules.called_back
    monkeypatch.setattr(rules, "called_back", lambda lot_ids, in_part, stands: really(lot_ids, (), stands))


@pytest.mark.parametrize("careless", [nothing_special, all_or_nothing])
def test_a_careless_recall_is_found_out(
    despatch: Despatch, careless: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    careless(monkeypatch)
    carried(despatch)
    recall(despatch, StartKind.ROOM, Location.objects.get(pk=despatch.boxing.goods.room).code)
    assert not leaves(despatch, 1)


def test_what_nobody_looked_at_the_database_keeps(parted: Despatch, monkeypatch: pytest.MonkeyPatch) -> None:
    brought_back(parted)
    monkeypatch.setattr(leaving, "check_may_leave", lambda boxes, loaded_at: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        leaves(parted, 0)


def test_by_weight_nothing_of_it_leaves_and_nothing_is_made_of_it(parted: Despatch) -> None:
    """Grams do not say which boxes they are."""
    world, line = parted.boxing.goods, Line(Spot(parted.lot, parted.boxing.goods.line), 2_500)
    said: dict[str, Any] = {"actor": world.actor(), "client_key": "x", "now": NOW}
    with pytest.raises(ConditionForbids):
        stock.ship(outgoing=Outgoing((line,), NOW.date()), **said)
    made = Output(LotDraft(world.variety.pk, world.coop.pk, world.coop.pk), world.line, 2_400, 0)
    with pytest.raises(ConditionForbids):
        stock.convert(conversion=Conversion((line,), (made,), NOW.date()), **said)


def test_what_a_person_had_stopped_is_called_back_whole(despatch: Despatch) -> None:
    carried(despatch)
    office = despatch.boxing.goods.actor()
    stock.decide(actor=office, lot_id=despatch.lot, condition=Condition.QUARANTINED, reason="复检", now=NOW)
    recall(despatch, StartKind.ROOM, Location.objects.get(pk=despatch.boxing.goods.room).code)
    assert goods.conditions([despatch.lot]) == {despatch.lot: Condition.RECALLED}
    assert not RecallLot.objects.get(lot=despatch.lot).in_part
    assert {box_standing(box.code) for box in despatch.boxes} == {BoxStanding.RECALLED}


def test_a_recall_of_the_lot_stops_what_was_spared(parted: Despatch) -> None:
    recall(parted, StartKind.LOT, Lot.objects.get(pk=parted.lot).code, key="whole")
    assert not leaves(parted, 1)
    assert box_standing(parted.boxes[1].code) is BoxStanding.RECALLED


def test_the_same_room_called_back_again_turns_nothing(parted: Despatch) -> None:
    again = recall(parted, StartKind.ROOM, Location.objects.get(pk=parted.boxing.goods.room).code, key="again")
    assert [(row.stopped_now, row.in_part) for row in RecallLot.objects.filter(recall=again)] == [(False, True)]
    assert leaves(parted, 1)

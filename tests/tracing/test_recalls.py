"""A recall stops all it reaches in its own transaction, tells who holds boxes, and ends with a report."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, transaction

from lilian.base import audit
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.packing.actions.refusals import LotStopped
from lilian.packing.models import Box as BoxRow
from lilian.parcels import actions as parcels
from lilian.parcels.actions.refusals import BoxStopped
from lilian.parcels.values import Receiver, parcel_code
from lilian.stock import actions as stock
from lilian.stock.actions.refusals import ConditionForbids
from lilian.stock.models import Lot
from lilian.trace import actions, queries
from lilian.trace.actions.refusals import (
    AlreadyAnswered,
    AlreadyEnded,
    FoundTooMany,
    NoReason,
    NothingThere,
    StillUntold,
)
from lilian.trace.models import Drill, Notice, Recall
from lilian.trace.queries import box_standing
from lilian.trace.values import BoxStanding, RecallDraft, Start, StartKind
from tests.packing.boxing import closed, opened, packed
from tests.parcels.despatch import SENT, Despatch
from tests.stock.goods import KG

LATER = SENT + timedelta(days=1)


def the_code(lot: int) -> str:
    return Lot.objects.get(pk=lot).code


def recall(despatch: Despatch, kind: StartKind, code: str, key: str = "r") -> Recall:
    draft = RecallDraft(Start(kind, code), "农残超标")
    office = despatch.boxing.goods.actor()
    return Recall.objects.get(pk=actions.open_recall(actor=office, draft=draft, client_key=key, now=LATER))


def harvested(despatch: Despatch) -> str:
    return Lot.objects.earliest("pk").code


def test_from_the_orchard_everything_is_stopped(despatch: Despatch) -> None:
    despatch.send(despatch.boxes[0])
    running = opened(despatch.boxing, "late")
    made = recall(despatch, StartKind.LOT, harvested(despatch))
    assert made.figures["boxes"] == 3
    assert (made.figures["on_the_road"], made.figures["in_store"]) == (1, 2)
    assert made.figures["loose_g"] == 100 * KG - 7_600
    assert {box_standing(box.code) for box in despatch.boxes} == {BoxStanding.RECALLED}
    with pytest.raises(ConditionForbids):
        despatch.send(despatch.boxes[1], key="x")
    with pytest.raises(LotStopped):
        packed(despatch.boxing, running, 2_500, key="late")


def test_boxes_still_being_packed_are_stopped_too(despatch: Despatch) -> None:
    packing = opened(despatch.boxing, "again")
    (box,) = packed(despatch.boxing, packing, 2_500, key="again")
    recall(despatch, StartKind.LOT, harvested(despatch))
    assert box_standing(box.code) is BoxStanding.RECALLED
    assert BoxRow.objects.filter(pk=box.pk, recall__isnull=False).exists()
    with pytest.raises(LotStopped):
        closed(despatch.boxing, packing, 2_600, key="late-close")


def test_one_box_is_called_back_and_its_neighbours_are_not(despatch: Despatch) -> None:
    first, second, _ = despatch.boxes
    recall(despatch, StartKind.BOX, first.code)
    with pytest.raises(BoxStopped):
        despatch.send(first)
    assert despatch.send(second)


def test_holders_are_told_with_their_number(despatch: Despatch) -> None:
    hai = despatch.boxing.goods.shop
    despatch.send(despatch.boxes[0])
    second = despatch.send(despatch.boxes[1], key="hai", receiver=Receiver(hai.pk))
    parcels.arrive(actor=despatch.packer, parcel_id=second, at=SENT, now=SENT)
    made = recall(despatch, StartKind.LOT, harvested(despatch))
    told = {(one.organisation_id, one.name, one.phone, one.boxes) for one in Notice.objects.filter(recall=made)}
    assert told == {(None, "王五水果行", "13800001111", 1), (hai.pk, hai.name, "", 1)}
    seller = despatch.boxing.goods.actor(Role.SELLER, hai)
    assert [one.organisation_id for one in queries.notices(seller)] == [hai.pk]
    assert queries.untold(seller) == 1


def test_a_parcel_back_is_told_no_more(despatch: Despatch) -> None:
    parcel = despatch.send(despatch.boxes[0])
    back = {"parcel_id": parcel, "codes": [], "location_id": despatch.boxing.goods.line, "reason": "退"}
    parcels.bring_back(actor=despatch.packer, client_key="b", now=LATER, **back)
    made = recall(despatch, StartKind.PARCEL, parcel_code(parcel))
    assert not Notice.objects.filter(recall=made).exists()
    assert made.figures["in_store"] == 1


def test_a_recall_ends_when_everybody_answered(despatch: Despatch) -> None:
    hai, office = despatch.boxing.goods.shop, despatch.boxing.goods.actor()
    despatch.send(despatch.boxes[0], receiver=Receiver(hai.pk))
    made = recall(despatch, StartKind.LOT, harvested(despatch))
    end = {"actor": office, "recall_id": made.pk, "now": LATER}
    with pytest.raises(StillUntold):
        actions.end_recall(report="全部收回。", **end)
    notice = Notice.objects.get(recall=made)
    seller = despatch.boxing.goods.actor(Role.SELLER, hai)
    answer = {"actor": seller, "notice_id": notice.pk, "note": "", "now": LATER}
    with pytest.raises(FoundTooMany):
        actions.answer_notice(found=2, **answer)
    with pytest.raises(NotFound):
        actions.answer_notice(**answer | {"actor": despatch.boxing.goods.actor(Role.COOP_MANAGER)}, found=1)
    actions.answer_notice(found=1, **answer)
    with pytest.raises(AlreadyAnswered):
        actions.answer_notice(found=1, **answer)
    with pytest.raises(NoReason):
        actions.end_recall(report=" ", **end)
    actions.end_recall(report="全部收回。", **end)
    with pytest.raises(AlreadyEnded):
        actions.end_recall(report="全部收回。", **end)
    assert queries.recall(office, made.pk).end.figures["found"] == 1
    assert not list(audit.faults())


def test_the_same_key_recalls_once_and_again_what_is_new(despatch: Despatch) -> None:
    made = recall(despatch, StartKind.LOT, the_code(despatch.lot))
    assert recall(despatch, StartKind.LOT, the_code(despatch.lot)) == made
    wider = recall(despatch, StartKind.LOT, harvested(despatch), key="wider")
    assert [(one.lot_id == despatch.lot, one.stopped_now) for one in wider.lots.all()] == [
        (False, True),
        (False, True),
        (True, False),
    ]


def test_what_names_nothing_stops_nothing(despatch: Despatch) -> None:
    with pytest.raises(NothingThere):
        recall(despatch, StartKind.LOT, "L999999X")
    despatch.send(despatch.boxes[0])  # with no waybill
    with pytest.raises(NothingThere):
        recall(despatch, StartKind.PARCEL, "")
    draft = RecallDraft(Start(StartKind.LOT, the_code(despatch.lot)), " ")
    with pytest.raises(NoReason):
        actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key="n", now=LATER)
    with pytest.raises(NotAllowed):
        actions.open_recall(actor=despatch.packer, draft=draft, client_key="n", now=LATER)
    assert not Recall.objects.exists()


def test_what_was_recalled_is_on_record_for_good(despatch: Despatch) -> None:
    made = recall(despatch, StartKind.LOT, the_code(despatch.lot))
    with pytest.raises(IntegrityError), transaction.atomic():
        Recall.objects.filter(pk=made.pk).update(reason="x")


def drill(despatch: Despatch, kind: StartKind, code: str) -> Drill:
    ticks = count()
    office = despatch.boxing.goods.actor()
    clock = lambda: next(ticks) / 1000  # noqa: E731 - a clock that ticks each time it is read
    return Drill.objects.get(pk=actions.run_drill(actor=office, start=Start(kind, code), now=LATER, clock=clock))


def test_a_drill_times_every_step_and_stops_nothing(despatch: Despatch) -> None:
    despatch.send(despatch.boxes[0])
    made = drill(despatch, StartKind.BOX, despatch.boxes[0].code)
    assert made.passed
    assert set(made.report["steps_ms"].values()) == {1}
    assert made.report["figures"]["origins"] == 1
    assert made.took_ms == 13
    assert box_standing(despatch.boxes[0].code) is BoxStanding.GENUINE


def test_a_drill_over_a_gap_fails(despatch: Despatch) -> None:
    goods = despatch.boxing.goods
    from lilian.stock.values import Line, Spot

    found = Line(Spot(despatch.boxing.first, goods.line), 80 * KG)
    stock.count(actor=goods.actor(), counted=[found], day=LATER.date(), reason="短少", client_key="c", now=LATER)
    made = drill(despatch, StartKind.LOT, the_code(despatch.boxing.first))
    assert not made.passed
    assert [gap["place"] for gap in made.report["gaps"]] == ["line"]
    assert [one["unexplained_g"] for one in made.report["flagged"]] == [12_400]

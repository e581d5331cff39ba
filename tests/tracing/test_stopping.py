"""A recall that names a packing still open, or a line, stops the packing itself: nothing slips out of it afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.base import audit
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed
from lilian.packing import actions as packing
from lilian.packing import queries as packing_queries
from lilian.packing.actions.refusals import NoReason, PackingClosed, PackingStopped
from lilian.packing.models import Box, Stop
from lilian.packing.values import batch_code
from lilian.quality import actions as quality
from lilian.quality.values import Fruit, Occasion, SampleDraft, sample_code
from lilian.stock.actions.refusals import ConditionForbids
from lilian.stock.models import Location, Lot
from lilian.trace import actions, queries
from lilian.trace.queries import box_standing
from lilian.trace.values import BoxStanding, RecallDraft, Start, StartKind
from tests.packing.boxing import LATER, closed, on_the_line, opened, packed
from tests.parcels.despatch import SENT, Despatch
from tests.stock.goods import KG

NOW = SENT + timedelta(hours=1)


def recall(despatch: Despatch, kind: StartKind, code: str, key: str = "r") -> int:
    draft = RecallDraft(Start(kind, code), "封箱胶带有异味")
    return actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key=key, now=NOW)


def the_line(despatch: Despatch) -> str:
    return Location.objects.get(pk=despatch.boxing.goods.line).code


@pytest.mark.parametrize("kind", [StartKind.BATCH, StartKind.LINE])
def test_a_packing_that_runs_stops(despatch: Despatch, kind: StartKind) -> None:
    boxing = despatch.boxing
    running = opened(boxing, "runs")
    (box,) = packed(boxing, running, 2_500, key="runs")
    recall(despatch, kind, batch_code(running) if kind is StartKind.BATCH else the_line(despatch))
    assert box_standing(box.code) is BoxStanding.RECALLED
    with pytest.raises(PackingStopped):
        packed(boxing, running, 2_500, key="slips")
    with pytest.raises(PackingStopped):
        closed(boxing, running, 2_600, key="slips")
    with pytest.raises(PackingStopped):
        packing.add_lot(actor=boxing.packer, packing_id=running, lot_id=boxing.first, now=LATER)
    assert packing_queries.packing(boxing.packer, running).stopped == "封箱胶带有异味"
    assert not list(audit.faults())


def test_one_without_a_box_yet_stops_too(despatch: Despatch) -> None:
    running = opened(despatch.boxing, "runs")
    recall(despatch, StartKind.BATCH, batch_code(running))
    with pytest.raises(PackingStopped):
        packed(despatch.boxing, running, 2_500, key="slips")


def test_other_packings_of_the_same_fruit_run_on(despatch: Despatch) -> None:
    stopped, other = opened(despatch.boxing, "stopped"), opened(despatch.boxing, "other")
    recall(despatch, StartKind.BATCH, batch_code(stopped))
    (box,) = packed(despatch.boxing, other, 2_500, key="other")
    assert box_standing(box.code) is BoxStanding.GENUINE


def test_of_a_stopped_packing_boxes_are_voided_and_it_is_dropped(despatch: Despatch) -> None:
    boxing = despatch.boxing
    running = opened(boxing, "runs")
    (box,) = packed(boxing, running, 2_500, key="runs")
    recall(despatch, StartKind.BATCH, batch_code(running))
    packing.void_box(actor=boxing.packer, box_id=box.pk, reason="召回倒出", now=NOW)
    packing.drop_packing(actor=boxing.packer, packing_id=running, reason="召回", client_key="d", now=NOW)
    with pytest.raises(PackingClosed):
        packed(boxing, running, 2_500, key="late")


def test_the_database_holds_a_stop(despatch: Despatch) -> None:
    running = opened(despatch.boxing, "runs")
    (box,) = packed(despatch.boxing, running, 2_500, key="runs")
    recall(despatch, StartKind.BATCH, batch_code(running))
    box.pk, box.code, box.number, box.client_key = None, "SLIPPEDSLIPPED", 2, "slipped"
    with pytest.raises(IntegrityError), transaction.atomic():
        box.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.all().delete()
    assert Box.objects.filter(packing=running).count() == 1


def test_packings_are_stopped_once_with_a_reason_by_who_may_recall(despatch: Despatch) -> None:
    running, office = opened(despatch.boxing, "runs"), despatch.boxing.goods.actor()
    keys = [running, despatch.packing]
    with pytest.raises(NoReason):
        packing.stop_packings(actor=office, packing_ids=keys, reason=" ", now=NOW)
    with pytest.raises(NotAllowed):
        packing.stop_packings(actor=despatch.boxing.goods.actor(Role.PACKER), packing_ids=keys, reason="x", now=NOW)
    assert packing.stop_packings(actor=office, packing_ids=keys, reason="x", now=NOW) == {running}
    assert packing.stop_packings(actor=office, packing_ids=keys, reason="x", now=NOW) == set()


def test_a_line_is_recalled_until_now(despatch: Despatch) -> None:
    """What is packed there tomorrow, on a line cleaned meanwhile, is no part of it, whenever one looks."""
    made = recall(despatch, StartKind.LINE, the_line(despatch))
    fresh = on_the_line(despatch.boxing.goods, 10 * KG, key="fresh")
    tomorrow = despatch.boxing.draft(lot_ids=(fresh,))
    at = NOW + timedelta(days=1)
    packing.open_packing(actor=despatch.packer, draft=tomorrow, client_key="t", now=at)
    found = queries.seeds(queries.start_of(queries.recall(despatch.boxing.goods.actor(), made)))
    assert found.packing_ids == ()


def test_a_packing_beside_whose_fruit_is_stopped_does_not_end_though_none_of_it_is_taken(
    despatch: Despatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check stands in the entry, with the lot held still: what was looked at before may have changed since."""
    from lilian.packing.actions import closing

    boxing = despatch.boxing
    second = on_the_line(boxing.goods, 10 * KG, key="qiao")
    running = opened(boxing, "two", lot_ids=(boxing.first, second))
    packed(boxing, running, 2_500, key="two")
    recall(despatch, StartKind.LOT, Lot.objects.get(pk=second).code)
    monkeypatch.setattr(closing, "check_sound", lambda lot_ids: None)
    with pytest.raises(ConditionForbids):
        closed(boxing, running, 2_600, key="two")


def test_an_inspection_is_a_start(despatch: Despatch) -> None:
    draft = SampleDraft(
        organisation_id=despatch.boxing.goods.coop.pk,
        lot_id=despatch.lot,
        occasion=Occasion.PACKED,
        size=1,
        fruit=(Fruit(weight_g=250),),
    )
    office = despatch.boxing.goods.actor()
    taken = quality.take_sample(actor=office, draft=draft, client_key="s", now=NOW)
    recall(despatch, StartKind.SAMPLE, sample_code(taken))
    assert {box_standing(box.code) for box in despatch.boxes} == {BoxStanding.RECALLED}
    assert not queries.seeds(Start(StartKind.SAMPLE, "Y000099Q"))

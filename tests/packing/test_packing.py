"""A packing from its first lot to the lot of its boxes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext, override

from lilian.base.actors import system
from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.packing import actions, queries
from lilian.packing.actions.refusals import (
    AlreadyVoid,
    BoxAhead,
    BoxRefused,
    LotNotHere,
    LotStopped,
    LotTwice,
    NoLots,
    NoReason,
    NothingPacked,
    NothingWeighed,
    OtherOwner,
    OtherVariety,
    PackingClosed,
    StillBoxes,
)
from lilian.packing.models import Box, BoxVoid, Closing, Input, Packing, Taken
from lilian.packing.queries.soundness import closing_faults
from lilian.packing.rules import AverageShort, NoBoxWeight, TooLight
from lilian.packing.values import Source, TakenFrom, Weighed
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.actions.refusals import MadeMoreThanTaken, NotEnough, ToldElsewhere
from lilian.stock.values import Condition, Origin
from tests.packing.boxing import LATER, Boxing, closed, next_spec, on_the_line, opened, packed
from tests.stock.goods import KG, NOW, TODAY, lies, received


def test_boxes_become_one_lot_and_the_rest_is_lost(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_510, 2_505, 2_500)
    lot = closed(boxing, packing, 8 * KG)
    assert lies(lot) == {"line": 7_515}
    assert lies(boxing.first) == {"line": 92 * KG, "*shrinkage": 485}
    card = lots.lot(boxing.packer, lot)
    assert (card.grade, card.pieces, card.owner) == ("first", 30, "GUO合作社")
    assert lots.shares(lot) == {Origin(boxing.goods.coop.pk, boxing.goods.mei.pk): 7_515}


def test_a_card_tells_what_was_given_away(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_510, 2_505, 2_495)
    told = queries.packing(boxing.packer, packing)
    assert (told.tally.boxes, told.tally.give_away_g, told.tally.give_away_fen, told.tally.short) == (3, 10, 12, 1)
    assert (told.tally.give_away_a_box_mg, told.tally.give_away_ppm, told.is_open) == (3_333, 1_333, True)


def test_boxes_of_two_lots_come_from_both(boxing: Boxing) -> None:
    other = on_the_line(boxing.goods, 10 * KG, "qiao", household=boxing.goods.qiao)
    packing = opened(boxing, lot_ids=(boxing.first, other))
    packed(boxing, packing, 2_500, 2_500)
    taken = [TakenFrom(boxing.first, 3 * KG), TakenFrom(other, 2 * KG)]
    lot = actions.close_packing(actor=boxing.packer, packing_id=packing, taken=taken, client_key="c", now=LATER)
    mei, qiao = (Origin(boxing.goods.coop.pk, each.pk) for each in (boxing.goods.mei, boxing.goods.qiao))
    assert lots.shares(lot) == {mei: 3 * KG, qiao: 2 * KG}


def test_a_lot_may_join_later(boxing: Boxing) -> None:
    packing, other = opened(boxing), on_the_line(boxing.goods, 10 * KG, "qiao")
    actions.add_lot(actor=boxing.packer, packing_id=packing, lot_id=other, now=LATER)
    assert len(queries.packing(boxing.packer, packing).lots) == 2
    with pytest.raises(LotTwice):
        actions.add_lot(actor=boxing.packer, packing_id=packing, lot_id=other, now=LATER)


@pytest.mark.parametrize("condition", [Condition.QUARANTINED, Condition.RECALLED])
def test_what_was_stopped_goes_into_no_box(boxing: Boxing, condition: Condition) -> None:
    packing, other = opened(boxing), on_the_line(boxing.goods, 10 * KG, "qiao")
    packed(boxing, packing, 2_500)
    for lot in (boxing.first, other):
        stock.decide(actor=system("office"), lot_id=lot, condition=condition, reason="农残", now=LATER)
    with pytest.raises(LotStopped):
        actions.add_lot(actor=boxing.packer, packing_id=packing, lot_id=other, now=LATER)
    with pytest.raises(LotStopped):
        packed(boxing, packing, 2_510, key="later")
    assert Box.objects.count() == 1


def test_the_same_key_opens_one_packing(boxing: Boxing) -> None:
    assert opened(boxing) == opened(boxing)
    with pytest.raises(KeyReused):
        opened(boxing, spec_id=next_spec(boxing))


def test_the_same_key_packs_the_same_boxes(boxing: Boxing) -> None:
    packing = opened(boxing)
    first, again = packed(boxing, packing, 2_500, 2_510), packed(boxing, packing, 2_500, 2_510)
    assert [box.pk for box in first] == [box.pk for box in again]
    assert Box.objects.count() == 2
    for nets in ((2_500, 2_511), (2_500,), (2_500, 2_510, 2_500)):
        with pytest.raises(KeyReused):
            packed(boxing, packing, *nets)


def test_the_same_key_closes_once(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_500)
    assert closed(boxing, packing, 3 * KG) == closed(boxing, packing, 3 * KG)
    with pytest.raises(PackingClosed):
        closed(boxing, packing, 3 * KG, key="other")


def test_one_box_too_light_and_none_is_written(boxing: Boxing) -> None:
    packing = opened(boxing)
    with pytest.raises(BoxRefused) as refused:
        packed(boxing, packing, 2_500, 2_462, 2_500)
    assert (refused.value.fields["row"], Box.objects.count()) == (2, 0)


def test_a_box_alone_says_itself_what_is_wrong(boxing: Boxing) -> None:
    with pytest.raises(TooLight):
        packed(boxing, opened(boxing), 2_400)


def test_a_box_is_packed_while_its_packing_runs(boxing: Boxing) -> None:
    packing = opened(boxing)
    early = Weighed(net_g=2_500, packed_at=NOW.replace(hour=1))
    with pytest.raises(BoxAhead):
        actions.pack_boxes(
            actor=boxing.packer, packing_id=packing, boxes=[early], source=Source.API, client_key="k", now=LATER
        )


def test_nothing_weighed_is_nothing_packed(boxing: Boxing) -> None:
    packing = opened(boxing)
    with pytest.raises(NothingWeighed):
        packed(boxing, packing)
    with pytest.raises(NoBoxWeight):
        actions.pack_boxes(
            actor=boxing.packer, packing_id=packing, boxes=[Weighed()], source=Source.FORM, client_key="k", now=LATER
        )
    with pytest.raises(NothingPacked):
        closed(boxing, packing, KG)


def test_a_voided_box_does_not_count(boxing: Boxing) -> None:
    packing = opened(boxing)
    wrong, _ = packed(boxing, packing, 2_600, 2_500)
    actions.void_box(actor=boxing.packer, box_id=wrong.pk, reason="称错", now=LATER)
    assert queries.packing(boxing.packer, packing).tally.net_g == 2_500
    assert lies(closed(boxing, packing, 3 * KG)) == {"line": 2_500}
    with pytest.raises(PackingClosed):
        actions.void_box(actor=boxing.packer, box_id=wrong.pk, reason="再来", now=LATER)


def test_a_box_is_voided_once_and_with_a_reason(boxing: Boxing) -> None:
    (box,) = packed(boxing, opened(boxing), 2_500)
    with pytest.raises(NoReason):
        actions.void_box(actor=boxing.packer, box_id=box.pk, reason=" ", now=LATER)
    actions.void_box(actor=boxing.packer, box_id=box.pk, reason="称错", now=LATER)
    with pytest.raises(AlreadyVoid):
        actions.void_box(actor=boxing.packer, box_id=box.pk, reason="称错", now=LATER)


def test_a_batch_that_lacks_on_average_does_not_close(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_490, 2_505)
    with pytest.raises(AverageShort):
        closed(boxing, packing, 5 * KG)


def test_no_more_is_packed_than_was_taken(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_500, 2_500)
    with pytest.raises(MadeMoreThanTaken):
        closed(boxing, packing, 4_999)
    with pytest.raises(NotEnough):
        closed(boxing, packing, 101 * KG)
    assert not Closing.objects.exists()


def test_only_what_went_in_is_taken(boxing: Boxing) -> None:
    packing, other = opened(boxing), on_the_line(boxing.goods, 10 * KG, "qiao")
    packed(boxing, packing, 2_500)
    with pytest.raises(NotFound):
        actions.close_packing(
            actor=boxing.packer, packing_id=packing, taken=[TakenFrom(other, 3 * KG)], client_key="c", now=LATER
        )


def test_a_packing_without_boxes_is_dropped(boxing: Boxing) -> None:
    packing = opened(boxing)
    (box,) = packed(boxing, packing, 2_500)
    with pytest.raises(StillBoxes):
        actions.drop_packing(actor=boxing.packer, packing_id=packing, reason="开错", client_key="d", now=LATER)
    actions.void_box(actor=boxing.packer, box_id=box.pk, reason="开错", now=LATER)
    actions.drop_packing(actor=boxing.packer, packing_id=packing, reason="开错", client_key="d", now=LATER)
    assert queries.packing(boxing.packer, packing).dropped
    assert lies(boxing.first) == {"line": 100 * KG}


@pytest.mark.parametrize(("lot_ids", "refusal"), [((), NoLots), ((999_999,), NotFound)])
def test_a_packing_needs_lots(boxing: Boxing, lot_ids: tuple[int, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        opened(boxing, lot_ids=lot_ids)


def test_fruit_elsewhere_is_not_packed_here(boxing: Boxing) -> None:
    elsewhere = received(boxing.goods, 10 * KG, "later")
    with pytest.raises(LotNotHere):
        opened(boxing, lot_ids=(elsewhere,))


def test_a_box_holds_what_its_label_says(boxing: Boxing) -> None:
    second = on_the_line(boxing.goods, 10 * KG, "second", "second")
    with pytest.raises(OtherVariety):
        opened(boxing, lot_ids=(second,))


def test_a_box_holds_one_owner_s_fruit(boxing: Boxing) -> None:
    other = on_the_line(boxing.goods, 10 * KG, "qiao")
    stock.hand_over(actor=boxing.goods.actor(), lot_id=other, owner_id=boxing.goods.shop.pk, reason="已收购", now=NOW)
    with pytest.raises(OtherOwner):
        opened(boxing, lot_ids=(boxing.first, other))


def test_another_organisation_s_packing_is_not_there(boxing: Boxing) -> None:
    packing, stranger = opened(boxing), boxing.goods.actor(Role.PACKER, boxing.goods.shop)
    with pytest.raises(NotFound):
        queries.packing(stranger, packing)
    with pytest.raises(NotFound):
        actions.pack_boxes(
            actor=stranger,
            packing_id=packing,
            boxes=[Weighed(net_g=2_500)],
            source=Source.FORM,
            client_key="k",
            now=LATER,
        )
    with pytest.raises(NotAllowed):
        queries.packing(boxing.goods.actor(Role.GROWER), packing)


def test_all_that_happens_is_on_record(boxing: Boxing) -> None:
    packing = opened(boxing)
    (box, _) = packed(boxing, packing, 2_500, 2_500)
    actions.void_box(actor=boxing.packer, box_id=box.pk, reason="称错", now=LATER)
    closed(boxing, packing, 3 * KG)
    told = AuditEvent.objects.filter(event__startswith="packing.").exclude(event__contains="spec")
    wanted = ["packing.opened", "packing.boxes_packed", "packing.box_voided", "packing.closed"]
    assert [each.event for each in told.order_by("number")] == wanted


@pytest.mark.parametrize("model", [Packing, Input, Box, Closing, Taken])
def test_the_database_changes_and_deletes_no_record(boxing: Boxing, model: type) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_500)
    closed(boxing, packing, 3 * KG)
    row = model.objects.latest("pk")
    for change in (lambda: model.objects.filter(pk=row.pk).update(id=row.pk), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_adds_nothing_to_a_packing_that_ended(boxing: Boxing) -> None:
    packing = opened(boxing)
    (box,) = packed(boxing, packing, 2_500)
    closed(boxing, packing, 3 * KG)
    late = Box(
        packing_id=packing,
        number=2,
        code="X",
        gross_g=2_800,
        net_g=2_500,
        pieces=10,
        packed_at=LATER,
        packed_by="",
        client_key="late",
    )
    void = BoxVoid(box=box, reason="晚", at=LATER, voided_by="")
    for row in (late, void, Input(packing_id=packing, lot_id=boxing.first, at=LATER, added_by="")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_verify_finds_nothing_in_a_sound_packing(boxing: Boxing) -> None:
    packing = opened(boxing)
    packed(boxing, packing, 2_510, 2_500)
    closed(boxing, packing, 6 * KG)
    assert list(closing_faults()) == []


def test_a_refused_box_is_told_in_the_reader_s_language(boxing: Boxing) -> None:
    with pytest.raises(BoxRefused) as refused, override("en"):
        packed(boxing, opened(boxing), 2_500, 2_462)
    with override("en"):
        told = refused.value.text(gettext)
    assert told.startswith("Box 2: Net 2462 g, 38 g below the label")


def test_a_packing_of_a_day_that_is_closed_by_now_ends_today(boxing: Boxing) -> None:
    packing, tomorrow = opened(boxing), LATER + timedelta(days=1)
    packed(boxing, packing, 2_510, 2_520)
    stock.close_days(actor=system("test"), organisation_id=boxing.goods.coop.pk, through=TODAY, now=tomorrow)
    taken = [TakenFrom(boxing.first, 6 * KG)]
    actions.close_packing(actor=boxing.packer, packing_id=packing, taken=taken, client_key="late", now=tomorrow)
    entry = Closing.objects.get().entry
    assert entry.day == TODAY + timedelta(days=1)
    with pytest.raises(ToldElsewhere):
        stock.reverse(actor=system("test"), entry_id=entry.pk, reason="x", client_key="x", day=entry.day, now=tomorrow)

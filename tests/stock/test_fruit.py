"""Fruit comes, moves, is counted, sold, brought back, thrown away: one entry each, and the books agree."""

from datetime import timedelta

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.base.tellers import tellers
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.stock import actions
from lilian.stock.actions.refusals import (
    AlreadyReversed,
    DayClosed,
    DayToCome,
    LocationClosed,
    NoDifference,
    NoReason,
    NotEnough,
    NothingTaken,
    NoWeight,
    SameLocation,
    SharesDiffer,
)
from lilian.stock.models import Entry, Line, Lot
from lilian.stock.values import Origin, Outgoing, Receipt, Transfer
from tests.stock.goods import KG, NOW, TODAY, Goods, at, lies, received


def test_what_a_grower_brings_is_a_lot_at_the_point(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    assert lies(lot) == {"point": 100 * KG, "*harvest": -100 * KG}
    assert Lot.objects.get(pk=lot).code.startswith("L")


def test_an_entry_is_on_record_with_the_digest_of_its_lines(goods: Goods) -> None:
    received(goods)
    entry = Entry.objects.get()
    event = AuditEvent.objects.get(event="stock.entry_posted")
    assert (event.subject, entry.digest in event.data) == (f"stock.Entry:{entry.pk}", True)


def test_the_same_key_again_is_the_same_entry(goods: Goods) -> None:
    assert received(goods, key="k") == received(goods, key="k")
    assert Entry.objects.count() == 1


def test_the_same_key_with_another_weight_is_refused(goods: Goods) -> None:
    received(goods, 100 * KG, key="k")
    with pytest.raises(KeyReused):
        received(goods, 101 * KG, key="k")


def test_shares_that_are_not_the_weight_are_refused(goods: Goods) -> None:
    output = goods.receipt(100 * KG).output
    receipt = Receipt(output, ((Origin(goods.coop.pk), 99 * KG),), TODAY)
    with pytest.raises(SharesDiffer):
        actions.receive(actor=goods.actor(), receipt=receipt, client_key="k", now=NOW)
    assert not Lot.objects.exists()


@pytest.mark.parametrize("weight_g", [0, -5])
def test_a_receipt_weighs_something(goods: Goods, weight_g: int) -> None:
    receipt = Receipt(goods.receipt(KG).output, ((Origin(goods.coop.pk), KG),), TODAY)
    wrong = Receipt(
        type(receipt.output)(goods.lot(), goods.point, weight_g), ((Origin(goods.coop.pk), weight_g),), TODAY
    )
    with pytest.raises((NoWeight, SharesDiffer)):
        actions.receive(actor=goods.actor(), receipt=wrong, client_key="k", now=NOW)


def move(goods: Goods, lot: int, weight_g: int, to: int, key: str = "m", role: Role = Role.OFFICE) -> None:
    transfer = Transfer(at(lot, goods.point, weight_g), to)
    actions.move(actor=goods.actor(role), transfers=[transfer], day=TODAY, client_key=key, now=NOW)


def test_a_part_of_a_lot_moves_and_stays_the_lot(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    move(goods, lot, 40 * KG, goods.room)
    assert lies(lot) == {"point": 60 * KG, "room": 40 * KG, "*harvest": -100 * KG}


def test_no_more_moves_than_lies_there(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    with pytest.raises(NotEnough):
        move(goods, lot, 100 * KG + 1, goods.room)
    assert lies(lot)["point"] == 100 * KG


def test_what_lies_there_is_not_moved_there(goods: Goods) -> None:
    with pytest.raises(SameLocation):
        move(goods, received(goods), KG, goods.point)


def test_what_comes_in_the_same_entry_is_not_there_yet(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    chain = [Transfer(at(lot, goods.point, KG), goods.room), Transfer(at(lot, goods.room, KG), goods.line)]
    with pytest.raises(NotEnough):
        actions.move(actor=goods.actor(), transfers=chain, day=TODAY, client_key="m", now=NOW)


def test_the_keeper_of_another_organisation_cannot_take(goods: Goods) -> None:
    lot = received(goods)
    transfer = Transfer(at(lot, goods.point, KG), goods.room)
    with pytest.raises(NotFound):
        actions.move(
            actor=goods.actor(Role.KEEPER, goods.shop), transfers=[transfer], day=TODAY, client_key="m", now=NOW
        )


def test_a_bureau_officer_looks_and_does_not_post(goods: Goods) -> None:
    with pytest.raises(NotAllowed):
        move(goods, received(goods), KG, goods.room, role=Role.BUREAU_OFFICER)


def test_moving_nothing_is_refused(goods: Goods) -> None:
    with pytest.raises(NothingTaken):
        actions.move(actor=goods.actor(), transfers=[], day=TODAY, client_key="m", now=NOW)


def test_what_is_sold_is_gone(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    actions.ship(
        actor=goods.actor(), outgoing=Outgoing((at(lot, goods.point, 30 * KG),), TODAY), client_key="s", now=NOW
    )
    assert lies(lot) == {"point": 70 * KG, "*sold": 30 * KG, "*harvest": -100 * KG}


def test_no_more_comes_back_than_was_sold(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    actions.ship(
        actor=goods.actor(), outgoing=Outgoing((at(lot, goods.point, 30 * KG),), TODAY), client_key="s", now=NOW
    )
    said = {"actor": goods.actor(), "day": TODAY, "reason": "碰伤", "now": NOW}
    actions.give_back(returned=[at(lot, goods.room, 10 * KG)], client_key="b1", **said)
    with pytest.raises(NotEnough):
        actions.give_back(returned=[at(lot, goods.room, 21 * KG)], client_key="b2", **said)
    assert lies(lot) == {"point": 70 * KG, "room": 10 * KG, "*sold": 20 * KG, "*harvest": -100 * KG}


def test_what_is_thrown_away_has_a_reason(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    said = {"actor": goods.actor(), "taken": [at(lot, goods.point, 5 * KG)], "day": TODAY, "now": NOW}
    with pytest.raises(NoReason):
        actions.write_off(reason=" ", client_key="w", **said)
    actions.write_off(reason="腐烂", client_key="w", **said)
    assert lies(lot)["*wasted"] == 5 * KG


def count(goods: Goods, found: list[object], reason: str = "失水") -> None:
    actions.count(actor=goods.actor(), counted=found, day=TODAY, reason=reason, client_key="n", now=NOW)


def test_a_count_posts_the_difference(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    count(goods, [at(lot, goods.point, 98 * KG)])
    assert lies(lot) == {"point": 98 * KG, "*difference": 2 * KG, "*harvest": -100 * KG}


def test_a_count_may_find_more(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    count(goods, [at(lot, goods.room, 3 * KG), at(lot, goods.point, 97 * KG)])
    assert lies(lot) == {"point": 97 * KG, "room": 3 * KG, "*harvest": -100 * KG}


def test_fewer_pieces_that_weigh_more_are_counted_too(goods: Goods) -> None:
    lot = received(goods, 100 * KG, pieces=400)
    count(goods, [at(lot, goods.point, 101 * KG, 399)])
    assert sorted(Line.objects.filter(entry__kind="count").values_list("weight_g", "pieces")) == [
        (-1 * KG, 0), (0, -1), (0, 1), (KG, 0),
    ]  # fmt: skip


def test_a_count_that_agrees_is_no_entry(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    with pytest.raises(NoDifference):
        count(goods, [at(lot, goods.point, 100 * KG)])


def test_a_count_needs_an_explanation(goods: Goods) -> None:
    with pytest.raises(NoReason):
        count(goods, [at(received(goods), goods.point, KG)], reason="")


def reverse(goods: Goods, entry_id: int, key: str = "x") -> None:
    actions.reverse(actor=goods.actor(), entry_id=entry_id, reason="记错了", client_key=key, day=TODAY, now=NOW)


def test_a_wrong_entry_is_taken_back_by_another(goods: Goods) -> None:
    lot = received(goods)
    reverse(goods, Entry.objects.get().pk)
    assert (lies(lot), Entry.objects.count()) == ({}, 2)


def test_nothing_is_taken_back_twice(goods: Goods) -> None:
    received(goods)
    first = Entry.objects.get()
    reverse(goods, first.pk)
    for again in Entry.objects.all():
        with pytest.raises(AlreadyReversed):
            reverse(goods, again.pk, key=f"again {again.pk}")


def test_what_went_on_from_there_cannot_be_taken_back(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    move(goods, lot, KG, goods.room)
    with pytest.raises(NotEnough):
        reverse(goods, Entry.objects.get(kind="receive").pk)


def test_a_closed_day_is_closed(goods: Goods) -> None:
    lot = received(goods)
    yesterday = TODAY - timedelta(days=1)
    actions.close_days(actor=goods.actor(), organisation_id=goods.coop.pk, through=yesterday, now=NOW)
    transfer = [Transfer(at(lot, goods.point, KG), goods.room)]
    with pytest.raises(DayClosed):
        actions.move(actor=goods.actor(), transfers=transfer, day=yesterday, client_key="m", now=NOW)
    actions.move(actor=goods.actor(), transfers=transfer, day=TODAY, client_key="m", now=NOW)


def test_a_day_to_come_is_not_posted_to(goods: Goods) -> None:
    transfer = [Transfer(at(received(goods), goods.point, KG), goods.room)]
    with pytest.raises(DayToCome):
        actions.move(actor=goods.actor(), transfers=transfer, day=TODAY + timedelta(days=1), client_key="m", now=NOW)


def test_nothing_is_put_into_a_closed_location(goods: Goods) -> None:
    lot = received(goods)
    actions.close_location(actor=goods.actor(), location_id=goods.room, now=NOW)
    with pytest.raises(LocationClosed):
        move(goods, lot, KG, goods.room)


def test_every_table_above_that_names_an_entry_is_asked_before_one_is_taken_back() -> None:
    named = {f"{table._meta.label}.{column}" for table, column in tellers(Entry)}
    assert named == {
        "idling.TaskEnd.entry",
        "keeping.CountSheet.entry",
        "keeping.PutAway.entry",
        "packing.Closing.entry",
        "parcels.Parcel.entry",
        "parcels.Return.entry",
        "receiving.Slip.entry",
        "receiving.SlipVoid.entry",
        "sorting.Closing.entry",
    }

"""What is put aside is nobody else's, until it is used, let go or past its time."""

from datetime import timedelta
from typing import Any

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.policy import Role
from lilian.kernel.refusal import NotFound
from lilian.stock import actions
from lilian.stock.actions.holds import NoTimeLeft
from lilian.stock.actions.refusals import ConditionForbids, HoldEnded, HoldOfAnother, NotEnough
from lilian.stock.models import Balance, HoldEnd
from lilian.stock.values import Condition, Outgoing
from tests.stock.goods import KG, NOW, TODAY, Goods, at, lies, received, reserved

HOUR = timedelta(hours=1)


def ship(goods: Goods, lot: int, weight_g: int, holds: tuple[int, ...] = (), key: str = "s", **said: Any) -> None:
    outgoing = Outgoing((at(lot, goods.point, weight_g),), TODAY, holds)
    now = NOW + HOUR * bool(said.get("later"))
    actions.ship(actor=goods.actor(), outgoing=outgoing, client_key=key, now=now)


def held_g(lot: int) -> int:
    return sum(Balance.objects.filter(lot=lot).values_list("held_g", flat=True))


def test_what_is_held_cannot_be_taken(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    reserved(goods, lot, 70 * KG)
    with pytest.raises(NotEnough):
        ship(goods, lot, 31 * KG)
    ship(goods, lot, 30 * KG)


def test_no_more_is_held_than_lies_free(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    reserved(goods, lot, 70 * KG)
    with pytest.raises(NotEnough):
        reserved(goods, lot, 31 * KG, "h2")
    assert held_g(lot) == 70 * KG


def test_the_same_key_again_is_the_same_hold(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    assert reserved(goods, lot, 70 * KG) == reserved(goods, lot, 70 * KG)
    with pytest.raises(KeyReused):
        reserved(goods, lot, 71 * KG)


def test_a_hold_is_used_by_what_it_was_kept_for(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    hold = reserved(goods, lot, 70 * KG)
    ship(goods, lot, 70 * KG, (hold,))
    assert (lies(lot)["point"], held_g(lot), HoldEnd.objects.get().ending) == (30 * KG, 0, "used")
    with pytest.raises(HoldEnded):
        ship(goods, lot, KG, (hold,), "s2")


def test_a_hold_of_another_lot_is_not_used(goods: Goods) -> None:
    lot, other = received(goods), received(goods, key="other")
    hold = reserved(goods, other, KG)
    with pytest.raises(HoldOfAnother):
        ship(goods, lot, KG, (hold,))


def test_what_is_let_go_is_free(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    hold = reserved(goods, lot, 70 * KG)
    actions.release(actor=goods.actor(), hold_id=hold, now=NOW)
    assert held_g(lot) == 0
    with pytest.raises(HoldEnded):
        actions.release(actor=goods.actor(), hold_id=hold, now=NOW)


def test_a_hold_past_its_time_stands_in_nobodys_way(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    reserved(goods, lot, 70 * KG, until=NOW + HOUR)
    with pytest.raises(NotEnough):
        ship(goods, lot, 100 * KG)
    ship(goods, lot, 100 * KG, later=True)
    assert HoldEnd.objects.get().ending == "expired"


def test_a_worker_ends_what_is_past_its_time(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    reserved(goods, lot, 70 * KG, until=NOW + HOUR)
    reserved(goods, lot, 10 * KG, "stays")
    assert actions.end_expired(now=NOW) == 0
    assert (actions.end_expired(now=NOW + HOUR), actions.end_expired(now=NOW + HOUR), held_g(lot)) == (1, 0, 10 * KG)


def test_a_hold_ends_after_now(goods: Goods) -> None:
    with pytest.raises(NoTimeLeft):
        reserved(goods, received(goods), KG, until=NOW)


def test_a_recalled_lot_is_not_reserved(goods: Goods) -> None:
    lot = received(goods)
    actions.decide(actor=goods.actor(), lot_id=lot, condition=Condition.RECALLED, reason="农残超标", now=NOW)
    with pytest.raises(ConditionForbids):
        reserved(goods, lot, KG)


def test_a_stranger_does_not_find_the_hold(goods: Goods) -> None:
    hold = reserved(goods, received(goods), KG)
    with pytest.raises(NotFound):
        actions.release(actor=goods.actor(Role.SELLER, goods.shop), hold_id=hold, now=NOW)

"""A lot's condition and owner are decided by a person with the right to it, and its state follows."""

import pytest

from lilian.base.policy import Role
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.stock import actions, queries
from lilian.stock.actions.lots import AlreadyOwned, NoWayBack
from lilian.stock.actions.refusals import ConditionForbids, NoReason
from lilian.stock.models import Lot
from lilian.stock.values import Condition, HoldKind, LotState, Outgoing
from tests.stock.goods import KG, NOW, TODAY, Goods, at, received, reserved


def decide(goods: Goods, lot: int, condition: Condition, role: Role = Role.OFFICE, reason: str = "抽检") -> None:
    actions.decide(actor=goods.actor(role), lot_id=lot, condition=condition, reason=reason, now=NOW)


def state(goods: Goods, lot: int) -> LotState:
    return queries.lot(goods.actor(), lot).state


def test_a_lot_is_on_hand_until_something_happens(goods: Goods) -> None:
    assert state(goods, received(goods)) is LotState.ON_HAND


@pytest.mark.parametrize(("kind", "shown"), [(HoldKind.RESERVED, LotState.RESERVED), (HoldKind.HELD, LotState.HELD)])
def test_a_held_lot_is_shown_so(goods: Goods, kind: HoldKind, shown: LotState) -> None:
    lot = received(goods)
    reserved(goods, lot, KG, kind=kind)
    assert state(goods, lot) is shown


def test_a_lot_that_is_gone_is_used_up(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    actions.ship(
        actor=goods.actor(), outgoing=Outgoing((at(lot, goods.point, 100 * KG),), TODAY), client_key="s", now=NOW
    )
    assert state(goods, lot) is LotState.USED_UP


@pytest.mark.parametrize("condition", [Condition.QUARANTINED, Condition.DAMAGED, Condition.RECALLED])
def test_what_a_person_decided_is_shown_first(goods: Goods, condition: Condition) -> None:
    lot = received(goods)
    reserved(goods, lot, KG)
    decide(goods, lot, condition)
    assert state(goods, lot).value == condition.value


def test_a_quarantined_lot_is_not_sold_until_it_is_released(goods: Goods) -> None:
    lot = received(goods)
    decide(goods, lot, Condition.QUARANTINED)
    said = {"actor": goods.actor(), "outgoing": Outgoing((at(lot, goods.point, KG),), TODAY), "now": NOW}
    with pytest.raises(ConditionForbids):
        actions.ship(client_key="s", **said)
    decide(goods, lot, Condition.SOUND)
    actions.ship(client_key="s", **said)


@pytest.mark.parametrize("condition", [Condition.DAMAGED, Condition.RECALLED])
def test_there_is_no_way_back_from_damage_and_recall(goods: Goods, condition: Condition) -> None:
    lot = received(goods)
    decide(goods, lot, condition)
    with pytest.raises(NoWayBack):
        decide(goods, lot, Condition.SOUND)


def test_the_same_decision_twice_is_refused(goods: Goods) -> None:
    lot = received(goods)
    decide(goods, lot, Condition.QUARANTINED)
    with pytest.raises(AlreadyDone):
        decide(goods, lot, Condition.QUARANTINED)


def test_a_decision_has_a_reason(goods: Goods) -> None:
    with pytest.raises(NoReason):
        decide(goods, received(goods), Condition.QUARANTINED, reason=" ")


@pytest.mark.parametrize(
    ("role", "condition"),
    [(Role.KEEPER, Condition.RECALLED), (Role.SELLER, Condition.QUARANTINED), (Role.LINE_OPERATOR, Condition.DAMAGED)],
)
def test_who_has_no_right_decides_nothing(goods: Goods, role: Role, condition: Condition) -> None:
    with pytest.raises(NotAllowed):
        decide(goods, received(goods), condition, role)


def test_a_keeper_elsewhere_does_not_find_the_lot(goods: Goods) -> None:
    lot = received(goods)
    with pytest.raises(NotFound):
        actions.decide(
            actor=goods.actor(Role.KEEPER, goods.shop), lot_id=lot, condition=Condition.QUARANTINED, reason="x", now=NOW
        )


def hand_over(goods: Goods, lot: int, owner_id: int) -> None:
    actions.hand_over(actor=goods.actor(), lot_id=lot, owner_id=owner_id, reason="卖出", now=NOW)


def test_a_lot_changes_hands_and_lies_where_it_lay(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    hand_over(goods, lot, goods.shop.pk)
    card = queries.lot(goods.actor(), lot)
    assert (card.owner, card.maker, card.lies[0].location) == ("HAI合作社", "GUO合作社", "point")
    with pytest.raises(AlreadyOwned):
        hand_over(goods, lot, goods.shop.pk)


def test_an_owner_who_is_not_there_is_not_found(goods: Goods) -> None:
    with pytest.raises(NotFound):
        hand_over(goods, received(goods), 0)


def test_who_owns_a_lot_sees_it_and_a_stranger_does_not(goods: Goods) -> None:
    lot = received(goods)
    stranger = goods.actor(Role.COOP_MANAGER, goods.shop)
    assert not queries.lots(stranger).exists()
    hand_over(goods, lot, goods.shop.pk)
    assert list(queries.lots(stranger)) == [Lot.objects.get(pk=lot)]

"""Lots in, lots out: to the gram, with where it grew and what it came out of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.stock import actions, queries, rules
from lilian.stock.actions.refusals import ConditionForbids, MadeMoreThanTaken, NotEnough
from lilian.stock.models import Descent
from lilian.stock.values import Condition, Origin
from tests.stock.goods import KG, NOW, TODAY, Goods, at, lies, received, sorted_out


def pooled(goods: Goods) -> tuple[list[int], tuple[int, ...]]:
    """Mei's 60 kg and Qiao's 30 kg through one tank: 50 kg first, 31 kg second, 9 kg lost."""
    lots = [received(goods, 60 * KG, "mei"), received(goods, 30 * KG, "qiao", household=goods.qiao)]
    taken = [at(lots[0], goods.point, 60 * KG), at(lots[1], goods.point, 30 * KG)]
    return lots, sorted_out(goods, taken, [("first", 50 * KG), ("second", 31 * KG)]).lot_ids


def test_what_was_taken_is_made_or_lost(goods: Goods) -> None:
    (mei, qiao), made = pooled(goods)
    assert [lies(lot) for lot in made] == [{"line": 50 * KG}, {"line": 31 * KG}]
    assert lies(mei) == {"*harvest": -60 * KG, "*shrinkage": 6 * KG}
    assert lies(qiao) == {"*harvest": -30 * KG, "*shrinkage": 3 * KG}


def test_every_output_grew_where_every_input_did(goods: Goods) -> None:
    _, (first, second) = pooled(goods)
    mei, qiao = Origin(goods.coop.pk, goods.mei.pk), Origin(goods.coop.pk, goods.qiao.pk)
    assert queries.shares(first) == {mei: 33_333, qiao: 16_667}
    assert queries.shares(second) == {mei: 20_667, qiao: 10_333}


def test_a_lot_knows_what_it_came_out_of(goods: Goods) -> None:
    lots, (first, second) = pooled(goods)
    packed = sorted_out(goods, [at(first, goods.line, 10 * KG)], [("first", 10 * KG)], "pack").lot_ids[0]
    assert queries.ancestors([packed, second, lots[0]]) == {packed: {first, *lots}, second: set(lots)}
    assert queries.ancestors([]) == {}


def test_a_conversion_taken_back_leaves_no_ancestors(goods: Goods) -> None:
    _, (first, _) = pooled(goods)
    entry = Descent.objects.filter(child=first).values_list("entry", flat=True)[0]
    actions.reverse(actor=goods.actor(), entry_id=entry, reason="批次记错", client_key="x", day=TODAY, now=NOW)
    assert (queries.ancestors([first]), lies(first)) == ({}, {})


def test_no_more_comes_out_than_went_in(goods: Goods) -> None:
    lot = received(goods, 60 * KG)
    with pytest.raises(MadeMoreThanTaken):
        sorted_out(goods, [at(lot, goods.point, 60 * KG)], [("first", 60 * KG + 1)])


def test_no_more_goes_in_than_lies_there(goods: Goods) -> None:
    lot = received(goods, 60 * KG)
    with pytest.raises(NotEnough):
        sorted_out(goods, [at(lot, goods.point, 61 * KG)], [("first", 50 * KG)])


def test_a_quarantined_lot_does_not_go_through(goods: Goods) -> None:
    lot = received(goods, 60 * KG)
    actions.decide(actor=goods.actor(), lot_id=lot, condition=Condition.QUARANTINED, reason="农残复检", now=NOW)
    with pytest.raises(ConditionForbids):
        sorted_out(goods, [at(lot, goods.point, 60 * KG)], [("first", 50 * KG)])


def test_one_lot_may_be_taken_from_two_places(goods: Goods) -> None:
    lot = received(goods, 60 * KG)
    actions.count(
        actor=goods.actor(), counted=[at(lot, goods.room, 5 * KG)], day=TODAY, reason="漏记", client_key="n", now=NOW
    )
    taken = [at(lot, goods.point, 60 * KG), at(lot, goods.room, 5 * KG)]
    made = sorted_out(goods, taken, [("first", 65 * KG)]).lot_ids[0]
    assert Descent.objects.get(child=made).weight_g == 65 * KG


weights = st.lists(st.integers(1, 10**9), min_size=1, max_size=8)


@given(weights, st.lists(st.integers(0, 10**8), min_size=1, max_size=6), st.data())
def test_where_it_grew_sums_to_what_it_weighs(taken: list[int], made: list[int], data: st.DataObject) -> None:
    made = [min(each, sum(taken) // len(made)) for each in made]
    shares = [{Origin(data.draw(st.integers(1, 3)), number): weight} for number, weight in enumerate(taken)]
    table = rules.descent(taken, made)
    for number, weight_g in enumerate(made):
        mixed = rules.origins_of_mix(shares, [row[number] for row in table])
        assert sum(mixed.values()) == weight_g
    assert [sum(row) for row in table] == taken

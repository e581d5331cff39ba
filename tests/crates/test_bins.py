"""A bin holds one lot at a time, from when until when; used again, it has another time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.crates import actions, queries
from lilian.crates.actions import bins as acts
from lilian.crates.models import Bin, Emptying, Filling
from tests.crates.yard import Yard
from tests.stock.goods import NOW, received

HOUR = timedelta(hours=1)


@pytest.fixture
def bin_id(yard: Yard) -> int:
    actions.add_bins(actor=yard.actor, crate_id=yard.crate, codes=["B1", "B2", "B1"], now=NOW)
    return Bin.objects.get(code="B1").pk


def filled(yard: Yard, bin_id: int, lot: int, hours: int) -> int:
    return actions.fill(actor=yard.actor, bin_id=bin_id, lot_id=lot, since=NOW + hours * HOUR, now=NOW + 9 * HOUR)


def emptied(yard: Yard, bin_id: int, hours: int) -> None:
    actions.empty(actor=yard.actor, bin_id=bin_id, at=NOW + hours * HOUR, now=NOW + 9 * HOUR)


def test_a_bin_used_again_knows_which_lot_was_in_it_when(yard: Yard, bin_id: int) -> None:
    first, second = received(yard.goods, key="1"), received(yard.goods, key="2")
    filled(yard, bin_id, first, 0)
    emptied(yard, bin_id, 2)
    filled(yard, bin_id, second, 2)

    def at(hours: int) -> list[int]:
        return [row.lot_id for row in queries.lots_of_bin(yard.actor, bin_id, at=NOW + hours * HOUR)]

    assert [at(-1), at(0), at(1), at(2), at(5)] == [[], [first], [first], [second], [second]]
    assert [(row.bin_code, row.until) for row in queries.bins_of_lot(yard.actor, first)] == [("B1", NOW + 2 * HOUR)]


def test_a_full_bin_takes_no_other_lot(yard: Yard, bin_id: int) -> None:
    filled(yard, bin_id, received(yard.goods, key="1"), 0)
    with pytest.raises(acts.NotEmpty):
        filled(yard, bin_id, received(yard.goods, key="2"), 1)


def test_an_empty_bin_is_not_emptied(yard: Yard, bin_id: int) -> None:
    with pytest.raises(acts.Empty):
        emptied(yard, bin_id, 1)
    filled(yard, bin_id, received(yard.goods), 0)
    emptied(yard, bin_id, 1)
    with pytest.raises(acts.Empty):
        emptied(yard, bin_id, 2)


def test_time_goes_one_way(yard: Yard, bin_id: int) -> None:
    lot = received(yard.goods)
    filled(yard, bin_id, lot, 2)
    with pytest.raises(acts.BeforeItself):
        emptied(yard, bin_id, 1)
    emptied(yard, bin_id, 4)
    with pytest.raises(acts.BeforeItself):
        filled(yard, bin_id, lot, 3)
    with pytest.raises(acts.BeforeItself):
        filled(yard, bin_id, lot, 99)


def test_a_number_is_given_once(yard: Yard, bin_id: int) -> None:
    with pytest.raises(acts.BinKnown):
        actions.add_bins(actor=yard.actor, crate_id=yard.crate, codes=["B3", "B2"], now=NOW)
    with pytest.raises(acts.BadCode):
        actions.add_bins(actor=yard.actor, crate_id=yard.crate, codes=[" "], now=NOW)
    assert {row.code: row.lot_code for row in queries.bins(yard.actor)} == {"B1": None, "B2": None}


def test_the_database_lets_two_lots_into_no_bin(yard: Yard, bin_id: int) -> None:
    lot = received(yard.goods)
    one = filled(yard, bin_id, lot, 0)
    with pytest.raises(IntegrityError, match="not empty"), transaction.atomic():
        Filling.objects.create(bin_id=bin_id, lot_id=lot, since=NOW + HOUR, filled_by="x")
    with pytest.raises(IntegrityError, match="before"), transaction.atomic():
        Emptying.objects.create(filling_id=one, at=NOW - HOUR, emptied_by="x")

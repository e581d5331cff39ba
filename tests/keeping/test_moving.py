"""Fruit goes from room to room and stays what it is; it leaves for whom somebody says."""

import pytest

from lilian.base.policy import Role
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import SameRoom
from lilian.keeping.models import PutAway
from lilian.keeping.values import Maturity
from lilian.kernel.refusal import NotFound
from lilian.stock import queries as stock
from lilian.stock.actions.refusals import NotEnough
from tests.keeping.store import NOW, TONNE, Kept, moved, put


def lot_of(pk: int) -> int:
    return PutAway.objects.get(pk=pk).lot_id


def tonnes(kept: Kept) -> list[int]:
    cards = queries.rooms(kept.actor(Role.OFFICE), now=NOW)
    return [(card.stock_g or 0) // TONNE for card in cards]


def test_a_part_of_a_lot_goes_to_another_room_as_the_same_lot(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE))
    moved(kept, lot, 4 * TONNE, kept.second)
    assert tonnes(kept) == [6, 4, 0]
    assert stock.lot(kept.actor(), lot).weight_g == 10 * TONNE


def test_it_stays_as_ripe_as_it_was_picked(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE, maturity=Maturity.LATE))
    assert PutAway.objects.get(pk=moved(kept, lot, TONNE, kept.second)).maturity == Maturity.LATE


def test_the_office_moves_it_to_another_store(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE))
    moved(kept, lot, 10 * TONNE, kept.far, actor=kept.actor(Role.OFFICE))
    assert tonnes(kept) == [0, 0, 10]


def test_a_keeper_does_not_put_it_into_a_strangers_room(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE))
    with pytest.raises(NotFound):
        moved(kept, lot, TONNE, kept.far)


def test_more_than_lies_there_does_not_move(kept: Kept) -> None:
    lot = lot_of(put(kept, 2 * TONNE))
    with pytest.raises(NotEnough):
        moved(kept, lot, 3 * TONNE, kept.second)


def test_to_where_it_lies_is_no_move(kept: Kept) -> None:
    with pytest.raises(SameRoom):
        moved(kept, lot_of(put(kept, TONNE)), TONNE, kept.room)


def test_the_same_key_moves_once(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE))
    assert moved(kept, lot, TONNE, kept.second) == moved(kept, lot, TONNE, kept.second)
    assert tonnes(kept) == [9, 1, 0]


def test_what_is_released_is_gone_and_says_for_whom(kept: Kept) -> None:
    lot = lot_of(put(kept, 10 * TONNE))
    said = {"actor": kept.actor(), "room_id": kept.room.pk, "to": "货主自提", "client_key": "r", "now": NOW}
    actions.release(taken_g={lot: 3 * TONNE}, **said)
    assert tonnes(kept)[0] == 7
    with pytest.raises(NotFound):
        actions.release(taken_g={lot: TONNE}, **{**said, "actor": kept.neighbour, "client_key": "x"})

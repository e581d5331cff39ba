"""What the database itself refuses, whoever asks: both engines, past all of our code."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lilian.stock import actions
from lilian.stock.models import Balance, Book, Descent, Entry, Hold, Line, Location, Lot, Share
from tests.stock.goods import KG, NOW, TODAY, Goods, received, reserved

LATE = 10_000  # a key no entry has


def refused(act: Callable[[], object], says: str) -> None:
    with pytest.raises(IntegrityError, match=says):
        committed(act)


@transaction.atomic
def committed(act: Callable[[], object]) -> None:
    """With what is looked at when a transaction ends."""
    act()
    connection.check_constraints()


def entry(kind: str = "move", number: int = LATE, **said: Any) -> Entry:
    fields = {"day": TODAY, "at": NOW, "actor_name": "x", "client_key": str(number), "asked": "", "digest": ""}
    return Entry.objects.create(pk=number, kind=kind, **(fields | said))


def lines(lot: int, *moved: tuple[int, int], number: int = LATE, pieces: int = 0) -> None:
    for location, weight_g in moved:
        Line.objects.create(entry_id=number, lot_id=lot, location_id=location, weight_g=weight_g, pieces=pieces)


def test_grams_that_do_not_sum_to_zero(goods: Goods) -> None:
    lot = received(goods)
    refused(lambda: (lines(lot, (goods.point, -KG), (goods.room, KG + 1)), entry("convert")), "do not sum to zero")


def test_an_entry_without_two_lines(goods: Goods) -> None:
    refused(entry, "needs two lines")


def test_one_lot_turning_into_another_without_a_conversion(goods: Goods) -> None:
    lot, other = received(goods), received(goods, key="other")
    refused(lambda: (lines(lot, (goods.point, -KG)), lines(other, (goods.point, KG)), entry()), "no conversion")


def test_a_balance_below_zero(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    refused(
        lambda: (lines(lot, (goods.point, -100 * KG - 1), (goods.room, 100 * KG + 1)), entry()),
        "stock_nothing_below_zero",
    )


def test_more_held_than_lies_there(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    reserved(goods, lot, 60 * KG)
    refused(lambda: (lines(lot, (goods.point, -41 * KG), (goods.room, 41 * KG)), entry()), "stock_held_is_on_hand")


def test_a_hold_of_what_never_lay_there(goods: Goods) -> None:
    lot = received(goods)
    said = {"kind": "held", "weight_g": KG, "purpose": "x", "at": NOW, "held_by": "x", "client_key": "x"}
    refused(lambda: Hold.objects.create(lot_id=lot, location_id=goods.room, **said), "nothing lies there")


def test_a_line_more_in_an_entry_that_stands(goods: Goods) -> None:
    lot = received(goods)
    number = Entry.objects.get().pk
    refused(lambda: lines(lot, (goods.room, KG), number=number), "sealed")


@pytest.mark.parametrize("row", ["share", "lot", "descent"])
def test_nothing_is_added_to_an_entry_that_stands(goods: Goods, row: str) -> None:
    lot = received(goods)
    number = Entry.objects.get().pk
    add: dict[str, Callable[[], object]] = {
        "share": lambda: Share.objects.create(lot_id=lot, organisation=goods.coop, weight_g=1),
        "lot": lambda: Lot.objects.create(
            pk=LATE, code="X", variety=goods.variety, maker=goods.coop, made_on=TODAY, born_id=number
        ),
        "descent": lambda: Descent.objects.create(entry_id=number, parent_id=lot, child_id=lot + 1, weight_g=1),
    }
    refused(add[row], "sealed")


def test_lines_without_an_entry(goods: Goods) -> None:
    lot = received(goods)
    refused(lambda: lines(lot, (goods.point, -KG), (goods.room, KG)), "(?i)foreign key")


def a_lot_in_an_entry(goods: Goods, share_g: int, weight_g: int) -> None:
    harvest = Location.objects.get(kind="harvest").pk
    Lot.objects.create(pk=LATE, code="X", variety=goods.variety, maker=goods.coop, made_on=TODAY, born_id=LATE)
    Share.objects.create(lot_id=LATE, organisation=goods.coop, weight_g=share_g)
    lines(LATE, (harvest, -weight_g), (goods.point, weight_g))
    entry("receive")


def test_shares_that_are_not_the_weight(goods: Goods) -> None:
    received(goods)
    refused(lambda: a_lot_in_an_entry(goods, 2 * KG, KG), "shares of a new lot")
    a_lot_in_an_entry(goods, KG, KG)


def test_a_reversal_that_takes_back_something_else(goods: Goods) -> None:
    lot = received(goods, 100 * KG)
    first = Entry.objects.get().pk
    harvest = Location.objects.get(kind="harvest").pk
    refused(
        lambda: (lines(lot, (goods.point, -KG), (harvest, KG)), entry("reverse", reverses_id=first)),
        "not what it takes back",
    )


def test_one_key_has_one_effect(goods: Goods) -> None:
    lot = received(goods, key="k")
    refused(lambda: (lines(lot, (goods.point, -KG), (goods.room, KG)), entry(client_key="k")), "(?i)unique")


def test_a_closed_day(goods: Goods) -> None:
    lot = received(goods)
    Book.objects.create(organisation=goods.coop, closed_through=TODAY)
    refused(lambda: (lines(lot, (goods.point, -KG), (goods.room, KG)), entry()), "the day is closed")


def test_a_closed_day_opening_again(goods: Goods) -> None:
    yesterday = TODAY - timedelta(days=1)
    actions.close_days(actor=goods.actor(), organisation_id=goods.coop.pk, through=yesterday, now=NOW)
    refused(lambda: Book.objects.update(closed_through=date(2020, 1, 1)), "stays closed")
    refused(lambda: Book.objects.all().delete(), "stays closed")


@pytest.mark.parametrize("table", ["entry", "line", "lot", "owning", "standing", "share", "descent", "hold", "holdend"])
@pytest.mark.parametrize("act", ["UPDATE stock_{} SET id = id", "DELETE FROM stock_{}"])
def test_the_past_stays(goods: Goods, table: str, act: str) -> None:
    from lilian.stock.values import Condition
    from tests.stock.goods import at, sorted_out

    lot = received(goods, 100 * KG)
    made = sorted_out(goods, [at(lot, goods.point, KG)], [("first", KG)]).lot_ids[0]
    hold = reserved(goods, lot, KG)
    actions.release(actor=goods.actor(), hold_id=hold, now=NOW)
    actions.decide(actor=goods.actor(), lot_id=made, condition=Condition.DAMAGED, reason="x", now=NOW)
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(act.format(table)), "append-only")


def test_only_triggers_know_a_balance(goods: Goods) -> None:
    """A line, and nothing else, is what changes what lies somewhere."""
    lot = received(goods, 100 * KG)
    lines(lot, (goods.point, -KG), (goods.room, KG))
    entry()
    assert dict(Balance.objects.filter(is_nowhere=False).values_list("location_id", "weight_g")) == {
        goods.point: 99 * KG, goods.room: KG,
    }  # fmt: skip

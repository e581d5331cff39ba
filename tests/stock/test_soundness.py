"""`lilian verify` works the journal out again from its lines, and names what somebody changed behind its back."""

import pytest
from django.db import connection

from lilian.base import blocks, verification
from lilian.stock import actions
from lilian.stock.models import Entry, Line
from tests.ops.tampering import tampered, triggers_off
from tests.stock.goods import KG, NOW, TODAY, Goods, at, received, reserved, sorted_out

NAMES = ("stock_journal", "stock_audit", "stock_lots", "stock_holds")


def faults() -> list[str]:
    return [fault for name in NAMES for fault in verification.REGISTERED[name].check(lambda done: None)]


def tamper(statement: str) -> list[str]:
    tampered("stock", statement)
    return faults()


@pytest.fixture
def season(goods: Goods) -> Goods:
    lots = [received(goods, 60 * KG, "mei"), received(goods, 30 * KG, "qiao", household=goods.qiao)]
    sorted_out(goods, [at(lot, goods.point, 20 * KG) for lot in lots], [("first", 25 * KG), ("second", 10 * KG)])
    reserved(goods, lots[0], 5 * KG)
    actions.release(actor=goods.actor(), hold_id=reserved(goods, lots[1], KG, "h2"), now=NOW)
    wrong = actions.write_off(
        actor=goods.actor(), taken=[at(lots[0], goods.point, KG)], day=TODAY, reason="x", client_key="w", now=NOW
    )
    actions.reverse(actor=goods.actor(), entry_id=wrong.entry_id, reason="y", client_key="v", day=TODAY, now=NOW)
    return goods


def test_what_the_acts_wrote_is_sound(season: Goods) -> None:
    assert faults() == []


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_it_is_sound_in_blocks_of_any_size(season: Goods, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(blocks, "BLOCK", block)
    monkeypatch.setattr(blocks, "REDUCE_EVERY", 2)
    assert faults() == []


FIRST = "(SELECT min(id) FROM stock_line)"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (f"UPDATE stock_line SET weight_g = weight_g + 1 WHERE id = {FIRST}", "do not sum to zero"),
        (f"UPDATE stock_line SET weight_g = weight_g + 1 WHERE id = {FIRST}", "not those that were written"),
        (f"DELETE FROM stock_line WHERE id = {FIRST}", "do not sum to zero"),
        ("UPDATE stock_balance SET weight_g = weight_g + 1 WHERE weight_g > 0", "not the sum of its lines"),
        (
            "UPDATE stock_balance SET held_g = held_g + 1 WHERE weight_g > held_g AND NOT is_nowhere",
            "not the sum of its holds",
        ),
        ("UPDATE stock_share SET weight_g = weight_g + 1", "its shares are not its weight"),
        ("UPDATE stock_descent SET weight_g = weight_g + 1", "its descents are not its weight"),
        ("DELETE FROM stock_owning", "it is nobody's"),
        ("UPDATE stock_entry SET kind = 'move' WHERE kind = 'convert'", "it is no conversion"),
        ("UPDATE stock_entry SET digest = 'x' WHERE kind = 'convert'", "the audit chain tells it otherwise"),
    ],
)
def test_what_was_changed_by_hand_is_named(season: Goods, statement: str, says: str) -> None:
    assert any(says in fault for fault in tamper(statement))


def test_an_entry_that_lost_its_lines_is_named(season: Goods) -> None:
    last = Entry.objects.order_by("-pk")[0].pk
    assert f"entry {last}: it has no lines" in tamper(f"DELETE FROM stock_line WHERE entry_id = {last}")
    middle = Entry.objects.order_by("pk")[1].pk
    assert f"entry {middle}: it has no lines" in tamper(f"DELETE FROM stock_line WHERE entry_id = {middle}")


def test_a_change_that_is_even_is_found_by_its_digest(season: Goods) -> None:
    """Both sides of an entry and both balances changed alike: the sums agree, the record does not."""
    one = Entry.objects.filter(kind="receive").order_by("pk")[0].pk
    lot = Line.objects.filter(entry=one)[0].lot_id
    found = tamper(f"UPDATE stock_line SET weight_g = weight_g * 2 WHERE entry_id = {one}")
    with triggers_off("stock"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE stock_balance SET weight_g = (SELECT sum(weight_g) FROM stock_line AS line WHERE "
            f"line.lot_id = stock_balance.lot_id AND line.location_id = stock_balance.location_id) WHERE lot_id = {lot}"
        )
    found = faults()
    assert f"entry {one}: its lines are not those that were written" in found
    assert not any("sum" in fault and "balance" in fault for fault in found)

"""What went wrong once: pallets used again, two recalls at once, other people's receivers."""

from datetime import timedelta

import pytest

from lilian.base.policy import Role
from lilian.packing import actions as packing
from lilian.packing.values import pallet_code
from lilian.parcels.values import Receiver
from lilian.stock import actions as stock
from lilian.stock.models import Lot, Standing
from lilian.stock.values import Condition
from lilian.trace import actions, queries
from lilian.trace.actions import recalling
from lilian.trace.models import Recall
from lilian.trace.queries import box_standing, chains
from lilian.trace.values import BoxStanding, RecallDraft, Start, StartKind
from tests.parcels.despatch import SENT, Despatch

NOW = SENT + timedelta(hours=1)


def recall(despatch: Despatch, kind: StartKind, code: str, key: str = "r") -> Recall:
    draft = RecallDraft(Start(kind, code), "农残超标")
    office = despatch.boxing.goods.actor()
    return Recall.objects.get(pk=actions.open_recall(actor=office, draft=draft, client_key=key, now=NOW))


def test_a_recalled_pallet_is_what_stood_on_it_at_that_moment_whenever_one_looks(despatch: Despatch) -> None:
    first, second, _ = despatch.boxes
    here = {"actor": despatch.packer, "now": SENT}
    pallet = packing.make_pallet(organisation_id=despatch.boxing.goods.coop.pk, client_key="t", **here)
    packing.stow(pallet_id=pallet, codes=[first.code], **here)
    made = recall(despatch, StartKind.PALLET, pallet_code(pallet))
    later = {"actor": despatch.packer, "now": NOW + timedelta(hours=1)}
    packing.take_off(pallet_id=pallet, **later)
    packing.stow(pallet_id=pallet, codes=[second.code], **later)
    assert queries.seeds(queries.start_of(made)).box_ids == (first.pk,)
    assert [box_standing(box.code) for box in (first, second)] == [BoxStanding.RECALLED, BoxStanding.GENUINE]


def test_a_lot_another_recall_stopped_meanwhile_is_left_to_it(
    despatch: Despatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was reached while it was sound, and is stopped by the other before it is held."""
    office, hold = despatch.boxing.goods.actor(), recalling.stock.keep_still

    def stopped_then_held(lot_ids: set[int]) -> None:
        if not Standing.objects.filter(lot=despatch.lot).exists():
            stock.decide(actor=office, lot_id=despatch.lot, condition=Condition.RECALLED, reason="另一次", now=NOW)
        hold(lot_ids)

    monkeypatch.setattr(recalling.stock, "keep_still", stopped_then_held)
    made = recall(despatch, StartKind.LOT, Lot.objects.get(pk=despatch.lot).code)
    assert [(one.lot_id, one.stopped_now) for one in made.lots.all()] == [(despatch.lot, False)]


def test_who_got_a_parcel_of_others_is_not_named_to_a_manager(despatch: Despatch) -> None:
    """The maker of the fruit sees that it left, not to whom, unless it sent or gets the parcel."""
    goods = despatch.boxing.goods
    despatch.send(despatch.boxes[0])
    despatch.send(despatch.boxes[1], key="q", receiver=Receiver(goods.shop.pk))
    start = Start(StartKind.LOT, harvested())
    seen = queries.chain(goods.actor(Role.COOP_MANAGER), start, now=NOW).holders
    assert {one.name for one in seen} == {"王五水果行", goods.shop.name}
    shop = goods.actor(Role.COOP_MANAGER, goods.shop)
    hidden = chains._known_to(shop, queries.spread(queries.extent(queries.seeds(start))).holders)
    assert {(one.name, one.phone) for one in hidden} == {("", ""), (goods.shop.name, "")}


def harvested() -> str:
    return Lot.objects.earliest("pk").code

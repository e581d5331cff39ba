"""Boxes stand on pallets from a moment until another; a pallet is used again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.base.policy import Role
from lilian.kernel.refusal import NotFound
from lilian.packing import actions, queries
from lilian.packing.actions.refusals import BoxIsVoid, NoSuchBox, OnAnotherPallet, PalletEmpty
from lilian.packing.models import Stowing
from lilian.packing.queries.pallets import stowings
from lilian.packing.values import PALLET, number_in
from tests.packing.boxing import LATER, Boxing, opened, packed

LATEST = LATER + timedelta(hours=1)


def made(boxing: Boxing, key: str = "p") -> int:
    return actions.make_pallet(actor=boxing.packer, organisation_id=boxing.goods.coop.pk, client_key=key, now=LATER)


def stowed(boxing: Boxing, pallet: int, *codes: str) -> int:
    return actions.stow(actor=boxing.packer, pallet_id=pallet, codes=codes, now=LATER)


def test_a_pallet_knows_what_stands_on_it(boxing: Boxing) -> None:
    pallet, boxes = made(boxing), packed(boxing, opened(boxing), 2_500, 2_510)
    assert stowed(boxing, pallet, *(box.code.lower() for box in boxes)) == 2
    card = queries.pallet(boxing.packer, pallet)
    assert (card.boxes, card.net_g, card.since) == (2, 5_010, LATER)
    assert number_in(card.code, PALLET) == pallet


def test_the_same_key_makes_one_pallet(boxing: Boxing) -> None:
    assert made(boxing) == made(boxing)


def test_a_pallet_emptied_is_used_again_and_its_past_stays(boxing: Boxing) -> None:
    pallet, (first, second) = made(boxing), packed(boxing, opened(boxing), 2_500, 2_510)
    stowed(boxing, pallet, first.code)
    assert actions.take_off(actor=boxing.packer, pallet_id=pallet, now=LATEST) == 1
    stowed(boxing, pallet, second.code)
    told = [(row.box_id, row.since, row.until) for row in stowings(boxing.packer, pallet)]
    assert told == [(second.pk, LATER, None), (first.pk, LATER, LATEST)]


def test_a_box_stands_on_one_pallet(boxing: Boxing) -> None:
    pallet, other = made(boxing), made(boxing, "q")
    (box,) = packed(boxing, opened(boxing), 2_500)
    stowed(boxing, pallet, box.code)
    with pytest.raises(OnAnotherPallet):
        stowed(boxing, other, box.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stowing.objects.create(pallet_id=other, box=box, since=LATER, stowed_by="")


def test_one_wrong_code_and_nothing_is_stowed(boxing: Boxing) -> None:
    pallet, (box,) = made(boxing), packed(boxing, opened(boxing), 2_500)
    with pytest.raises(NoSuchBox):
        stowed(boxing, pallet, box.code, "0" * 14)
    assert not Stowing.objects.exists()


def test_what_stands_there_is_not_put_there_again(boxing: Boxing) -> None:
    pallet, (box,) = made(boxing), packed(boxing, opened(boxing), 2_500)
    stowed(boxing, pallet, box.code)
    with pytest.raises(PalletEmpty):
        stowed(boxing, pallet, box.code)


def test_a_void_box_leaves_its_pallet(boxing: Boxing) -> None:
    pallet, (box,) = made(boxing), packed(boxing, opened(boxing), 2_500)
    stowed(boxing, pallet, box.code)
    actions.void_box(actor=boxing.packer, box_id=box.pk, reason="碰坏", now=LATEST)
    assert queries.pallet(boxing.packer, pallet).boxes == 0
    with pytest.raises(BoxIsVoid):
        stowed(boxing, pallet, box.code)


def test_nothing_is_taken_off_an_empty_pallet(boxing: Boxing) -> None:
    with pytest.raises(PalletEmpty):
        actions.take_off(actor=boxing.packer, pallet_id=made(boxing), now=LATEST)


def test_only_some_are_taken_off(boxing: Boxing) -> None:
    pallet, boxes = made(boxing), packed(boxing, opened(boxing), 2_500, 2_510)
    stowed(boxing, pallet, *(box.code for box in boxes))
    assert actions.take_off(actor=boxing.packer, pallet_id=pallet, codes=[boxes[0].code], now=LATEST) == 1
    assert queries.pallet(boxing.packer, pallet).net_g == 2_510


def test_another_organisation_s_pallet_is_not_there(boxing: Boxing) -> None:
    pallet, stranger = made(boxing), boxing.goods.actor(Role.PACKER, boxing.goods.shop)
    with pytest.raises(NotFound):
        actions.stow(actor=stranger, pallet_id=pallet, codes=["X"], now=LATER)
    with pytest.raises(NotFound):
        queries.pallet(stranger, pallet)


def test_the_past_of_a_pallet_stays(boxing: Boxing) -> None:
    pallet, (box,) = made(boxing), packed(boxing, opened(boxing), 2_500)
    stowed(boxing, pallet, box.code)
    actions.take_off(actor=boxing.packer, pallet_id=pallet, now=LATEST)
    row = Stowing.objects.get()
    changes = ({"until": None}, {"until": LATER}, {"since": LATEST})
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Stowing.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()

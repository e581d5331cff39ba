"""Boxes that bear a mark use labels up; fruit and licence are looked at, and nothing goes round it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lilian.brand import queries, rules
from lilian.brand.actions import refusals
from lilian.brand.models import Spent
from lilian.brand.queries.soundness import label_faults
from lilian.brand.values import Fate, PublicLabel, Ruling, State
from lilian.flows import packing as flows
from lilian.kernel.refusal import Refusal
from lilian.packing import actions as packing
from lilian.packing.models import Box, Packing
from lilian.packing.values import Source, Weighed
from tests.brand.marking import Marking, number
from tests.packing.boxing import LATER, closed, on_the_line, opened, packed
from tests.stock.goods import KG, NOW, TODAY


def test_boxes_use_labels_up_in_order(marking: Marking) -> None:
    made = marking.issued(10)
    box = marking.packed(marking.opened(), 3)[1]
    found = queries.public_of_box(box.pk, TODAY)
    assert found is not None
    assert (found.labels, found.licence.state) == ((number(made, 1),), State.VALID)
    label = queries.public(number(made, 2), TODAY)
    assert isinstance(label, PublicLabel)
    assert label.fate is Fate.USED
    (balance,) = queries.balances(marking.licence)
    assert (balance.count.used, balance.count.on_hand, balance.used_g) == (3, 7, 7_500)


def test_the_same_key_uses_no_label_twice(marking: Marking) -> None:
    marking.issued(10)
    key = marking.opened()
    assert marking.opened() == key
    assert marking.packed(key, 3) == marking.packed(key, 3)
    assert sum(row.last - row.first + 1 for row in Spent.objects.all()) == 3


def test_labels_run_out_and_no_box_is_written(marking: Marking) -> None:
    marking.issued(2)
    key = marking.opened()
    with pytest.raises(refusals.LabelsRanOut):
        marking.packed(key, 3)
    assert not Box.objects.exists()
    marking.packed(key, 2)
    marking.issued(1, "more")
    marking.packed(key, 1, "third")  # of the second issue
    assert Spent.objects.values("issue").distinct().count() == 2


def test_spoiled_labels_are_passed_over(marking: Marking) -> None:
    from lilian.brand import actions

    made = marking.issued(10)
    said = {"licence_id": marking.licence, "first": number(made, 1), "last": number(made, 2), "note": ""}
    actions.spoil(actor=marking.guo, now=NOW, **said)
    boxes = marking.packed(marking.opened(), 3)
    found = [queries.public_of_box(box.pk, TODAY) for box in boxes]
    assert [one.labels for one in found if one] == [(number(made, place),) for place in (0, 3, 4)]


@pytest.mark.parametrize(("said", "refusal"), [({"grade": "second"}, Refusal), ({"outside": True}, rules.FromOutside)])
def test_fruit_that_may_not_bear_it(marking: Marking, said: dict[str, object], refusal: type[Refusal]) -> None:
    goods = marking.boxing.goods
    if said.pop("outside", None):
        said["household"] = goods.qiao
    lot = on_the_line(goods, 50 * KG, "other", **said)
    marking.issued(10)
    with pytest.raises(refusal):
        marking.opened(lot_ids=(lot,))
    assert not Packing.objects.exists()
    key = marking.opened()
    with pytest.raises(refusal):
        flows.add_lot(actor=marking.boxing.packer, packing_id=key, lot_id=lot, now=NOW)
    assert Packing.objects.get().inputs.count() == 1


def test_fruit_below_grade_does_not_get_round_by_a_box_without_one(marking: Marking) -> None:
    from tests.packing.boxing import next_spec

    spec = next_spec(marking.boxing, grade="")
    lot = on_the_line(marking.boxing.goods, 50 * KG, "other", grade="second")
    with pytest.raises(refusals.NoSuchLabels):
        marking.opened(lot_ids=(lot,), spec_id=spec)


def test_a_licence_that_does_not_stand_that_day(marking: Marking) -> None:
    marking.issued(10)
    key = marking.opened()
    marking.ruled(Ruling.SUSPEND)
    with pytest.raises(refusals.LicenceDoesNotStand):
        marking.packed(key, 1)
    with pytest.raises(refusals.LicenceDoesNotStand):
        marking.opened("more")
    marking.ruled(Ruling.RESUME)
    box = marking.packed(key, 1)[0]
    with pytest.raises(refusals.LicenceDoesNotStand):
        marking.opened("late", NOW + timedelta(days=300))
    late = queries.public_of_box(box.pk, TODAY + timedelta(days=300))
    assert late is not None
    assert late.licence.state is State.EXPIRED


def test_a_packing_without_a_mark_goes_as_before(marking: Marking) -> None:
    key = flows.open_packing(actor=marking.boxing.packer, draft=marking.boxing.draft(), client_key="plain", now=NOW)
    box = marking.packed(key, 2)[0]
    assert queries.public_of_box(box.pk, TODAY) is None
    closed(marking.boxing, key, 6 * KG)


def test_what_goes_round_the_labels_does_not_end(marking: Marking) -> None:
    marking.issued(10)
    key = marking.opened()
    packed(marking.boxing, key, 2_510)
    with pytest.raises(IntegrityError), transaction.atomic():
        closed(marking.boxing, key, 3 * KG)
    marking.packed(key, 1, "next")  # the box before gets its label too
    closed(marking.boxing, key, 6 * KG)
    assert list(label_faults()) == []


def test_what_goes_round_the_fruit_does_not_end(marking: Marking) -> None:
    marking.issued(10)
    lot = on_the_line(marking.boxing.goods, 50 * KG, "qiao", household=marking.boxing.goods.qiao)
    key = marking.opened()
    packing.add_lot(actor=marking.boxing.packer, packing_id=key, lot_id=lot, now=NOW)
    marking.packed(key, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        closed(marking.boxing, key, 3 * KG)


def test_a_packing_with_boxes_gets_no_mark_any_more(marking: Marking) -> None:
    from lilian.brand import actions

    key = opened(marking.boxing)
    packing.pack_boxes(
        actor=marking.boxing.packer, packing_id=key, boxes=[Weighed(net_g=2_510)], source=Source.API,
        client_key="b", now=LATER,
    )  # fmt: skip
    with pytest.raises(refusals.BoxesBefore):
        actions.mark_packing(actor=marking.boxing.packer, packing_id=key, licence_id=marking.licence, now=LATER)

"""Who sees which slips and sellers; a day by point."""

import pytest

from lilian.kernel.refusal import NotFound
from lilian.receiving import actions, queries
from lilian.receiving.actions.points import NotAPoint, PointOpen
from lilian.receiving.values import Seller
from tests.members.cast import SYSTEM
from tests.receiving.scale import KG, NOW, TODAY, Scale


def numbers(scale: Scale, name: str) -> int:
    return queries.slips(scale.actor(name)).count()


def test_mei_sees_her_own_slips_and_qiao_none_of_them(scale: Scale) -> None:
    scale.received()
    assert (numbers(scale, "mei"), numbers(scale, "qiao")) == (1, 0)


def test_clerk_manager_bureau_and_office_see_the_slip(scale: Scale) -> None:
    scale.received()
    assert {name: numbers(scale, name) for name in ("wen", "guo", "ren", "lin")} == dict.fromkeys(
        ("wen", "guo", "ren", "lin"), 1
    )


def test_a_foreign_slip_is_not_found(scale: Scale) -> None:
    told = scale.received(actor="lin", location_id=scale.other_point, seller=Seller(household_id=scale.qiao))
    with pytest.raises(NotFound):
        queries.slip(scale.actor("wen"), told.slip_id)


def test_a_slip_is_found_by_name_and_number(scale: Scale) -> None:
    told = scale.received()
    for text in ("秀梅", told.number[2:]):
        assert queries.slips(scale.actor("wen"), text=text).count() == 1
    assert queries.slips(scale.actor("wen"), text="乔").count() == 0


def test_a_day_is_summed_by_point(scale: Scale) -> None:
    scale.received("a")
    scale.received("b")
    (row,) = queries.by_point(scale.actor("lin"), TODAY)
    assert (row.location_id, row.totals.slips, row.totals.net_g, row.totals.unpriced) == (scale.point, 2, 200 * KG, 2)


def test_who_came_last_stands_first_and_firms_stand_last(scale: Scale) -> None:
    scale.received(seller=Seller(person_id=scale.cast.people["guo"]))
    found = [card.key for card in queries.sellers(scale.actor("wen"), scale.point)]
    assert found[0] == f"p{scale.cast.people['guo']}"
    assert f"h{scale.mei}" in found
    assert f"h{scale.qiao}" not in found
    assert found[-1][0] == "o"


def test_the_clerk_reads_names_and_finds_them_by_pinyin(scale: Scale) -> None:
    card = next(card for card in queries.sellers(scale.actor("wen"), scale.point) if card.key == f"h{scale.mei}")
    assert (card.name, "linxiumei" in card.sought) == ("林秀梅", True)
    assert [pk for pk, _ in card.blocks] == [scale.block]


def test_a_point_opens_once(scale: Scale) -> None:
    with pytest.raises(PointOpen):
        actions.open_point(actor=SYSTEM, place_id=scale.place, now=NOW)


def test_a_block_is_no_point(scale: Scale) -> None:
    with pytest.raises(NotAPoint):
        actions.open_point(actor=SYSTEM, place_id=scale.block, now=NOW)

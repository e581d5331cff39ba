"""Where lots may lie, and what lies there."""

import pytest

from lilian.base.policy import Role
from lilian.kernel.refusal import NotFound
from lilian.stock import actions, queries
from lilian.stock.values import LocationKind
from tests.stock.goods import KG, NOW, TODAY, Goods, at, received


def test_a_packer_finds_the_places_of_the_own_organisation(goods: Goods) -> None:
    packer, stranger = goods.actor(Role.PACKER), goods.actor(Role.PACKER, goods.shop)
    assert [each.code for each in queries.locations(packer)] == ["far_room", "line", "point", "room"]
    assert not queries.locations(stranger)
    with pytest.raises(NotFound):
        queries.location(stranger, goods.line)


def test_places_are_found_by_kind(goods: Goods) -> None:
    found = queries.locations(goods.actor(), kinds=[LocationKind.LINE, LocationKind.PACKHOUSE])
    assert [each.pk for each in found] == [goods.line]


def test_a_closed_place_is_not_offered(goods: Goods) -> None:
    actions.close_location(actor=goods.actor(), location_id=goods.line, now=NOW)
    assert goods.line not in [each.pk for each in queries.locations(goods.actor())]


def test_what_lies_at_a_place_is_what_was_not_taken_away(goods: Goods) -> None:
    first, second = received(goods, 60 * KG, "first"), received(goods, 30 * KG, "second")
    actions.write_off(
        actor=goods.actor(), taken=[at(first, goods.point, 60 * KG)], day=TODAY, reason="烂", client_key="w", now=NOW
    )
    assert [lot.pk for lot in queries.lots_at(goods.actor(Role.PACKER), goods.point)] == [second]

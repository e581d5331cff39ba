"""A place is closed when nothing needs it any more, and says all that still does."""

import pytest

from lilian.base.actors import system
from lilian.flows.places import (
    FruitHeld,
    FruitLies,
    PlaceInUse,
    PlaceOfStore,
    TransfersWait,
    WorkOpen,
    close_place,
    still_needed_by,
)
from lilian.members import actions as members
from lilian.members.actions.places import PlaceClosed
from lilian.members.values import PlaceKind
from lilian.receiving import actions as receiving
from lilian.receiving import queries as points
from lilian.receiving.models import Slip
from lilian.stock import actions as stock
from lilian.stock.models import Location
from lilian.stock.values import HoldDraft, HoldKind, Line, Spot
from tests.idling import season as low
from tests.packing import boxing
from tests.receiving.scale import KG, NOW, TODAY, Scale, place, the_scale
from tests.sorting import runs

pytestmark = pytest.mark.django_db
OFFICE = system("test")


@pytest.fixture
def scale() -> Scale:
    return the_scale()


def close(place_id: int) -> None:
    close_place(actor=OFFICE, place_id=place_id, reason="不用了", now=NOW)


def in_the_way(place_id: int) -> list[type]:
    with pytest.raises(PlaceInUse) as refused:
        close(place_id)
    return [type(one) for one in refused.value.fields["why"]]


def test_fruit_and_what_is_held_of_it_stand_in_the_way_until_they_are_gone(scale: Scale) -> None:
    scale.received()
    lot = Slip.objects.get().lot_id
    here = Line(Spot(lot, scale.point), 100 * KG, 5)
    hold = stock.hold(actor=OFFICE, draft=HoldDraft(here, HoldKind.HELD, "等化验"), client_key="h", now=NOW)
    with pytest.raises(PlaceInUse) as refused:
        close(scale.place)
    assert [type(one) for one in refused.value.fields["why"]] == [FruitLies, FruitHeld]
    assert refused.value.text().count("SG1收购点") == 3  # the place, its fruit, its hold
    stock.release(actor=OFFICE, hold_id=hold, now=NOW)
    stock.write_off(actor=OFFICE, taken=[here], day=TODAY, reason="烂果", client_key="w", now=NOW)
    close(scale.place)
    assert not points.is_point(OFFICE, scale.place)
    with pytest.raises(PlaceClosed):
        close(scale.place)


def test_a_point_that_is_used_again_goes_on_with_its_history(scale: Scale) -> None:
    close(scale.place)
    members.reopen_place(actor=OFFICE, place_id=scale.place, now=NOW)
    assert not points.is_point(OFFICE, scale.place)
    assert receiving.open_point(actor=OFFICE, place_id=scale.place, now=NOW) == scale.point
    assert scale.received("new").slip_id


def test_work_that_is_not_ended_stands_in_the_way() -> None:
    floor = runs.the_floor()
    here = place("PH1", floor.goods.coop.pk, PlaceKind.PACKHOUSE)
    Location.objects.filter(pk=floor.goods.line).update(place=here)
    runs.opened(floor)
    assert [type(one) for one in still_needed_by(OFFICE, here)] == [FruitLies, WorkOpen]


def test_boxes_being_packed_stand_in_the_way() -> None:
    packing = boxing.the_boxing()
    here = place("PH1", packing.goods.coop.pk, PlaceKind.PACKHOUSE)
    Location.objects.filter(pk=packing.goods.line).update(place=here)
    boxing.opened(packing)
    assert WorkOpen in [type(one) for one in still_needed_by(OFFICE, here)]


def test_transfers_of_a_plan_in_force_stand_in_the_way() -> None:
    season = low.the_season()
    low.adopted(season)
    needed = [type(one) for one in still_needed_by(OFFICE, season.rooms[0].store.place_id)]
    assert (needed[0], needed[-1], FruitLies in needed) == (PlaceOfStore, TransfersWait, True)

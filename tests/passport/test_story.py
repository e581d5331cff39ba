"""What a box's page tells, and above all what it does not tell."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from lilian.members.models import Place, Township
from lilian.packing import actions as packing
from lilian.packing.models import Box
from lilian.passport import actions, queries
from lilian.passport.values import State, Step, Story, Way
from lilian.stock import actions as stock
from lilian.stock.values import Condition
from tests.packing.boxing import opened, packed
from tests.passport.shelf import MEI, SYSTEM, VILLAGE, Held, agreed
from tests.stock.goods import NOW, TODAY


def told(held: Held, box: Box | None = None) -> Story:
    found = queries.story((box or held.first).code, now=NOW)
    assert found is not None
    return found


def test_a_box_tells_its_way_from_the_orchard(held: Held) -> None:
    story = told(held)
    assert [(event.step, event.first) for event in story.events] == [
        (Step.PICKED, TODAY - timedelta(days=22)),
        (Step.RECEIVED, TODAY - timedelta(days=21)),
        (Step.STORED, TODAY - timedelta(days=20)),
        (Step.SORTED, TODAY),
        (Step.PACKED, TODAY),
    ]
    stored = story.events[2]
    assert (stored.place, stored.days) == ("room", 19)


def test_it_tells_the_air_the_fruit_lay_in(held: Held) -> None:
    (air,) = told(held).air
    assert (air.coldest_mc, air.warmest_mc) == (-300, 300)
    assert all(NOW - timedelta(days=20) <= at <= NOW - timedelta(days=1) for at, _ in air.read)


def test_it_tells_the_village_and_a_point_good_to_a_kilometre(held: Held) -> None:
    (origin,) = told(held).origins
    assert (origin.village, origin.township, origin.permille) == (VILLAGE, "午城镇", 1000)
    assert (origin.lat, origin.lon) == (36.7, 110.95)  # the village's, not the orchard's


def test_of_two_villages_of_one_name_it_tells_the_point_of_the_right_one(held: Held) -> None:
    """By township; where nobody knows the township, no point is told."""
    town = Township.objects.create(code="141031102", name="黄土镇")
    said = {"name": VILLAGE, "village": VILLAGE, "kind": "village", "township": town}
    other = Place.objects.create(code="V2", lat=36.1, lon=110.1, **said)
    assert (told(held).origins[0].lat, told(held).origins[0].lon) == (36.7, 110.95)
    Place.objects.filter(code="B1").update(township=town)
    assert (told(held).origins[0].lat, told(held).origins[0].lon) == (36.1, 110.1)
    Place.objects.filter(code="B1").update(township=None)
    assert told(held).origins[0].lat is None
    other.delete()
    assert told(held).origins[0].lat == 36.7


def test_it_tells_grade_samples_and_how_long_it_keeps(held: Held) -> None:
    story = told(held)
    assert story.graded is not None
    assert (story.graded.name, story.graded.number, story.graded.low_g) == ("一级", 2, 300)
    (looked,) = story.looked
    assert (looked.solids_permille, looked.firmness_mn, looked.size) == (130, 59_000, 20)
    assert story.keeps is not None
    assert TODAY < story.keeps.room < story.keeps.fridge < TODAY + timedelta(days=220)


def test_nobody_is_named_who_did_not_agree(held: Held) -> None:
    assert told(held).origins[0].growers == ()
    agreed(held)
    assert told(held).origins[0].growers == (MEI,)


def test_who_takes_it_back_is_named_on_no_box(held: Held) -> None:
    agreed(held)
    before = queries.version()
    actions.withdraw(actor=SYSTEM, household_id=held.goods.mei.pk, way=Way.PAPER, now=NOW)
    assert told(held).origins[0].growers == ()
    assert queries.version() != before


@pytest.mark.parametrize(
    ("condition", "state"), [(Condition.RECALLED, State.RECALLED), (Condition.QUARANTINED, State.HELD)]
)
def test_a_decision_about_any_lot_behind_it_shows(held: Held, condition: Condition, state: State) -> None:
    """Of the fruit as it was picked, four steps before the box."""
    assert told(held).standing.state is State.GENUINE
    before = queries.version()
    stock.decide(actor=SYSTEM, lot_id=held.picked, condition=condition, reason="复检", now=NOW)
    assert told(held).standing.state is state
    assert queries.version() != before


def test_a_void_box_says_so_and_its_neighbours_do_not(held: Held) -> None:
    spoilt = queries.story(held.spoilt.code, now=NOW)
    assert spoilt is not None
    assert spoilt.standing.state is State.VOID
    assert told(held).standing.state is State.GENUINE


def test_a_box_voided_now_makes_every_page_old(held: Held) -> None:
    again = opened(held.boxing, key="again")
    (box,) = packed(held.boxing, again, 2_510, key="again")
    before = queries.version()
    packing.void_box(actor=held.boxing.packer, box_id=box.pk, reason="称错", now=NOW)
    assert queries.version() != before


def test_a_code_opened_by_many_says_so(held: Held) -> None:
    actions.count_openings(counts={held.first.code: settings.OFTEN_TIMES - 1}, now=NOW)
    assert told(held).standing.state is State.GENUINE
    actions.count_openings(counts={held.first.code: 1, "NOBOX": 5}, now=NOW)
    assert told(held).standing.state is State.OFTEN
    assert told(held).standing.opened == settings.OFTEN_TIMES


def test_so_does_one_opened_on_many_days(held: Held) -> None:
    for day in range(settings.OFTEN_DAYS):
        actions.count_openings(counts={held.first.code: 1}, now=NOW - timedelta(days=day))
    assert told(held).standing.state is State.OFTEN


@override_settings(OFTEN_TIMES=3, OFTEN_DAYS=2)
def test_what_is_often_is_the_countys_to_say(held: Held) -> None:
    actions.count_openings(counts={held.first.code: 3, held.second.code: 1}, now=NOW)
    assert told(held).standing.state is State.OFTEN
    assert told(held, held.second).standing.state is State.GENUINE
    actions.count_openings(counts={held.second.code: 1}, now=NOW - timedelta(days=1))
    assert told(held, held.second).standing.state is State.OFTEN


def test_openings_of_long_ago_do_not_count(held: Held) -> None:
    actions.count_openings(counts={held.first.code: 500}, now=NOW - timedelta(days=40))
    assert told(held).standing.state is State.GENUINE


@pytest.mark.django_db
def test_a_code_that_is_no_box_has_no_story() -> None:
    assert queries.story("0" * 14, now=NOW) is None

"""What adopted plans bring, as keepers see it."""

import pytest

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import queries
from tests.storage.stores import TODAY, TONNE, arrival, expected, plan, the_county

pytestmark = pytest.mark.django_db


def test_a_keeper_sees_what_comes_to_the_own_store_today() -> None:
    county, of = the_county(), plan()
    mine = expected(of, county.store)
    expected(of, county.other, lot_code="P2")
    found = queries.expected_arrivals(county.actor(Role.KEEPER), day=TODAY)
    assert [line.pk for line in found] == [mine.pk]


def test_another_co_ops_arrival_is_not_found() -> None:
    county = the_county()
    line = expected(plan(), county.other)
    with pytest.raises(NotFound):
        queries.expected_one(county.actor(Role.KEEPER), line.pk)


def test_a_grower_sees_no_arrivals() -> None:
    with pytest.raises(NotAllowed):
        queries.expected_arrivals(the_county().actor(Role.GROWER))


def test_what_came_stands_beside_what_was_planned() -> None:
    county = the_county()
    line = expected(plan(), county.store)
    arrival(line, 9, "a")
    assert queries.expected_one(county.actor(Role.KEEPER), line.pk).came_g == 9 * TONNE


def test_plan_against_actual_counts_each_line_once_however_often_it_was_corrected() -> None:
    county, of = the_county(), plan()
    line = expected(of, county.store)
    arrival(line, -9, "b", reverses=arrival(line, 9, "a"))
    arrival(line, 8, "c")
    row = queries.met_by_store(county.actor(Role.OFFICE), of.pk).get()
    assert (row["planned_g"], row["came_all_g"], row["lines"], row["met"]) == (10 * TONNE, 8 * TONNE, 1, 1)

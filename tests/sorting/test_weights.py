"""What the fruit of a grade weighed, as a line measured it."""

import pytest

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.kernel.refusal import NotFound
from lilian.sorting import queries
from tests.sorting import runs
from tests.sorting.runs import Floor


def test_the_newest_runs_grades_are_offered_the_most_fruit_first(floor: Floor) -> None:
    run = runs.opened(floor)
    runs.taken(floor, run)
    found = queries.measured_grades(floor.actor())
    assert [(one.run.run_id, one.grade, one.fruit) for one in found] == [(run, "first", 150), (run, "second", 150)]


def test_each_fruit_of_the_grade_has_its_weight(floor: Floor) -> None:
    """Mei's fifty of 350 g that are short of solids are second grade too."""
    run = runs.opened(floor)
    runs.taken(floor, run)
    weights = queries.weights_g(floor.actor(), run, "second", 1_000)
    assert (len(weights), weights.count(350), weights.count(250)) == (150, 50, 100)
    assert len(queries.weights_g(floor.actor(), run, "second", 50)) == 50


def test_another_s_run_tells_no_weights(floor: Floor) -> None:
    run = runs.opened(floor)
    runs.taken(floor, run)
    shop = floor.goods.shop.pk
    stranger = Actor(name="外人", duties=(Duty(Role.LINE_OPERATOR, shop, frozenset({shop})),))
    assert queries.measured_grades(stranger) == []
    with pytest.raises(NotFound):
        queries.weights_g(stranger, run, "first", 10)

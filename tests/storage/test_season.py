"""Whatever is done in whatever order: no store is promised more than its room, no gram of a lot is lost."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lilian.storage.actions import adopting
from lilian.storage.models import Arrival, ExpectedArrival
from tests.storage.season import Season, lots_g
from tests.storage.test_soundness import faults

pytestmark = pytest.mark.django_db
STEPS = st.lists(st.tuples(st.sampled_from(Season.ACTS), st.integers(0, 999)), min_size=4, max_size=16)
BRIEF = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# A county that gets as far as loads, whatever comes after.
OPENING = [("bring_lot", 12), ("bring_lot", 44), ("plan", 2), ("adopt", 0), ("load", 0)]


def lived(steps: list[tuple[str, int]]) -> None:
    """One season from start to end, then undone."""
    with transaction.atomic():
        season = Season()
        for act, number in steps:
            season.do(act, number)
            assert faults() == []
            assert lots_g() == season.brought_g
        transaction.set_rollback(True)


@BRIEF
@given(STEPS)
def test_no_store_is_promised_more_than_its_room_and_no_lot_is_lost(steps: list[tuple[str, int]]) -> None:
    lived([*OPENING, *steps])


def test_the_opening_gets_as_far_as_a_load() -> None:
    season = Season()
    for act, number in OPENING:
        season.do(act, number)
    assert (ExpectedArrival.objects.count() > 1, Arrival.objects.count()) == (True, 1)


def test_the_season_sees_an_adoption_that_does_not_look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopting, "check_world", lambda actor, world, now: None)
    steps = [("bring_lot", 69), ("plan", 2), ("report", 109), ("report", 106), ("report", 107), ("adopt", 0)]
    with pytest.raises(AssertionError):
        lived(steps)

"""Whatever is done in whatever order: the journal and a plain model agree, and not a gram is lost."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lilian.stock.actions import spots
from tests.stock.goods import the_goods
from tests.stock.season import Season, nowhere_g, stands, still_held, sum_over_everything
from tests.stock.test_soundness import faults

pytestmark = pytest.mark.django_db
STEPS = st.lists(st.tuples(st.sampled_from(Season.ACTS), st.integers(0, 999)), min_size=5, max_size=20)
BRIEF = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking a season takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# A season that gets as far as packing and selling, whatever comes after.
OPENING = [("receive", 90), ("receive", 41), ("move", 1), ("convert", 20), ("hold", 12), ("ship", 30)]


def lived(steps: list[tuple[str, int]]) -> Season:
    """One season from start to end, then undone."""
    with transaction.atomic():
        season = Season(the_goods())
        for act, number in steps:
            season.do(act, number)
            agree(season)
        connection.check_constraints()
        assert faults() == []
        transaction.set_rollback(True)
    return season


def agree(season: Season) -> None:
    lies, held = stands()
    assert lies == {spot: weight_g for spot, weight_g in season.lies.items() if weight_g}
    assert held == still_held()
    assert (sum_over_everything(), nowhere_g()) == (0, -sum(lies.values()))


@BRIEF
@given(STEPS)
def test_the_journal_and_a_plain_model_agree(steps: list[tuple[str, int]]) -> None:
    lived([*OPENING, *steps])


def test_the_opening_gets_as_far_as_selling() -> None:
    assert lived(OPENING).done.keys() == {act for act, _ in OPENING}


def test_every_act_succeeds_in_some_season() -> None:
    steps = [(act, number) for number in (7, 120, 45, 301) for act in dict.fromkeys(Season.ACTS)]
    assert lived([*OPENING, *steps]).done.keys() == set(Season.ACTS)


def test_the_season_sees_holds_that_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spots, "end_due", lambda near, now: 0)
    monkeypatch.setattr(spots, "check_enough", lambda balances, lines, now: None)
    with pytest.raises(Exception, match=r"stock_nothing_below_zero|stock_held_is_on_hand"):
        lived([*OPENING, ("ship", 108), ("ship", 109), ("ship", 107)])

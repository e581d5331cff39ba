"""Whatever is done in whatever order: the books and a plain model agree, and not a fen is lost."""

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lilian.ledger.actions import standings
from lilian.ledger.models import Line
from tests.ledger.money import the_money
from tests.ledger.season import Season, stands
from tests.ledger.test_soundness import faults

pytestmark = pytest.mark.django_db
STEPS = st.lists(st.tuples(st.sampled_from(Season.ACTS), st.integers(0, 999)), min_size=5, max_size=20)
BRIEF = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking a season takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Money comes, fruit is bought, credit is given: from there on anything may happen.
OPENING = [("post", 120), ("post", 121), ("post", 122), ("limit", 400), ("post", 13), ("hold", 45), ("hold", 3)]


def lived(steps: list[tuple[str, int]]) -> Season:
    """One season from start to end, then undone."""
    with transaction.atomic():
        season = Season(the_money())
        for act, number in steps:
            season.do(act, number)
            assert stands(season.money) == {name: fen for name, fen in season.stands.items() if fen}
        assert (Line.objects.aggregate(sum=Sum("amount_fen"))["sum"] or 0) == 0
        connection.check_constraints()
        assert faults() == []
        transaction.set_rollback(True)
    return season


@BRIEF
@given(STEPS)
def test_the_books_and_a_plain_model_agree(steps: list[tuple[str, int]]) -> None:
    lived([*OPENING, *steps])


def test_every_act_succeeds_in_some_season() -> None:
    steps = [(act, number) for number in (7, 120, 45, 301, 2) for act in dict.fromkeys(Season.ACTS)]
    assert lived([*OPENING, *steps]).done.keys() == set(Season.ACTS)


def test_the_season_sees_limits_nobody_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standings, "check", lambda lines, now: None)
    with pytest.raises(Exception, match=r"within_its_limit"):
        lived([*OPENING, ("post", 127), ("post", 3), ("post", 11), ("post", 4)])

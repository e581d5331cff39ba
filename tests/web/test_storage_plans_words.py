"""What a decision costs is said in money and, where they differ, in tonnes."""

import pytest

from lilian.web.storage.plans.words import rule_cost


@pytest.mark.parametrize(
    ("fen", "placed_g", "words"),
    [
        (None, None, ""),
        (0, 0, "不增加花费"),
        (321_000, 0, "全县多花 3,210 元"),
        (321_000, None, "全县多花 3,210 元"),
        (-321_000, -2_500_000, "少放 2.5 吨；同样吨数算，全县少花 3,210 元"),
    ],
)
def test_a_decision_says_what_it_costs(fen, placed_g, words):
    assert rule_cost(fen, placed_g) == words

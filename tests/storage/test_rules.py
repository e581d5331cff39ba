"""The pure decisions of storage."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.storage import rules
from lilian.storage.rules.thresholds import SHIPPED
from lilian.storage.values import Freshness

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
RESERVE = SHIPPED.figures.stale_reserve
GRAMS = st.integers(0, 50_000_000_000)


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [(0, Freshness.FRESH), (24, Freshness.FRESH), (24.01, Freshness.AGEING), (72, Freshness.AGEING),
     (72.01, Freshness.STALE)],
)  # fmt: skip
def test_a_report_ages_after_a_day_and_is_stale_after_three(hours: float, wanted: Freshness) -> None:
    assert rules.freshness(NOW - timedelta(hours=hours), NOW, SHIPPED.figures) is wanted


def test_what_was_never_reported_is_said_to_be_so() -> None:
    assert rules.freshness(None, NOW, SHIPPED.figures) is Freshness.NEVER


@given(GRAMS, GRAMS, GRAMS, st.sampled_from(Freshness))
def test_a_plan_never_gets_more_room_than_there_is(
    capacity_g: int, stock_g: int, expected_g: int, fresh: Freshness
) -> None:
    free_g = rules.plannable_g(capacity_g, stock_g, expected_g, fresh, RESERVE)
    assert 0 <= free_g <= max(0, capacity_g - stock_g - expected_g)


def test_a_stale_figure_holds_room_back() -> None:
    assert rules.plannable_g(100_000, 40_000, 10_000, Freshness.STALE, RESERVE) == 45_000


def test_a_fresh_figure_holds_nothing_back() -> None:
    assert rules.plannable_g(100_000, 40_000, 10_000, Freshness.FRESH, RESERVE) == 50_000


@pytest.mark.slow
@given(GRAMS, st.lists(st.integers(1, 200_000_000), min_size=1, max_size=8))
def test_a_figure_for_the_whole_store_is_shared_without_loss(stock_g: int, capacities_g: list[int]) -> None:
    assert sum(rules.shared_by_capacity(stock_g, capacities_g)) == stock_g


@pytest.mark.parametrize(
    ("temperature_mc", "is_out"), [(-1_800, False), (-1_801, True), (1_800, False), (1_801, True), (None, False)]
)
def test_a_reading_is_flagged_only_past_the_slack_of_its_band(temperature_mc: int | None, is_out: bool) -> None:
    assert rules.is_out_of_band(temperature_mc, -1_500, 1_500, Decimal(300)) is is_out


def test_a_store_that_lacks_room_for_the_plan_is_named() -> None:
    found = rules.shortfalls({"K1": 5, "K2": 5}, {"K1": 5, "K2": 4})
    assert found == [rules.Shortfall("K2", wanted_g=5, free_g=4)]

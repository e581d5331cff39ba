"""A room's energy model from its meter: known figures are found again, few readings lean on the room's class."""

import numpy as np
import pytest

from lilian.planning.consolidation import EnergyModel, Period, Prior, fit

TRUE = EnergyModel(wall_mwh=9_000, base_wh=22_000, kept_wh=150, loaded_wh=7_000)
CLASS = Prior(
    EnergyModel(wall_mwh=6_000, base_wh=15_000, kept_wh=120, loaded_wh=6_500),
    EnergyModel(wall_mwh=4_000, base_wh=10_000, kept_wh=80, loaded_wh=3_000),
    scatter_percent=10,
)
NAMES = ("wall_mwh", "base_wh", "kept_wh", "loaded_wh")


def year(months: int = 12, noise: float = 0.0, seed: int = 0, true: EnergyModel = TRUE) -> list[Period]:
    """Monthly readings of a room of 120 t: filled in autumn, emptied by summer."""
    random, found = np.random.default_rng(seed), []
    for month in range(months):
        outside = 12 - 14 * np.cos(2 * np.pi * month / 12)
        tonnes, loaded = max(0.0, 110 - 11 * ((month - 9) % 12)), 110.0 if month % 12 == 9 else 0.0
        exact = Period(0, 30, 420, outside, 0.0, tonnes, loaded)
        walls, _, kept, brought = exact.causes
        wh = 30 * (true.wall_mwh * walls / 1000 + true.base_wh + true.kept_wh * kept + true.loaded_wh * brought)
        found.append(Period(round(wh * random.normal(1, noise)), 30, 420, outside, 0.0, tonnes, loaded))
    return found


def gaps(found: EnergyModel) -> list[float]:
    return [abs(getattr(found, name) / getattr(TRUE, name) - 1) for name in NAMES]


def test_without_readings_the_class_is_all_that_is_known():
    found = fit([], CLASS)
    assert (found.model, found.errors, found.periods) == (CLASS.model, CLASS.errors, 0)


def test_three_years_of_clean_readings_give_the_walls_and_the_fans():
    found = fit(year(36), CLASS)
    assert gaps(found.model)[0] < 0.01
    assert gaps(found.model)[1] < 0.03


@pytest.mark.parametrize("seed", range(5))
def test_noisy_readings_give_it_within_what_the_errors_say(seed):
    found = fit(year(24, noise=0.05, seed=seed), CLASS)
    for name in NAMES:
        assert abs(getattr(found.model, name) - getattr(TRUE, name)) <= 3 * getattr(found.errors, name)


def test_forecasts_are_within_their_error_about_as_often_as_it_says():
    asked = year(12, noise=0.05, seed=99)
    inside = 0
    for seed in range(20):
        found = fit(year(18, noise=0.05, seed=seed), CLASS)
        for period in asked:
            wh, error = found.forecast(period)
            inside += abs(wh - period.wh) <= 2 * error
    assert 0.88 <= inside / 240 <= 1.0


def test_more_readings_make_the_error_smaller():
    errors = [fit(year(months, noise=0.05), CLASS).forecast(year()[6])[1] for months in (0, 3, 12, 36)]
    assert errors == sorted(errors, reverse=True)


def test_no_part_is_ever_below_zero():
    cold = [Period(1_000, 30, 420, 20.0, 0.0, 100.0, 0.0) for _ in range(12)]
    assert min(getattr(fit(cold, CLASS).model, name) for name in NAMES) >= 0


def test_a_warm_day_costs_more_than_a_cold_one():
    found = fit(year(24, noise=0.05), CLASS)
    cold, warm = (found.forecast(Period(0, 30, 420, outside, 0.0, 50.0, 0.0))[0] for outside in (-5.0, 25.0))
    assert warm > cold


def test_outside_colder_than_inside_draws_nothing_through_the_walls():
    assert Period(0, 30, 420, -10.0, 0.0, 0.0, 0.0).causes[0] == 0

"""A room's energy model from its meter: non-negative least squares, with what is known of rooms of its size as a prior.

With no reading the fit is the prior; with many the prior hardly counts. Nothing is switched over at some number of
readings, so that one reading more never makes a forecast jump.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lilian.planning.consolidation.energy import EnergyModel

Floats = NDArray[np.float64]
PARTS = 4  # walls, base, fruit kept, fruit loaded
MILLI = np.array((1000.0, 1.0, 1.0, 1.0))  # the wall's figure is kept in mWh
ROUNDS = 8  # the scatter of the readings and the fit depend on each other; they settle in a few rounds
PRIOR_READINGS = 4.0  # how many readings the prior's scatter counts for
LEAST_WH_PER_DAY = 1_000.0  # a room that draws less is weighed like one that draws this


@dataclass(frozen=True)
class Period:
    """Between two readings of one meter: `wh` drawn in `days` at an average of `tonnes` kept, `loaded_t` brought in."""

    wh: int
    days: float
    wall_m2: float
    outside_c: float
    inside_c: float
    tonnes: float
    loaded_t: float

    @property
    def causes(self) -> tuple[float, float, float, float]:
        """What the four parts are multiplied with, per day; in Wh."""
        warmer = max(0.0, self.outside_c - self.inside_c)
        return self.wall_m2 * warmer, 1.0, self.tonnes, self.loaded_t / self.days


@dataclass(frozen=True)
class Prior:
    """What is known before any reading: the model, how far each part may be off, and how far readings scatter around
    it, in per cent of what is drawn."""

    model: EnergyModel
    errors: EnergyModel
    scatter_percent: int


@dataclass(frozen=True)
class Fit:
    """`errors` are standard errors in the model's units; `covariance` (4, 4) in Wh; `scatter_per_mille`: the standard
    deviation of what is drawn around the model, as a share of it."""

    model: EnergyModel
    errors: EnergyModel
    covariance: tuple[tuple[float, ...], ...]
    scatter_per_mille: int
    periods: int

    def forecast(self, period: Period) -> tuple[int, int]:
        """Wh that the period should draw, and the standard error of that."""
        x = np.array(period.causes)
        drawn = float(x @ _as_array(self.model))
        spread = float(x @ np.array(self.covariance) @ x) + (self.scatter_per_mille / 1000 * drawn) ** 2
        return round(period.days * drawn), round(period.days * spread**0.5)


def fit(periods: Sequence[Period], prior: Prior) -> Fit:
    """Least squares of Wh per day under non-negative parts, each drawn to the prior's as its error says.

    A period counts by the inverse of what it should draw: meters and weather scatter by a share, not by so many kWh.
    """
    x = np.array([one.causes for one in periods]).reshape(-1, PARTS)
    y = np.array([one.wh / one.days for one in periods])
    known, errors = _as_array(prior.model), _as_array(prior.errors)
    expected = scatter = prior.scatter_percent / 100
    parts, size = known, _size(x, known)
    for _ in range(ROUNDS if len(periods) else 0):
        parts = _parts(x / (scatter * size)[:, None], y / (scatter * size), known, errors)
        size = _size(x, parts)
        missed = float((((y - x @ parts) / size) ** 2).sum())
        scatter = ((PRIOR_READINGS * expected**2 + missed) / (PRIOR_READINGS + len(periods))) ** 0.5
    weighed = x / (scatter * size)[:, None]
    covariance = np.linalg.inv(weighed.T @ weighed + np.diag(1 / errors**2))
    return Fit(
        _as_model(parts),
        _as_model(np.sqrt(np.diag(covariance))),
        tuple(tuple(float(value) for value in row) for row in covariance),
        round(1000 * scatter),
        len(periods),
    )


def _size(x: Floats, parts: Floats) -> Floats:
    return np.maximum(LEAST_WH_PER_DAY, x @ parts)


def _parts(x: Floats, y: Floats, known: Floats, errors: Floats) -> Floats:
    """The prior joins as four readings more; columns are scaled by the prior's errors so that all are of one size."""
    from scipy.optimize import nnls  # half of what starting the program would take, and few programs fit anything

    found: Floats = nnls(np.vstack([x * errors, np.eye(PARTS)]), np.concatenate([y, known / errors]))[0]
    return found * errors


def _as_array(model: EnergyModel) -> Floats:
    return np.array((model.wall_mwh, model.base_wh, model.kept_wh, model.loaded_wh), np.float64) / MILLI


def _as_model(parts: Floats) -> EnergyModel:
    wall, base, kept, loaded = (round(float(value)) for value in parts * MILLI)
    return EnergyModel(wall, base, kept, loaded)

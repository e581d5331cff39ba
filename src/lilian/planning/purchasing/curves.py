"""What an amount costs at least, as a convex curve: pieces of rising slope, put together and cut by limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
INFINITE = float("inf")


@dataclass(frozen=True)
class Curve:
    """`x`, `y` (p,): the corners, x rising, slopes rising; beyond the last one the slope is `ray` (infinite: it ends).
    Without corners nothing is possible."""

    x: Floats
    y: Floats
    ray: float = INFINITE

    @cached_property
    def pieces(self) -> tuple[Floats, Floats]:
        """(length, rise) from corner to corner."""
        return self.x[1:] - self.x[:-1], self.y[1:] - self.y[:-1]

    @cached_property
    def lowest(self) -> float:
        """The least cost of any amount."""
        if not len(self.x):
            return INFINITE
        return float(self.y.min()) if self.ray >= 0 else -INFINITE

    def least(self, low: float, high: float) -> float:
        """The least cost of an amount from `low` to `high`."""
        if not len(self.x) or self.x[0] > high or low > high:
            return INFINITE
        best = high if self.ray < 0 else float(self.x[self.y.argmin()])
        return self.at(min(max(best, low), high))

    def at(self, amount: float) -> float:
        if not len(self.x) or amount < self.x[0]:
            return INFINITE
        beyond = amount - float(self.x[-1])
        if beyond <= 0:
            return float(np.interp(amount, self.x, self.y))
        if self.ray == -INFINITE or amount == INFINITE:
            return -INFINITE if self.ray < 0 else INFINITE
        return float(self.y[-1]) + self.ray * beyond if self.ray < INFINITE else INFINITE

    def less(self, rate: float) -> "Curve":
        """With `rate` earned for each unit of the amount."""
        return Curve(self.x, self.y - rate * self.x, self.ray - rate) if rate else self

    def plus(self, fee: float) -> "Curve":
        return Curve(self.x, self.y + fee, self.ray)

    @property
    def point(self) -> bool:
        """Whether one amount only is possible."""
        return len(self.x) == 1 and self.ray == INFINITE


NOTHING = Curve(np.zeros(1), np.zeros(1))
IMPOSSIBLE = Curve(np.zeros(0), np.zeros(0))


def hull(points: Iterable[tuple[float, float]], ray: float = INFINITE) -> Curve:
    """The greatest convex curve below the points."""
    corners: list[tuple[float, float]] = []
    for x, y in sorted(points):
        if corners and corners[-1][0] == x:
            continue
        while len(corners) > 1 and turns_down(corners[-2], corners[-1], (x, y)):
            corners.pop()
        corners.append((x, y))
    while len(corners) > 1 and corners[-1][1] - corners[-2][1] >= ray * (corners[-1][0] - corners[-2][0]):
        corners.pop()
    table = np.array(corners, np.float64).reshape(-1, 2)
    return Curve(table[:, 0], table[:, 1], ray)


def turns_down(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Whether b is no corner below the line from a to c."""
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def together(curves: Sequence[Curve]) -> Curve:
    """What the sum of amounts costs at least, each amount on a curve of its own."""
    if not curves:
        return NOTHING
    if any(not len(curve.x) for curve in curves):
        return IMPOSSIBLE
    if len(curves) == 1:
        return curves[0]
    lengths = np.concatenate([curve.pieces[0] for curve in curves])
    rises = np.concatenate([curve.pieces[1] for curve in curves])
    start = sum(float(curve.x[0]) for curve in curves), sum(float(curve.y[0]) for curve in curves)
    return along(start, lengths, rises, min(curve.ray for curve in curves))


def along(start: tuple[float, float], lengths: Floats, rises: Floats, ray: float) -> Curve:
    """Pieces in any order, laid end to end by rising slope, as far as the ray is not cheaper."""
    slopes = rises / lengths
    kept = slopes < ray
    order = np.argsort(slopes[kept], kind="stable")
    x = np.concatenate(([start[0]], start[0] + np.cumsum(lengths[kept][order])))
    y = np.concatenate(([start[1]], start[1] + np.cumsum(rises[kept][order])))
    return Curve(x, y, ray)

"""Fruit at random: weights in grams as a sorting line sends them, the same for the same seed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lilian.planning.packing.problem import BadProblem, Ints


@dataclass(frozen=True)
class Stream:
    """`shape` with this mean and standard deviation, both before fruit outside the grade band `least_g` ... `most_g` is
    left out."""

    mean_g: float = 250.0
    sd_g: float = 25.0
    shape: Literal["normal", "lognormal"] = "normal"
    least_g: int = 50
    most_g: int = 1000

    def __post_init__(self) -> None:
        if not (self.sd_g > 0 and 1 <= self.least_g < self.mean_g < self.most_g):
            raise BadProblem(field="stream", fault="has no mean inside its band, or no spread")

    def fruit(self, count: int, seed: int) -> Ints:
        """(count,) grams, whole: scales of sorting lines show no more."""
        random, kept = np.random.default_rng(seed), np.zeros(0, np.int64)
        while len(kept) < count:
            grams = np.rint(self.drawn(random, count)).astype(np.int64)
            kept = np.append(kept, grams[(self.least_g <= grams) & (grams <= self.most_g)])
        return kept[:count]

    def drawn(self, random: np.random.Generator, count: int) -> np.ndarray:
        if self.shape == "normal":
            return random.normal(self.mean_g, self.sd_g, count)
        variance = np.log1p((self.sd_g / self.mean_g) ** 2)
        return random.lognormal(np.log(self.mean_g) - variance / 2, np.sqrt(variance), count)

"""How long a planner may think, and how good its answer must be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """`time_s` seconds of wall clock, `gap` the relative gap at which it may stop, `seed` and `threads` of the solver.

    :raises ValueError: if a limit makes no sense
    """

    time_s: float = 10.0
    gap: float = 0.0
    seed: int = 0
    threads: int = 1

    def __post_init__(self) -> None:
        if not self.time_s > 0 or not 0 <= self.gap < 1 or self.threads < 1 or self.seed < 0:
            raise ValueError(f"limits make no sense: {self}")

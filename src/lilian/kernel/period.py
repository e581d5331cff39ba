"""A period of days, half-open: its first day is in it, its end is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """`[start, end)`; an `end` of None means it goes on.

    :raises ValueError: if it would hold no day
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must hold a day: {self.start} to {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def meets(self, other: "Period") -> bool:
        """True if `other` starts on the very day this one ends."""
        return self.end is not None and self.end == other.start

    def days(self) -> Iterator[date]:
        """Each day in turn.

        :raises ValueError: if the period has no end
        """
        if self.end is None:
            raise ValueError("an open period has no last day")
        for n in range((self.end - self.start).days):
            yield self.start + timedelta(days=n)

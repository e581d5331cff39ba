"""What was done to the fruit of a chain, and who looked at it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class InputUsed:
    """A farm input of a batch that a household fetched before its fruit was picked; `category` is the catalogue's,
    `interval_days` how long before picking a pesticide may be used last.
    """

    household_id: int
    name: str
    batch: str
    day: date
    count: int
    category: str
    interval_days: int | None


@dataclass(frozen=True, slots=True)
class BatchUsed:
    """A batch of a farm input over all households that fetched of it. `days_before`: from the last that was fetched to
    the picking after, the fewest of all; None where no day is known.
    """

    name: str
    batch: str
    category: str
    count: int
    households: int
    last_day: date
    days_before: int | None
    interval_days: int | None

    @property
    def kept(self) -> bool | None:
        """Whether even what was fetched last can only have been sprayed long enough before; None for no pesticide."""
        if self.interval_days is None:
            return None
        return self.days_before is not None and self.days_before >= self.interval_days


@dataclass(frozen=True, slots=True)
class Inspection:
    """A sample of a lot, or the slip it was received by with its certificate; `what` is the occasion."""

    lot_id: int
    at: datetime
    what: str
    by: str
    note: str

"""How a box stands, from what was decided about its lots, about itself, and how often its page was opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from lilian.passport.values import State
from lilian.stock.values import Condition

# A family opens the page a few times, in a few days. A label that was copied is opened by many people, for weeks. No
# published figure was found; these are ours, to be set by what a season shows.
OFTEN_TIMES, OFTEN_DAYS, SPAN_DAYS = 60, 12, 30


@dataclass(frozen=True)
class Opened:
    """How often in the last `SPAN_DAYS` days, and on how many of them."""

    times: int = 0
    days: int = 0

    @property
    def is_often(self) -> bool:
        return self.times >= OFTEN_TIMES or self.days >= OFTEN_DAYS


def state(lots: Iterable[Condition], *, void: bool, recalled: bool, opened: Opened) -> State:
    """The gravest of all that is true."""
    conditions = set(lots)
    if recalled or Condition.RECALLED in conditions:
        return State.RECALLED
    if void:
        return State.VOID
    if Condition.QUARANTINED in conditions:
        return State.HELD
    return State.OFTEN if opened.is_often else State.GENUINE

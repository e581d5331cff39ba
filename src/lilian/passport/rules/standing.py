"""How a box stands on its page: as `trace` says, and how often its page was opened."""

from dataclasses import dataclass

from lilian.passport.values import State
from lilian.trace.values import BoxStanding

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


def state(box: BoxStanding, opened: Opened) -> State:
    """As it stands; a genuine one is said to be opened often if it is."""
    if box is BoxStanding.GENUINE and opened.is_often:
        return State.OFTEN
    return State(box.value)

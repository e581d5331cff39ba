"""How a box stands on its page: as `trace` says, and how often its page was opened."""

from dataclasses import dataclass

from lilian.passport.values import State
from lilian.trace.values import BoxStanding

SPAN_DAYS = 30


@dataclass(frozen=True)
class Opened:
    """How often in the last `SPAN_DAYS` days, and on how many of them."""

    times: int = 0
    days: int = 0


def state(box: BoxStanding, opened: Opened, most: Opened) -> State:
    """As it stands; a genuine one is said to be opened often if it was as often as `most`, or on as many days."""
    is_often = opened.times >= most.times or opened.days >= most.days
    if box is BoxStanding.GENUINE and is_often:
        return State.OFTEN
    return State(box.value)

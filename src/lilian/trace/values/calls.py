"""Calls to holders of boxes: what can come of one, and how far a call list is."""

from dataclasses import dataclass
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class Outcome(StrEnum):
    """What came of a call. Who was reached has answered the notice; all else leaves the holder on the list."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    CALLS_BACK = "calls_back"
    REFUSES = "refuses"


OUTCOME_NAMES = {
    Outcome.REACHED: gettext_noop("打通了，数清了还剩几箱"),
    Outcome.NO_ANSWER: gettext_noop("没人接"),
    Outcome.WRONG_NUMBER: gettext_noop("号码不对"),
    Outcome.CALLS_BACK: gettext_noop("告诉了，等回电"),
    Outcome.REFUSES: gettext_noop("不肯配合"),
}
IN_VAIN = tuple(outcome for outcome in Outcome if outcome is not Outcome.REACHED)


@dataclass(frozen=True)
class CallDraft:
    """One call. `found`: how many of the boxes are still there, of who was reached. `new_phone`: the number to call
    from now on, of who had a wrong one.
    """

    outcome: Outcome
    found: int | None = None
    note: str = ""
    new_phone: str = ""


class Standing(StrEnum):
    """Where a holder stands on the call list."""

    UNTRIED = "untried"
    TRIED = "tried"
    REACHED = "reached"


@dataclass(frozen=True)
class CallCounts:
    """Holders by where they stand on the call list."""

    untried: int
    tried: int
    reached: int

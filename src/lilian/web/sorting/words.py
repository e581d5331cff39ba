"""Figures of sorting as people read them."""

from django.utils.translation import gettext

from lilian.sorting.queries import RunCard
from lilian.sorting.values import RUN_STATE_NAMES, RunState

STATE_TONES = {RunState.OPEN: "warn", RunState.CLOSED: "good", RunState.BROKEN_OFF: ""}


def share(part: int, whole: int) -> str:
    """`41.3%`, to the nearest tenth; nothing of nothing."""
    if not whole:
        return ""
    tenths = (part * 1000 + whole // 2) // whole
    return f"{tenths // 10}.{tenths % 10}%"


def state_words(card: RunCard) -> str:
    return gettext(RUN_STATE_NAMES[card.state])


def grade_words(grade: str, names: dict[str, str]) -> str:
    """'' is the machine's reject lane."""
    return names.get(grade, grade) if grade else gettext("机器剔除")

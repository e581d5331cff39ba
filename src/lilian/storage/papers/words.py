"""How figures are said: money, weight, days and reasons, the same on every paper."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import in_unit, number_text
from lilian.planning.storage import StoreState
from lilian.storage.papers.figures import Gain, intake_worth, room_worth
from lilian.storage.papers.paper import Paper

Translate = Callable[[str], str]


class Said(Protocol):
    """A reason or a refusal: it can say itself in a language."""

    def text(self, translate: Translate = ...) -> str: ...


def yuan(fen: int) -> str:
    """Whole yuan with thousands marks: for reading; the workbook keeps the fen."""
    return f"{round(fen / 100):,}"


def exact_yuan(fen: int) -> str:
    return yuan_text(fen)


def tonnes(weight_g: int, places: int = 1) -> str:
    return number_text(in_unit(weight_g, "吨"), places)


def percent(share: float, places: int = 1) -> str:
    return f"{share * 100:.{places}f}%"


def signed_yuan(fen: int) -> str:
    """`+3.20`, `−44.10`, `0.00`: a difference."""
    return f"{'+' if fen > 0 else '−' if fen < 0 else ''}{yuan_text(abs(fen))}"


def worth_words(paper: Paper, state: StoreState, _: Translate) -> str:
    """What more room, or more intake a day, in this store would bring; empty where neither brings anything."""
    room, intake = room_worth(paper, state), intake_worth(paper, state)
    if room.gain is not Gain.NOTHING:
        return ROOM[room.gain](_).format(yuan=yuan(room.fen))
    return "" if intake.gain is Gain.NOTHING else INTAKE[intake.gain](_).format(yuan=yuan(intake.fen))


ROOM: dict[Gain, Callable[[Translate], str]] = {
    Gain.PLACES: lambda _: _("库里多腾 1 吨，就能多放 1 吨果，至少花 {yuan} 元"),
    Gain.SAVES: lambda _: _("库里多腾 1 吨，全县最多再省 {yuan} 元"),
}
INTAKE: dict[Gain, Callable[[Translate], str]] = {
    Gain.PLACES: lambda _: _("最紧的一天多收 1 吨，就能多放 1 吨果，至少花 {yuan} 元"),
    Gain.SAVES: lambda _: _("最紧的一天多收 1 吨，全县最多再省 {yuan} 元"),
}


MONTHS = (
    gettext_noop("1月"),
    gettext_noop("2月"),
    gettext_noop("3月"),
    gettext_noop("4月"),
    gettext_noop("5月"),
    gettext_noop("6月"),
    gettext_noop("7月"),
    gettext_noop("8月"),
    gettext_noop("9月"),
    gettext_noop("10月"),
    gettext_noop("11月"),
    gettext_noop("12月"),
)


def day_words(day: date, _: Translate) -> str:
    return _("{month}{day}日").format(month=_(MONTHS[day.month - 1]), day=day.day)


def reason(said: Said, _: Translate) -> str:
    """A planning reason in words: its template translated, then filled."""
    return said.text(_)

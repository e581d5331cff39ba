"""How figures are said: money, weight, days and reasons, the same on every paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lilian.kernel.money import yuan_text
from lilian.kernel.quantity import in_unit, number_text

Translate = Callable[[str], str]


def yuan(fen: int) -> str:
    """Whole yuan with thousands marks: for reading; the workbook keeps the fen."""
    return f"{round(fen / 100):,}"


def exact_yuan(fen: int) -> str:
    return yuan_text(fen)


def tonnes(weight_g: int, places: int = 1) -> str:
    return number_text(in_unit(weight_g, "吨"), places)


def kilos(weight_g: int) -> str:
    return number_text(in_unit(weight_g, "公斤"), 1)


def percent(share: float, places: int = 1) -> str:
    return f"{share * 100:.{places}f}%"


def day_words(day: date, _: Translate) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)


def reason(said: Any, _: Translate) -> str:
    """A planning reason in words: its template translated, then filled."""
    return str(said.text(_))

"""Sentences: a template filled in the reader's language, and sentences one after another."""

from collections.abc import Callable, Mapping
from typing import Any


class Word(str):
    """A word of the program's own that fills a field of a sentence: translated with it. The name marks its literal."""

    __slots__ = ()

    def said(self, translate: Callable[[str], str]) -> str:
        return translate(str(self))


class Measure(str):
    """A number with its unit, `18.4 吨`, that fills a field of a sentence: the unit is translated with it."""

    __slots__ = ()

    @classmethod
    def of(cls, number: str, unit: str) -> "Measure":
        return cls(f"{number} {unit}")

    def said(self, translate: Callable[[str], str]) -> str:
        number, unit = self.split(" ")
        return f"{number} {translate(unit)}"


def filled(template: str, fields: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """The template translated, then filled; '' stays ''."""
    if not template:
        return ""
    ours = (Word, Measure)
    said = {name: value.said(translate) if isinstance(value, ours) else value for name, value in fields.items()}
    return translate(template).format(**said)


OURS: dict[str, type[Word] | type[Measure]] = {"word": Word, "measure": Measure}
NAMES = {kind: name for name, kind in OURS.items()}


def as_plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as JSON can hold them: a word or a measure with its kind beside it, for `from_plain` to make anew."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if type(value) in NAMES:
        return [NAMES[type(value)], str(value)]
    return value if isinstance(value, (str, int, float, list, type(None))) else str(value)


def from_plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What `as_plain` was given; a word or a measure is translated again."""
    return {name: _anew(value) for name, value in fields.items()}


def _anew(value: Any) -> Any:
    is_ours = isinstance(value, list) and len(value) == 2 and value[0] in OURS
    return OURS[value[0]](value[1]) if is_ours else value


def joined(*sentences: str) -> str:
    """Side by side as Chinese is written; after an ASCII stop, as in English, with a space between."""
    whole = ""
    for sentence in filter(None, sentences):
        whole += (" " if whole.endswith((".", "?", "!", ";")) else "") + sentence
    return whole

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


def joined(*sentences: str) -> str:
    """Side by side as Chinese is written; after an ASCII full stop, as in English, with a space between."""
    whole = ""
    for sentence in filter(None, sentences):
        whole += (" " if whole.endswith((".", "?", "!")) else "") + sentence
    return whole

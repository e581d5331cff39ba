"""Sentences: a template filled in the reader's language, and sentences one after another."""

from collections.abc import Callable, Mapping
from typing import Any


class Word(str):
    """A word of the program's own that fills a field of a sentence: translated with it. The name marks its literal."""

    __slots__ = ()


def filled(template: str, fields: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """The template translated, then filled; '' stays ''."""
    if not template:
        return ""
    said = {name: translate(value) if isinstance(value, Word) else value for name, value in fields.items()}
    return translate(template).format(**said)


def joined(*sentences: str) -> str:
    """Side by side as Chinese is written; after an ASCII full stop, as in English, with a space between."""
    whole = ""
    for sentence in filter(None, sentences):
        whole += (" " if whole.endswith((".", "?", "!")) else "") + sentence
    return whole

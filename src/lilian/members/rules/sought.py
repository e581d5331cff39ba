"""What a search looks through: the name, its pinyin, its initials and the code, in lower case."""

import re

from pypinyin import Style, lazy_pinyin

LONGEST = 300  # characters of its column
SPACE = re.compile(r"\s+")


def sought(name: str, *more: str) -> str:
    """`sought("林秀梅", "P1")` -> `林秀梅 linxiumei lxm p1`."""
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    initials = "".join(syllable[:1] for syllable in syllables)
    parts = [name, "".join(syllables), initials, *more]
    return " ".join(dict.fromkeys(squeezed(part) for part in parts if part))[:LONGEST]


def squeezed(text: str) -> str:
    """Lower case without any space, as both sides of a search are compared."""
    return SPACE.sub("", text).lower()
